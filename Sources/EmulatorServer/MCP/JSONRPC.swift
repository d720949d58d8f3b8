import EmulatorCore

/// The id of a JSON-RPC request. Fractions and null are none in MCP.
enum RPCID: Sendable, Hashable {
    case number(Double)
    case text(String)

    /// Numbers beyond this come back changed, because JSON numbers are doubles here.
    private static let largest = 9_007_199_254_740_991.0

    init?(_ value: JSONValue?) {
        switch value {
        case .string(let text): self = .text(text)
        case .number(let number) where number.rounded() == number && abs(number) <= Self.largest:
            self = .number(number)
        default: return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .number(let number): .number(number)
        case .text(let text): .string(text)
        }
    }
}

struct RPCRequest: Sendable {
    var id: RPCID
    var method: String
    var params: [String: JSONValue]

    var meta: [String: JSONValue]? { params["_meta"]?.object }
}

/// What a client sends.
enum RPCMessage: Sendable {
    case request(RPCRequest)
    case notification(method: String, params: [String: JSONValue])
    /// To a request of ours; we make none, so nobody waits for it.
    case response

    /// - Throws: `RPCFault`, with the request's id where it has one that can be read.
    init(_ json: JSONValue) throws {
        guard let members = json.object else {
            throw RPCFault(.invalidRequest, "a message must be a JSON object")
        }
        let id = RPCID(members["id"])
        guard members["jsonrpc"] == "2.0" else {
            throw RPCFault(.invalidRequest, #"jsonrpc must be "2.0""#, id: id)
        }
        guard let method = members["method"] else {
            guard id != nil, (members["result"] == nil) != (members["error"] == nil) else {
                throw RPCFault(.invalidRequest, "a message needs a method, or an id with result or error", id: id)
            }
            self = .response
            return
        }
        guard let method = method.string else { throw RPCFault(.invalidRequest, "method must be a string", id: id) }
        let params: [String: JSONValue]
        switch members["params"] {
        case nil: params = [:]
        case .object(let object): params = object
        default: throw RPCFault(.invalidRequest, "params must be an object", id: id)
        }
        guard let given = members["id"] else {
            self = .notification(method: method, params: params)
            return
        }
        guard let id = RPCID(given) else {
            throw RPCFault(.invalidRequest, "id must be a string or a whole number")
        }
        self = .request(RPCRequest(id: id, method: method, params: params))
    }
}

/// One answer to one request.
struct RPCAnswer: Sendable {
    var id: RPCID?
    var outcome: Result<JSONValue, RPCError>
    /// Where a fault lets the connection break instead.
    var broken: Delivery.Break?
    /// Where there were too many requests: the seconds until the next.
    var retryAfter: Int?

    var json: JSONValue {
        var members: [String: JSONValue] = ["jsonrpc": "2.0", "id": id?.json ?? .null]
        switch outcome {
        case .success(let result): members["result"] = result
        case .failure(let error): members["error"] = error.json
        }
        return .object(members)
    }

    static func notification(_ method: String, _ params: JSONValue? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["jsonrpc": "2.0", "method": .string(method)]
        members["params"] = params
        return .object(members)
    }
}
