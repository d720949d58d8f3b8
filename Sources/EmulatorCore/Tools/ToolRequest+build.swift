extension ToolRequest {
    /// The request for these parameters, without a credential.
    /// - Parameter baseURL: the provider's, its placeholders filled.
    func request(_ params: [String: JSONValue], baseURL: String) throws -> UpstreamRequest {
        let base = self.baseURL ?? baseURL
        if let builder { return try builder.request(self, params, baseURL: base) }
        return placed(params, baseURL: base)
    }

    /// Each parameter in its place.
    func placed(_ params: [String: JSONValue], baseURL: String) -> UpstreamRequest {
        var request = UpstreamRequest(method: method, baseURL: baseURL, path: path.filled { params[$0]?.shown ?? "" })
        request.query = fixedQuery.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.shown) }
        for placement in query { request.query += Self.items(placement.target, params[placement.parameter]) }
        for placement in headers {
            guard let value = params[placement.parameter], !value.isNull else { continue }
            request.headers.append(.init(placement.target, value.shown))
        }
        request.body = makeBody(params)
        return request
    }

    /// Lists repeat the name, which most providers understand.
    private static func items(_ name: String, _ value: JSONValue?) -> [UpstreamRequest.QueryItem] {
        switch value {
        case .none, .some(.null): []
        case .some(.array(let items)): items.map { .init(name, $0.shown) }
        case .some(let value): [.init(name, value.shown)]
        }
    }

    private func makeBody(_ params: [String: JSONValue]) -> UpstreamRequest.Body {
        guard method != "GET" else { return .none }
        if let bodyParameter { return params[bodyParameter].map(UpstreamRequest.Body.json) ?? .none }
        var members = JSONValue.object(fixedBody)
        for placement in body {
            guard let value = params[placement.parameter], !value.isNull else { continue }
            members.set(value, at: placement.target.split(separator: ".")[...])
        }
        guard let object = members.object, !(object.isEmpty && body.isEmpty) else { return .none }
        guard encoding == .form else { return .json(members) }
        return .form(object.sorted { $0.key < $1.key }.flatMap { Self.items($0.key, $0.value) })
    }
}

extension JSONValue {
    /// Puts a value at the end of a way of names, making the objects on the way.
    mutating func set(_ value: JSONValue, at path: ArraySlice<Substring>) {
        guard let step = path.first else { return self = value }
        var members = object ?? [:]
        var inner = members[String(step)] ?? .object([:])
        inner.set(value, at: path.dropFirst())
        members[String(step)] = inner
        self = .object(members)
    }
}
