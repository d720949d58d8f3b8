extension JSONSchema {
    private static let typeNames: Set = ["string", "number", "integer", "boolean", "array", "object", "null"]

    /// What is wrong with a schema that somebody wrote; nil when it can be used.
    package static func mistake(in schema: JSONValue) -> String? {
        guard let rules = schema.object else { return "must be a mapping, not \(schema.typeName)" }
        for name in JSONSchema(schema).types where !typeNames.contains(name) {
            return "\"\(name)\" is no type: use \(typeNames.sorted().joined(separator: ", "))"
        }
        if let pattern = rules["pattern"] {
            guard let text = pattern.string, (try? Regex(text)) != nil else {
                return "the pattern \(pattern.shown) is no regular expression"
            }
        }
        if let choices = rules["enum"], choices.array?.isEmpty ?? true { return "\"enum\" must be a list of values" }
        if let items = rules["items"], let mistake = mistake(in: items) { return "items: \(mistake)" }
        for (name, property) in rules["properties"]?.object ?? [:] {
            if let mistake = mistake(in: property) { return "properties.\(name): \(mistake)" }
        }
        return nil
    }

    /// The shape of an example: types and members, nothing that it need not say.
    static func describing(_ example: JSONValue) -> JSONValue {
        switch example {
        case .null: [:]
        case .array(let items): ["type": "array", "items": describing(all: items)]
        case .object(let members):
            ["type": "object", "properties": .object(members.mapValues(describing))]
        case .string(let text): text.contains("{{") ? describing(TextTemplate(text).fallback) : ["type": "string"]
        case .bool, .number: ["type": .string(example.typeName)]
        }
    }

    /// One shape for the items of a list: what the first says, and what members the others have besides.
    private static func describing(all items: [JSONValue]) -> JSONValue {
        guard let first = items.first else { return [:] }
        guard case .object = first else { return describing(first) }
        let members = items.compactMap(\.object).reduce(into: [String: JSONValue]()) { $0.merge($1) { old, _ in old } }
        return describing(.object(members))
    }
}
