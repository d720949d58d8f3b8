import Testing

@testable import EmulatorCore

struct YAMLTextTests {
    @Test(arguments: [
        "plain text", "", " space at ends ", "true", "null", "~", "12", "1e3", "yes", "- dash", "a: b", "a #b", "#",
        "\"quoted\"",
        "back\\slash", "line\nbreak", "tab\t", "\u{0}\u{7}\u{7F}\u{85}\u{9B}", "\u{2028}\u{2029}\u{FEFF}", "---",
        "{{x}}",
        "Grüße, 世界 👩‍👩‍👧", "a'b", "&anchor", "*alias", "!tag", "%", "@", "`", "[x]", "{x}", "a, b",
        "x" + String(repeating: "y", count: 500),
    ])
    func `texts are read back as they were`(text: String) throws {
        try expectSame(["key": .string(text), text.isEmpty ? "k" : text: [.string(text)]])
    }

    @Test func `values of every kind are read back as they were`() throws {
        try expectSame([
            "null": .null, "bools": [true, false], "numbers": [0, -1, 2.5, 1e-7, 1e21, 9_007_199_254_740_991],
            "empty": ["list": [], "object": [:], "text": ""],
            "deep": [["a": [["b": [1, [2, [3]]]]]], [[]], [:]],
        ])
    }

    @Test func `people can read it`() {
        let text = YAMLText.lines(["name": "Acme", "tags": ["a", "b c"], "on": true, "sub": ["x": 1]])
        #expect(text == "name: Acme\non: true\nsub:\n  x: 1\ntags:\n  - a\n  - b c\n")
    }

    private func expectSame(_ value: JSONValue) throws {
        let text = YAMLText.lines(value)
        #expect(try YAMLFile(name: "t.yaml", bytes: Array(text.utf8)).read { $0.json() } == value, "\(text)")
    }
}
