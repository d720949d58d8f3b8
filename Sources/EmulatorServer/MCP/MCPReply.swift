import EmulatorCore
import HTTPTypes
import NIOCore

/// The answers of the MCP door.
enum MCPReply {
    static let json = "application/json"
    static let events = "text/event-stream"

    static func answer(_ value: JSONValue, asEvent: Bool = false, status: HTTPResponse.Status = .ok) -> Reply {
        whole(ByteBuffer(bytes: asEvent ? event(value) : JSONText.bytes(value)), asEvent ? events : json, status)
    }

    /// Taken, and nothing to say to it.
    static func accepted(_ status: HTTPResponse.Status = .accepted) -> Reply {
        var fields: HTTPFields = [:]
        if status != .noContent { fields[.contentLength] = "0" }
        return Reply(head: HTTPResponse(status: status, headerFields: fields))
    }

    static func stream(_ write: @escaping @Sendable (inout ReplyWriter) async throws -> Void) -> Reply {
        let fields: HTTPFields = [
            .contentType: events, .cacheControl: "no-cache, no-transform",
            HTTPField.Name("x-accel-buffering")!: "no",  // A literal that is a valid name.
        ]
        return Reply(
            head: HTTPResponse(status: .ok, headerFields: fields),
            body: .streamed { writer in
                try await write(&writer)
                return nil
            })
    }

    /// One message as a server-sent event. JSON text has no line breaks.
    static func event(_ value: JSONValue) -> [UInt8] {
        Array("event: message\ndata: ".utf8) + JSONText.bytes(value) + Array("\n\n".utf8)
    }

    /// A comment, which clients skip.
    static let ping = ByteBuffer(string: ": ping\n\n")

    private static func whole(_ body: ByteBuffer, _ type: String, _ status: HTTPResponse.Status) -> Reply {
        Reply(
            head: HTTPResponse(
                status: status,
                headerFields: [
                    .contentType: type, .contentLength: String(body.readableBytes), .cacheControl: "no-store",
                ]),
            body: .bytes(body))
    }
}

/// A request that is refused before any method is looked at.
struct MCPRefusal: Error {
    var status: HTTPResponse.Status
    var answer: RPCAnswer
    var headers: HTTPFields

    init(_ status: HTTPResponse.Status, _ error: RPCError, id: RPCID? = nil, headers: HTTPFields = [:]) {
        self.status = status
        answer = RPCAnswer(id: id, outcome: .failure(error))
        self.headers = headers
    }

    init(_ status: HTTPResponse.Status, _ message: String, headers: HTTPFields = [:]) {
        self.init(status, RPCError(.invalidRequest, message), headers: headers)
    }

    init(_ fault: RPCFault) { self.init(.badRequest, fault.error, id: fault.id) }

    var reply: Reply {
        var reply = MCPReply.answer(answer.json, status: status)
        reply.add(headers)
        return reply
    }
}

extension Reply {
    mutating func add(_ fields: HTTPFields) {
        guard !fields.isEmpty else { return }
        var response = head.response
        for field in fields { response.headerFields[field.name] = field.value }
        head = .response(response)
    }
}
