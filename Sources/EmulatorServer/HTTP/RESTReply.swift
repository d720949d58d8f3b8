import EmulatorCore
import HTTPTypes
import NIOCore
import ScalekitProtos
import SwiftProtobuf

/// REST answers: JSON, and errors as `{code, message, details: [ErrorInfo]}`.
enum RESTReply {
    static func success(_ body: [UInt8], status: HTTPResponse.Status = .ok, requestID: String) -> Reply {
        json(ByteBuffer(bytes: body), status: status, requestID: requestID)
    }

    static func failure(
        _ error: EmulatorError, status: HTTPResponse.Status? = nil, requestID: String
    ) -> Reply {
        json(
            ByteBuffer(string: body(of: error, requestID: requestID)), status: status ?? error.code.httpStatus,
            requestID: requestID, retryAfter: error.retryAfter)
    }

    static func tooLarge(limit: Int, requestID: String) -> Reply {
        failure(
            EmulatorError(.resourceExhausted, "the body is larger than \(limit) bytes"), status: .contentTooLarge,
            requestID: requestID)
    }

    static func wrongVerb(_ verb: String, allowed: [String], requestID: String) -> Reply {
        let verbs = allowed.joined(separator: ", ")
        let error = EmulatorError(
            .unimplemented, "\(verb) is not allowed here: \(verbs)", errorCode: "METHOD_NOT_ALLOWED")
        return json(
            ByteBuffer(string: body(of: error, requestID: requestID)), status: .methodNotAllowed,
            requestID: requestID, allowing: verbs)
    }

    static func body(of error: EmulatorError, requestID: String) -> String {
        var status = Google_Rpc_Status()
        status.code = Int32(error.code.rawValue)
        status.message = error.message
        var options = JSONEncodingOptions()
        options.preserveProtoFieldNames = true
        do {
            status.details = [try Google_Protobuf_Any(message: error.errorInfo(requestID: requestID))]
            return try status.jsonString(options: options)
        } catch {
            return #"{"code":13,"message":"the error could not be written","details":[]}"#
        }
    }

    private static func json(
        _ body: ByteBuffer, status: HTTPResponse.Status, requestID: String, allowing verbs: String? = nil,
        retryAfter: Int? = nil
    ) -> Reply {
        var fields: HTTPFields = [
            .contentType: "application/json",
            .contentLength: String(body.readableBytes),
            .cacheControl: "no-store",
            .requestID: requestID,
        ]
        if let verbs { fields[.allow] = verbs }
        if let retryAfter { fields[.retryAfter] = String(retryAfter) }
        return Reply(head: HTTPResponse(status: status, headerFields: fields), body: .bytes(body))
    }
}
