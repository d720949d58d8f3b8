import EmulatorCore
import HTTPTypes

/// A protocol error: what JSON-RPC and MCP have numbers for.
struct RPCError: Error, Sendable, Equatable {
    enum Code: Int, Sendable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case internalError = -32603
        /// Headers and body of a 2026-07-28 request say different things.
        case headerMismatch = -32020
        case unsupportedProtocolVersion = -32022
        /// Answers a request of the handshake revisions that its client cancelled, because their answer must end with
        /// something. The official server's number.
        case requestCancelled = -32800
    }

    var code: Code
    var message: String
    var data: JSONValue?

    init(_ code: Code, _ message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    var json: JSONValue {
        var members: [String: JSONValue] = ["code": .number(Double(code.rawValue)), "message": .string(message)]
        members["data"] = data
        return .object(members)
    }

    /// What a 2026-07-28 answer has for a status. The handshake revisions answer 200 to what they could read.
    var statelessStatus: HTTPResponse.Status {
        switch code {
        case .parseError, .invalidRequest, .invalidParams, .headerMismatch, .unsupportedProtocolVersion: .badRequest
        case .methodNotFound: .notFound
        case .internalError, .requestCancelled: .ok
        }
    }
}

extension RPCError {
    /// The MCP door's translation of what the rules throw.
    init(_ error: EmulatorError) {
        let code: Code =
            switch error.code {
            case .invalidArgument, .notFound, .permissionDenied, .outOfRange: .invalidParams
            default: .internalError
            }
        var data: [String: JSONValue] = ["error_code": .string(error.errorCode)]
        data["hint"] = error.hint.map(JSONValue.string)
        self.init(code, error.message, data: .object(data))
    }
}

/// A message that could not be taken as one.
struct RPCFault: Error {
    var error: RPCError
    var id: RPCID?

    init(_ code: RPCError.Code, _ message: String, id: RPCID? = nil) {
        error = RPCError(code, message)
        self.id = id
    }

    var answer: RPCAnswer { RPCAnswer(id: id, outcome: .failure(error)) }
}
