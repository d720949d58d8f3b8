import Testing

@testable import EmulatorCore

struct TextTemplateTests {
    private let values: [String: JSONValue] = ["params.n": 3, "params.list": ["a"], "name": "Ada"]

    private func rendered(_ text: String) -> JSONValue { TextTemplate(text).render { values[$0] } }

    @Test func `a single placeholder keeps the type of its value`() {
        #expect(rendered("{{params.n}}") == 3)
        #expect(rendered("{{ params.list }}") == ["a"])
    }

    @Test func `in the middle of a text a value is written out`() {
        #expect(rendered("n={{params.n}}, {{name}}!") == "n=3, Ada!")
        #expect(rendered("98{{params.n}}") == "983")
    }

    @Test(
        arguments: [
            ("{{x | 7}}", 7), ("{{x | [1, 2]}}", [1, 2]), ("{{x | null}}", .null), ("{{x | \"7\"}}", "7"),
            ("{{x | plain words}}", "plain words"), ("{{x | {} }}", [:]), ("{{x}}", .null),
        ] as [(String, JSONValue)])
    func `a fallback is JSON if it can be`(text: String, value: JSONValue) {
        #expect(rendered(text) == value)
    }

    @Test func `a missing value in the middle of a text is nothing`() {
        #expect(rendered("a{{x}}b") == "ab")
    }

    @Test func `braces that are no placeholder stay`() {
        #expect(rendered("{{open") == "{{open")
        #expect(rendered("a } b {") == "a } b {")
        #expect(rendered("") == "")
    }

    @Test func `every text of a document is rendered`() {
        let document: JSONValue = ["a": ["{{name}}", 1], "b": ["c": "{{params.n}}"]]
        #expect(document.rendered { values[$0] } == ["a": ["Ada", 1], "b": ["c": 3]])
    }

    @Test func `paths lead through objects and lists`() {
        let value: JSONValue = ["a": [["b": 1]]]
        #expect(value[path: "a.0.b"] == 1)
        #expect(value[path: "a.1.b"] == nil)
        #expect(value[path: "a.b"] == nil)
    }
}
