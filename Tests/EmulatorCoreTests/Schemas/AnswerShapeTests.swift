import Testing

@testable import EmulatorCore

@Suite struct AnswerShapeTests {
    private let shape = AnswerShape(
        input: JSONSchema(["properties": ["title": ["type": "string"], "count": ["type": ["integer", "null"]]]]))

    @Test(
        arguments: [
            (["id": 1, "ok": true], ["id": ["type": "integer"], "ok": ["type": "boolean"]]),
            (
                ["at": "{{now}}", "n": "{{number}}", "u": "x-{{uuid}}"],
                [
                    "at": ["type": "string"], "n": ["type": "integer"], "u": ["type": "string"],
                ]
            ),
            (
                ["t": "{{params.title | 12}}", "c": "{{params.count | 3}}", "m": "{{params.meta.a | x}}"],
                [
                    "t": ["type": ["integer", "string"]], "c": ["type": "integer"], "m": [:],
                ]
            ),
            (["a": .null, "b": "{{params.title | null}}"], ["a": [:], "b": ["type": ["null", "string"]]]),
            (
                ["l": [], "m": [1, 2.5]],
                ["l": ["type": "array"], "m": ["type": "array", "items": ["type": "number"]]]
            ),
            (
                ["rows": [["a": 1, "b": .null], ["a": .null, "c": "x"]]],
                [
                    "rows": [
                        "type": "array",
                        "items": [
                            "type": "object",
                            "properties": ["a": ["type": ["integer", "null"]], "b": [:], "c": ["type": "string"]],
                        ],
                    ]
                ]
            ),
        ] as [(JSONValue, JSONValue)])
    func `says what an answer looks like`(example: JSONValue, properties: JSONValue) {
        #expect(shape.schema(of: example) == ["type": "object", "properties": properties])
    }

    @Test func `what is no object stands under a name`() {
        #expect(
            shape.schema(of: [1])
                == ["type": "object", "properties": ["result": ["type": "array", "items": ["type": "integer"]]]])
        #expect(shape.schema(of: .null) == ["type": "object", "properties": [:]])
    }
}
