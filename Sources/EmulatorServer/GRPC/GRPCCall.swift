import EmulatorCore
import HTTPTypes
import NIOCore
import NIOHPACK

/// What the head of a gRPC request says, and the replies that fit it.
struct GRPCCall: Sendable {
    enum Encoding: Sendable { case identity, gzip }

    let head: RequestHead
    let info: ConnectionInfo
    /// Nil for a compression this door does not know.
    let encoding: Encoding?

    init(head: RequestHead, info: ConnectionInfo) {
        self.head = head
        self.info = info
        encoding =
            switch head[.grpcEncoding] {
            case nil, "identity": .identity
            case "gzip": .gzip
            default: nil
            }
    }

    /// `package.Service/Method`
    var name: String { String(head.path.drop { $0 == "/" }) }

    var timeout: TimeAmount? { head[.grpcTimeout].flatMap(GRPCTimeout.parse) }

    /// The one message of a unary request.
    func message(in body: ByteBuffer) throws -> [UInt8] {
        var body = body
        let frame: GRPCFraming.Frame?
        do {
            frame = try GRPCFraming.next(from: &body)
        } catch GRPCFraming.Failure.tooLarge(let size) {
            throw EmulatorError(
                .resourceExhausted, "the message has \(size) bytes; at most \(GRPCFraming.maximumMessage) are accepted")
        } catch {
            throw malformed("the message does not start with a gRPC frame")
        }
        guard let frame else { throw malformed("the message ends before its frame is complete") }
        guard body.readableBytes == 0 else { throw malformed("a unary call carries exactly one message") }
        return try bytes(of: frame)
    }

    func bytes(of frame: GRPCFraming.Frame) throws -> [UInt8] {
        let bytes = Array(frame.message.readableBytesView)
        guard frame.isCompressed else { return bytes }
        guard encoding == .gzip else { throw malformed("the frame is compressed but grpc-encoding does not say how") }
        do {
            return try Gzip.inflate(bytes, limit: GRPCFraming.maximumMessage)
        } catch Gzip.Failure.tooLarge {
            throw EmulatorError(
                .resourceExhausted, "the inflated message has more than \(GRPCFraming.maximumMessage) bytes")
        } catch {
            throw malformed("the compressed message is not gzip")
        }
    }

    private func malformed(_ message: String) -> EmulatorError {
        EmulatorError(.internal, message, errorCode: "MALFORMED_FRAME")
    }
}

// MARK: Replies

extension GRPCCall {
    private static let plainHead: HPACKHeaders = [":status": "200", "content-type": "application/grpc"]

    var responseHead: HPACKHeaders {
        guard let type = head.contentType, type != "application/grpc" else { return Self.plainHead }
        return [":status": "200", "content-type": type]
    }

    /// A message as the reply, unless it is larger than clients accept.
    func answer(_ message: [UInt8]) throws -> Reply {
        guard message.count <= GRPCFraming.maximumMessage else {
            throw EmulatorError(.resourceExhausted, "the answer is larger than gRPC clients accept")
        }
        return Reply(packed: responseHead, body: .bytes(GRPCFraming.frame(message)), trailers: GRPCStatus.ok)
    }

    /// A refusal says which request it was and what it should have been like.
    func failure(_ error: EmulatorError) -> Reply {
        let requestID = RequestIDs.next()
        var head = responseHead
        head.add(name: HTTPField.Name.requestID.canonicalName, value: requestID, indexing: .nonIndexable)
        if error.code == .unimplemented {
            head.add(name: HTTPField.Name.grpcAcceptEncoding.canonicalName, value: "identity,gzip")
        }
        return Reply(packed: head, trailers: GRPCStatus.trailers(for: error, requestID: requestID))
    }
}
