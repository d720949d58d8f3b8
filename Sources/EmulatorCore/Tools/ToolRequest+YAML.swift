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
        case fixedHeaders = "fixed_headers"
        case encoding
        case contentType = "content_type"
        case builder
    }

    static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    static let encodings: [(String, Encoding)] = [("json", .json), ("form", .form), ("brackets", .brackets)]

    init?(_ yaml: YAMLValue, input: ToolInput?) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let method = map.required(.method)?.choice(of: Self.methods.map { ($0, $0) })
        let path = map.required(.path)?.text(.requestPath)
        let builder = map[.builder]?.choice(of: RequestBuilder.allCases.map { ($0.rawValue, $0) })
        let contentType = map[.contentType]?.text(.line)
        guard let method, let path else { return nil }
        self.init(
            method: method, baseURL: map[.baseURL]?.url(), path: ToolPath(path),
            query: Self.placements(map[.query]), body: Self.bodyPlacements(map[.body]),
            headers: Self.placements(map[.headers]), bodyParameter: map[.bodyParameter]?.text(.line),
            fixedQuery: map[.fixedQuery]?.jsonObject() ?? [:], fixedBody: map[.fixedBody]?.jsonObject() ?? [:],
            fixedHeaders: map[.fixedHeaders]?.jsonObject() ?? [:],
            encoding: contentType.map(Encoding.text) ?? map[.encoding]?.choice(of: Self.encodings) ?? .json,
            jsonTexts: input?.jsonTexts ?? [], builder: builder)
        checkBody(map)
        if let input { check(input, map) }
    }

    private static func placements(_ yaml: YAMLValue?) -> [Placement] {
        names(yaml).map { Placement(parameter: $0.parameter, target: $0.target) }
    }

    /// In a list the parameters keep their names, dots and all.
    private static func bodyPlacements(_ yaml: YAMLValue?) -> [BodyPlacement] {
        let isList = yaml?.isList ?? false
        return names(yaml).map { name in
            BodyPlacement(
                parameter: name.parameter,
                target: isList ? BodyPath(steps: [.name(name.target)]) : BodyPath(name.target))
        }
    }

    private static func names(_ yaml: YAMLValue?) -> [(parameter: String, target: String)] {
        guard let yaml else { return [] }
        if yaml.isList { return (yaml.texts(.line) ?? []).map { ($0, $0) } }
        return (yaml.entries() ?? []).compactMap { entry in entry.value.text(.line).map { (entry.key, $0) } }
    }

    private func checkBody(_ map: YAMLMapping<Key>) {
        for key in [Key.body, .bodyParameter, .fixedBody] where method == "GET" {
            map[key]?.refuse("a GET has no body")
        }
        for key in [Key.body, .fixedBody] where bodyParameter != nil {
            map[key]?.refuse("body_param is the whole body already")
        }
        if let contentType = map[.contentType] {
            if bodyParameter == nil { contentType.refuse("belongs to body_param, whose text is sent as it is") }
            map[.encoding]?.refuse("content_type says how the body is sent already")
        }
    }

    /// Every parameter goes somewhere, and only once. Those that a builder places it places itself.
    private func check(_ input: ToolInput, _ map: YAMLMapping<Key>) {
        for name in path.parameters where !input.isAlwaysThere(name) {
            map[.path]?.refuse("uses \"\(name)\", which is neither a required parameter nor has a default")
        }
        let fixed = placed(by: [.fixedQuery, .fixedBody, .fixedHeaders], input, map)
        let placed =
            path.parameters + (query + headers).map(\.parameter) + body.map(\.parameter)
            + [bodyParameter].compactMap(\.self)
        for (index, name) in placed.enumerated() {
            if input.properties[name] == nil { map.value.refuse("\"\(name)\" is no parameter of this tool") }
            if placed[..<index].contains(name) { map.value.refuse("\"\(name)\" is placed twice") }
        }
        let all = Set(placed).union(fixed).union(builder?.parameters ?? [])
        for name in input.properties.keys.sorted() where !all.contains(name) {
            map.value.refuse("the parameter \"\(name)\" goes nowhere")
        }
    }

    /// The parameters that stand in texts which are always sent.
    private func placed(by keys: [Key], _ input: ToolInput, _ map: YAMLMapping<Key>) -> [String] {
        let fixed = [JSONValue.object(fixedQuery), .object(fixedBody), .object(fixedHeaders)]
        return zip(keys, fixed).flatMap { key, value in
            value.placeholders.compactMap { placeholder in
                let parts = placeholder.name.split(separator: ".").map(String.init)
                guard parts.count > 1, parts[0] == "params", input.properties[parts[1]] != nil else {
                    map[key]?.refuse("{{\(placeholder.name)}} is no parameter of this tool: write {{params.name}}")
                    return nil
                }
                if !placeholder.hasFallback, !input.isAlwaysThere(parts[1]) {
                    map[key]?.refuse("{{\(placeholder.name)}} needs a fallback, because it may be left out")
                }
                return parts[1]
            }
        }
    }
}

extension TextRule {
    static let requestPath = TextRule(1...500, only: "a path that begins with '/', without spaces and '?'") {
        !$0.isControl && $0 != " " && $0 != "?" && $0 != "#"
    }
}
