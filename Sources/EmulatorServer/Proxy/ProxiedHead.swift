import EmulatorCore
import HTTPTypes
import NIOCore

/// The head of a proxied request, parted into what is for this server and what is for the provider.
struct ProxiedHead {
    /// Headers that are about one connection and never passed on (RFC 9110 section 7.6.1).
    private static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    static func belongsToConnection(_ name: String) -> Bool { hopByHop.contains(name) }

    /// Headers that are for this server: who calls, as whom, and with which SDK. The environment's token above all
    /// must not reach a provider.
    private static let ours: Set<String> = [
        "authorization", "connection_name", "identifier", "host", "x-sdk-version", "x-api-version", "accept-encoding",
        // Whoever sends the body on says how long it is, and has read what it waited for.
        "content-length", "expect",
    ]

    private let head: HTTPRequest
    private let target: RequestTarget

    init(_ head: HTTPRequest, target: Substring) {
        self.head = head
        self.target = RequestTarget(String(target))
    }

    /// - Throws: INVALID_ARGUMENT for a query or form that is not UTF-8.
    func request(_ body: ByteBuffer) throws -> ProxyRequest {
        let query = try target.query.map { UpstreamRequest.QueryItem($0.0, $0.1) }
        let bytes = Array(body.readableBytesView)
        var request = UpstreamRequest(
            method: head.method.rawValue, baseURL: "", path: target.path, query: query, headers: headers)
        request.body = try self.body(bytes)
        return ProxyRequest(
            connection: value(of: "connection_name"), identifier: value(of: "identifier"), request: request,
            rawQuery: target.rawQuery, body: bytes.isEmpty ? .none : .bytes(bytes))
    }

    private var headers: [UpstreamRequest.Header] {
        // What `connection` lists belongs to the connection as well.
        let listed = value(of: "connection").lowercased().split(separator: ",").map { $0.filter { $0 != " " } }
        let dropped = Self.hopByHop.union(Self.ours).union(listed)
        return head.headerFields.compactMap { field in
            let name = field.name.canonicalName
            return dropped.contains(name) ? nil : UpstreamRequest.Header(name, field.value)
        }
    }

    private func value(of name: String) -> String {
        head.headerFields.first { $0.name.canonicalName == name }?.value ?? ""
    }

    /// JSON that cannot be read goes on as it is, for the provider to refuse.
    private func body(_ bytes: [UInt8]) throws -> UpstreamRequest.Body {
        guard !bytes.isEmpty else { return .none }
        let type = head.headerFields[.contentType] ?? "application/octet-stream"
        if type.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) == "application/x-www-form-urlencoded" {
            return .form(
                try FormDecoding.pairs(String(decoding: bytes, as: UTF8.self)).map { .init($0.0, $0.1) })
        }
        if JSONText.isJSON(type), let json = JSONText.parse(bytes) { return .json(json) }
        return .bytes(bytes, contentType: type)
    }
}
