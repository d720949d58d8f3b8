/// What goes to a provider: made from a tool call or from a proxied request, with the account's credential in it.
package struct UpstreamRequest: Sendable, Equatable {
    package var method: String
    /// Without a slash at its end.
    package var baseURL: String
    /// Percent-encoded as it came, with a slash in front.
    package var path: String
    /// Decoded, in order.
    package var query: [QueryItem]
    /// Names in lower case, in order.
    package var headers: [Header]
    package var body: Body
    /// The builder of a tool that does more than this one request, so that a simulator can do the rest as well; nil
    /// for everything else, and always for proxied requests.
    package var composite: RequestBuilder?

    package struct QueryItem: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name.lowercased()
            self.value = value
        }
    }

    package enum Body: Sendable, Equatable {
        case none
        case json(JSONValue)
        case form([QueryItem])
        case bytes([UInt8], contentType: String)
    }

    package init(
        method: String, baseURL: String, path: String, query: [QueryItem] = [], headers: [Header] = [],
        body: Body = .none
    ) {
        self.method = method
        self.baseURL = baseURL
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

extension UpstreamRequest {
    /// The first value of a query parameter.
    package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// Every value of a query parameter, also of its bracketed form `name[]`.
    package func queryValues(_ name: String) -> [String] {
        query.filter { $0.name == name || $0.name == name + "[]" }.map(\.value)
    }

    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The body's members, whether it came as JSON or as a form; empty for any other body.
    package var members: [String: JSONValue] {
        switch body {
        case .json(let value): value.object ?? [:]
        case .form(let items): Dictionary(items.map { ($0.name, .string($0.value)) }) { _, last in last }
        case .none, .bytes: [:]
        }
    }

    package var url: String {
        let query = query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return baseURL + path + (query.isEmpty ? "" : "?" + query)
    }

    /// For templates: `request.path`, `request.headers.authorization`, …
    var described: JSONValue {
        let body: JSONValue =
            switch body {
            case .none: .null
            case .json(let value): value
            case .form: .object(members)
            case .bytes(let bytes, _): .string(String(decoding: bytes, as: UTF8.self))
            }
        return [
            "method": .string(method), "url": .string(url), "base_url": .string(baseURL), "path": .string(path),
            "query": .object(Dictionary(query.map { ($0.name, .string($0.value)) }) { first, _ in first }),
            "headers": .object(Dictionary(headers.map { ($0.name, .string($0.value)) }) { first, _ in first }),
            "body": body,
        ]
    }
}
