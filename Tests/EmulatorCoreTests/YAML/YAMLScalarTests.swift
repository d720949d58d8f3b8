import Testing

@testable import EmulatorCore

@Suite struct YAMLScalarTests {
    @Test(arguments: [
        "yes", "no", "on", "2026-01-31", "1_000", "0x", "1.2.3", "-", ".", "e5", "1e", ".inf", "nan", "+",
    ])
    func `takes a word for a text`(word: String) {
        #expect(YAMLScalar(plain: word) == .text(word))
    }

    @Test(arguments: [
        ("0", 0.0), ("-12", -12), ("+3", 3), ("0123", 123), ("1.5", 1.5), (".5", 0.5), ("1.", 1), ("6e3", 6_000),
        ("-1.5E-2", -0.015), ("0x1F", 31), ("0o17", 15),
    ])
    func `takes a word for a number`(word: String, number: Double) {
        #expect(YAMLScalar(plain: word) == .number(number))
    }

    @Test func `knows the booleans and nothing`() {
        #expect(["true", "True", "TRUE"].map(YAMLScalar.init(plain:)) == Array(repeating: .bool(true), count: 3))
        #expect(["false", "False", "FALSE"].map(YAMLScalar.init(plain:)) == Array(repeating: .bool(false), count: 3))
        #expect(["", "~", "null"].map(YAMLScalar.init(plain:)) == Array(repeating: .null, count: 3))
    }

    @Test func `never takes a quoted word for anything but a text`() throws {
        let text = #"{a: "1", b: 'true', c: !!str 2, d: "", e: null, f: 2}"#
        let object = try YAMLFile(name: "x.yaml", bytes: Array(text.utf8)).read { $0.jsonObject() }
        #expect(object == ["a": "1", "b": "true", "c": "2", "d": "", "e": .null, "f": 2])
    }
}
