extension ToolRequest {
    /// The request for these parameters, without a credential.
    /// - Parameter baseURL: the provider's, its placeholders filled.
    func request(_ params: [String: JSONValue], baseURL: String) -> UpstreamRequest {
        var request = UpstreamRequest(
            method: method, baseURL: self.baseURL ?? baseURL, path: path.filled { params[$0]?.shown ?? "" })
        for (name, value) in fixedQuery.sorted(by: { $0.key < $1.key }) {
            request.query += Self.items(name, Self.filled(value, params))
        }
        for placement in query { request.query += Self.items(placement.target, params[placement.parameter]) }
        for (name, value) in fixedHeaders.sorted(by: { $0.key < $1.key }) where !isGiven(header: name, params) {
            request.headers.append(.init(name, Self.filled(value, params).shown))
        }
        for placement in headers {
            guard let value = params[placement.parameter], !value.isNull else { continue }
            request.headers.append(.init(placement.target, value.shown))
        }
        request.body = makeBody(params)
        builder?.complete(&request, params)
        return request
    }

    /// The parameters as the provider sees them: texts that are JSON as what they say.
    func decoded(_ params: [String: JSONValue]) -> [String: JSONValue] {
        params.merging(jsonTexts.compactMap { name in value(of: name, params).map { (name, $0) } }) { $1 }
    }

    /// A parameter replaces what is sent otherwise in its header.
    private func isGiven(header name: String, _ params: [String: JSONValue]) -> Bool {
        headers.contains {
            $0.target.lowercased() == name.lowercased() && !(params[$0.parameter] ?? .null).isNull
        }
    }

    private func makeBody(_ params: [String: JSONValue]) -> UpstreamRequest.Body {
        if let bodyParameter {
            guard let value = value(of: bodyParameter, params) else { return .none }
            if case .text(let contentType) = encoding {
                return .bytes(Array(value.shown.utf8), contentType: contentType)
            }
            return .json(value)
        }
        guard !body.isEmpty || !fixedBody.isEmpty else { return .none }
        var root = Self.filled(.object(fixedBody), params)
        for placement in body {
            if let value = value(of: placement.parameter, params) { root.set(value, at: placement.target) }
        }
        switch encoding {
        case .json, .text: return .json(root)
        case .form: return .form((root.object ?? [:]).sorted { $0.key < $1.key }.flatMap(Self.items))
        case .brackets: return .form(BracketForm.items(root))
        }
    }

    private func value(of parameter: String, _ params: [String: JSONValue]) -> JSONValue? {
        guard let value = params[parameter], !value.isNull else { return nil }
        return jsonTexts.contains(parameter) ? value.string.map(JSONText.value) ?? value : value
    }

    /// Lists repeat the name, which most providers understand.
    private static func items(_ name: String, _ value: JSONValue?) -> [UpstreamRequest.QueryItem] {
        switch value {
        case .none, .some(.null): []
        case .some(.array(let items)): items.map { .init(name, $0.shown) }
        case .some(let value): [.init(name, value.shown)]
        }
    }

    private static func filled(_ value: JSONValue, _ params: [String: JSONValue]) -> JSONValue {
        value.rendered { name in
            JSONValue.object(["params": .object(params)])[path: name].flatMap { $0.isNull ? nil : $0 }
        }
    }
}
