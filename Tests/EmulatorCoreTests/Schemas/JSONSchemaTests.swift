import Testing

@testable import EmulatorCore

struct JSONSchemaTests {
    private func violations(_ value: JSONValue, _ schema: JSONValue) -> [String] {
        JSONSchema(schema).violations(in: value, at: "params").map { "\($0.field) \($0.constraint)" }
    }

    @Test(
        arguments: [
            ("string", "a"), ("integer", 50.0), ("number", 0.5), ("boolean", true), ("array", []), ("object", [:]),
            ("null", .null),
        ] as [(String, JSONValue)])
    func `a value of the type fits`(type: String, value: JSONValue) {
        #expect(violations(value, ["type": .string(type)]).isEmpty)
    }

    @Test(
        arguments: [
            ("string", 1), ("integer", 0.5), ("number", "1"), ("boolean", "true"), ("array", [:]), ("object", []),
        ] as [(String, JSONValue)])
    func `a value of another type does not`(type: String, value: JSONValue) {
        #expect(violations(value, ["type": .string(type)]) == ["params schema.type"])
    }

    @Test func `whole numbers come as doubles and are integers`() {
        #expect(violations(50.0, ["type": "integer"]).isEmpty)
        #expect(violations(50, ["type": ["integer", "null"]]).isEmpty)
    }

    @Test func `a required member that is missing is named`() {
        #expect(violations([:], ["type": "object", "required": ["a"]]) == ["params.a schema.required"])
    }

    @Test func `a nested violation names the way to it`() {
        let schema: JSONValue = [
            "properties": ["labels": ["type": "array", "items": ["properties": ["name": ["type": "string"]]]]]
        ]
        #expect(violations(["labels": [["name": "a"], ["name": 1]]], schema) == ["params.labels[1].name schema.type"])
    }

    @Test(
        arguments: [
            (["enum": ["red", "blue"]], "green", "enum"), (["const": 1], 2, "const"),
            (["minLength": 2], "a", "minLength"),
            (["maxLength": 2], "abc", "maxLength"), (["pattern": "^a+$"], "b", "pattern"),
            (["minimum": 1], 0, "minimum"),
            (["maximum": 1], 2, "maximum"), (["exclusiveMinimum": 1], 1, "exclusiveMinimum"),
            (["exclusiveMaximum": 1], 1, "exclusiveMaximum"), (["multipleOf": 2], 3, "multipleOf"),
            (["minItems": 1], [], "minItems"), (["maxItems": 1], [1, 2], "maxItems"),
            (["uniqueItems": true], [1, 1], "uniqueItems"), (["anyOf": [["type": "string"]]], 1, "anyOf"),
            (["oneOf": [["type": "number"], ["minimum": 0]]], 1, "oneOf"), (["not": ["type": "string"]], "a", "not"),
            (["allOf": [["minimum": 5]]], 1, "minimum"),
        ] as [(JSONValue, JSONValue, String)])
    func `every rule is kept`(schema: JSONValue, value: JSONValue, rule: String) {
        #expect(violations(value, schema) == ["params schema.\(rule)"])
    }

    @Test func `members beyond the properties are allowed unless the schema says otherwise`() {
        #expect(violations(["extra": 1], ["properties": [:]]).isEmpty)
        let strict: JSONValue = ["properties": ["title": [:]], "additionalProperties": false]
        #expect(violations(["titel": 1], strict) == ["params.titel schema.additionalProperties"])
        #expect(violations(["n": "x"], ["additionalProperties": ["type": "number"]]) == ["params.n schema.type"])
    }

    @Test func `unknown keywords and formats demand nothing`() {
        #expect(violations("x", ["format": "email", "x-vendor": true]).isEmpty)
        #expect(violations("x", true).isEmpty)
        #expect(violations("x", false) == ["params schema.false"])
    }

    @Test func `a value that nests deeper than anybody needs is not followed for ever`() {
        let value = (0..<500).reduce(JSONValue.null) { value, _ in ["a": value] }
        let schema = (0..<500).reduce(JSONValue.object([:])) { schema, _ in ["properties": ["a": schema]] }
        #expect(violations(value, schema).isEmpty)
    }

    @Test(
        arguments: [
            (["type": "text"], "\"text\" is no type"), (["pattern": "("], "no regular expression"),
            (["enum": []], "must be a list of values"), (["items": ["type": "x"]], "items: "),
            (["properties": ["a": 1]], "properties.a: must be a mapping"), ("x", "must be a mapping"),
        ] as [(JSONValue, String)])
    func `a schema that cannot be used is refused`(schema: JSONValue, words: String) throws {
        #expect(try #require(JSONSchema.mistake(in: schema)).contains(words))
    }
}
