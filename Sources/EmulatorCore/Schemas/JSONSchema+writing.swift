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
}
