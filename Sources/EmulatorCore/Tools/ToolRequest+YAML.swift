extension ToolRequest {
    enum Key: String, YAMLKeys {
        case method
        case baseURL = "base_url"
        case path
        case query
        case body
        case headers
        case bodyParameter = "body_param"
        case fixedQuery = "fixed_query"
        case fixedBody = "fixed_body"
        case encoding
        case builder
    }

    private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    init?(_ yaml: YAMLValue, input: ToolInput?) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let method = map.required(.method)?.choice(of: Self.methods.map { ($0, $0) })
        let path = map.required(.path)?.text(.requestPath)
        let builder = map[.builder]?.choice(of: RequestBuilder.allCases.map { ($0.rawValue, $0) })
        guard let method, let path else { return nil }
        self.init(
            method: method, baseURL: map[.baseURL]?.url(), path: ToolPath(path),
            query: Self.placements(map[.query]), body: Self.placements(map[.body]),
            headers: Self.placements(map[.headers]), bodyParameter: map[.bodyParameter]?.text(.line),
            fixedQuery: map[.fixedQuery]?.jsonObject() ?? [:], fixedBody: map[.fixedBody]?.jsonObject() ?? [:],
            encoding: map[.encoding]?.choice(of: [("json", .json), ("form", .form)]) ?? .json, builder: builder)
        if let input { check(input, yaml) }
    }

    private static func placements(_ yaml: YAMLValue?) -> [Placement] {
        guard let yaml else { return [] }
        if yaml.isList {
            return (yaml.texts(.line) ?? []).map { Placement(parameter: $0, target: $0) }
        }
        return (yaml.entries() ?? []).compactMap { entry in
            entry.value.text(.line).map { Placement(parameter: entry.key, target: $0) }
        }
    }

    /// Every parameter goes somewhere, and only once. Code that builds the request sees to that itself.
    private func check(_ input: ToolInput, _ yaml: YAMLValue) {
        for name in path.parameters where !input.required.contains(name) {
            yaml.refuse("the path uses \"\(name)\", which is no required parameter")
        }
        guard builder == nil else { return }
        let placed = path.parameters + (query + body + headers).map(\.parameter) + [bodyParameter].compactMap(\.self)
        for (index, name) in placed.enumerated() {
            if input.properties[name] == nil { yaml.refuse("\"\(name)\" is no parameter of this tool") }
            if placed[..<index].contains(name) { yaml.refuse("\"\(name)\" is placed twice") }
        }
        for name in input.properties.keys.sorted() where !placed.contains(name) {
            yaml.refuse("the parameter \"\(name)\" goes nowhere")
        }
    }
}

extension TextRule {
    static let requestPath = TextRule(1...500, only: "a path that begins with '/', without spaces and '?'") {
        !$0.isControl && $0 != " " && $0 != "?" && $0 != "#"
    }
}
