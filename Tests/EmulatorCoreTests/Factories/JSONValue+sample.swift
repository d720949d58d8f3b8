@testable import EmulatorCore

extension JSONValue {
    /// Texts for the patterns that the catalogue's parameters have.
    private static let texts = [
        "x1", "spaces/a", "conferenceRecords/a", "conferenceRecords/a/transcripts/b", "properties/1",
        "properties/1/metadata", "2026-09-22", "AAAA", "12",
    ]

    /// A value that keeps a schema's rules, nothing left out; nil when none of ours does.
    static func sample(of schema: JSONSchema, named name: String) -> JSONValue? {
        let choices = schema.json["enum"]?.array ?? []
        let isText = schema.types.contains("string")
        let candidates = choices + (isText ? texts.map(JSONValue.string) : []) + [built(schema, named: name), [:]]
        return candidates.first { schema.violations(in: $0, at: name).isEmpty }
    }

    private static func built(_ schema: JSONSchema, named name: String) -> JSONValue {
        switch schema.types.first {
        case "number", "integer": .number(max(schema.json["minimum"]?.number ?? 1, 1))
        case "boolean": true
        case "array":
            .array(
                schema.json["items"].flatMap { sample(of: JSONSchema($0), named: name) }.map {
                    Array(repeating: $0, count: Int(schema.json["minItems"]?.number ?? 1))
                } ?? [])
        case "object" where schema.propertyNames.isEmpty: ["a": "x1"]
        case "object":
            .object(
                Dictionary(
                    uniqueKeysWithValues: schema.propertyNames.compactMap { member in
                        schema.property(member).flatMap { sample(of: $0, named: member) }.map { (member, $0) }
                    }))
        default: .string("x1")
        }
    }
}

extension Tool {
    /// Values for every parameter.
    var sampleParameters: [String: JSONValue] {
        let names = inputSchema.propertyNames.subtracting(["schema_version", "tool_version"])
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                inputSchema.property(name).flatMap { JSONValue.sample(of: $0, named: name) }.map { (name, $0) }
            })
    }
}
