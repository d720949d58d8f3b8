extension Tool {
    enum Key: String, YAMLKeys {
        case name
        case displayName = "display_name"
        case description
        case category
        case annotations
        case versioned
        case input
        case output
        case request
        case status
        case example
        case definition
        case tags
        case metadata
    }

    /// Reads a tool's document of the catalogue.
    init?(_ yaml: YAMLValue, provider: Provider) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        guard map[.definition] == nil else {
            self.init(defined: map, provider: provider)
            return
        }
        for key in [Key.tags, .metadata] { map[key]?.refuse("belongs to a tool that has a definition") }
        let name = map.required(.name)?.text(.toolName)
        let displayName = map.required(.displayName)?.text(.line)
        let description = map.required(.description)?.text(.paragraph)
        let annotations = map.required(.annotations).flatMap { Annotations($0) }
        let takesVersions = map[.versioned]?.bool() ?? false
        let input = map.required(.input).flatMap { ToolInput($0, takesVersions: takesVersions) }
        let example = map.required(.example)?.json()
        let request = map[.request].flatMap { ToolRequest($0, input: input) }
        guard let name, let displayName, let description, let annotations, let input, let example else { return nil }
        let status = map[.status]?.wholeNumber(200...299) ?? 200
        self.init(
            id: ToolID(catalogueName: name), name: name, providerKey: provider.key, displayName: displayName,
            description: description, category: map[.category]?.text(.slug) ?? "", annotations: annotations,
            takesVersions: takesVersions, inputSchema: input.schema,
            outputSchema: map[.output]?.json() ?? AnswerShape(input: input.schema).schema(of: example),
            request: request,
            example: Example(status: status, body: JSONTemplate(example)))
        metadata = category.isEmpty ? [:] : ["category": .string(category)]
        tags = [provider.slug] + (category.isEmpty ? [] : [category])
    }
}

extension Tool.Annotations {
    static let words: [(String, any WritableKeyPath<Self, Bool> & Sendable)] = [
        ("read_only", \.isReadOnly), ("destructive", \.isDestructive), ("idempotent", \.isIdempotent),
        ("open_world", \.isOpenWorld),
    ]

    init?(_ yaml: YAMLValue) {
        guard let chosen = yaml.list({ $0.choice(of: Self.words) }) else { return nil }
        self.init()
        for word in chosen { self[keyPath: word] = true }
        if isReadOnly {
            if isDestructive { yaml.refuse("a tool that only reads destroys nothing") }
            isIdempotent = true
        }
    }
}

extension TextRule {
    static let toolName = TextRule(1...100, only: "letters, digits, '_' and '-'") {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
    }

    /// What a model reads to choose.
    static let paragraph = TextRule(1...2_000, only: "one line of printable text") { !$0.isControl }
}

extension YAMLValue {
    func wholeNumber(_ range: ClosedRange<Int>) -> Int? {
        guard case .number(let value) = scalar, let number = Int(exactly: value), range.contains(number) else {
            refuse(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }
}
