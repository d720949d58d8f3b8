import EmulatorCore
import Testing

@testable import EmulatorAPI

struct JSONReaderTests {
    private func parse(_ text: String) throws -> JSONTree { try JSONReader.parse(Array(text.utf8)) }

    @Test func `reads every kind of value and keeps order and digits`() throws {
        let tree = try parse(#" { "b" : [1, -2.50e+3, 12345678901234567890], "a":{"t":true,"f":false,"n":null}} "#)
        #expect(
            tree == [
                "b": [.number("1"), .number("-2.50e+3"), .number("12345678901234567890")],
                "a": ["t": true, "f": false, "n": .null],
            ])
        #expect(try parse("[]") == [] && parse("{}") == [:] && parse("0") == .number("0"))
    }

    @Test func `reads escapes and unicode`() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 ü""#) == "\"\\/\u{8}\u{c}\n\r\té😀 ü")
        #expect(try parse(#""\u0000""#) == "\u{0}")
    }

    @Test func `takes the last of duplicate members`() throws {
        #expect(try parse(#"{"a":1,"a":2}"#)["a"] == .number("2"))
    }

    @Test(arguments: [
        ("", "it ends too early at line 1, column 1"),
        ("{", "it ends too early at line 1, column 2"),
        ("{\n  \"a\": x\n}", "unexpected \"x\" at line 2, column 8"),
        ("{\"a\":1,}", "unexpected \"}\" at line 1, column 8"),
        ("[1 2]", "unexpected \"2\" at line 1, column 4"),
        ("01", "unexpected \"1\" at line 1, column 2"),
        ("1.", "it ends too early at line 1, column 3"),
        ("-", "it ends too early at line 1, column 2"),
        ("+1", "unexpected \"+\" at line 1, column 1"),
        ("nul", "unexpected \"n\" at line 1, column 1"),
        ("'a'", "unexpected \"'\" at line 1, column 1"),
        ("\"a\nb\"", "unexpected byte 10 at line 1, column 3"),
        ("\"\\x\"", "unexpected \"x\" at line 1, column 3"),
        ("\"\\u12g4\"", "unexpected \"g\" at line 1, column 6"),
        ("\"\\ud800\"", "half of a surrogate pair at line 1, column 3"),
        ("\"\\ud800\\u0041\"", "half of a surrogate pair at line 1, column 3"),
        ("\"\\udc00\"", "half of a surrogate pair at line 1, column 3"),
        ("{} {}", "unexpected \"{\" at line 1, column 4"),
        ("\u{feff}{}", "unexpected byte 239 at line 1, column 1"),
        ("NaN", "unexpected \"N\" at line 1, column 1"),
    ])
    func `says where it is not JSON`(text: String, reason: String) {
        let error = #expect(throws: EmulatorError.self) { try parse(text) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message == "the request body is not valid JSON: \(reason)")
    }

    @Test func `refuses strings that are not UTF-8`() {
        #expect(throws: EmulatorError.self) { try JSONReader.parse([0x22, 0xff, 0x22]) }
    }

    @Test func `limits nesting`() throws {
        let text = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try parse(text(100)) }
        let error = #expect(throws: EmulatorError.self) { try parse(text(100_000)) }
        #expect(error?.message.contains("nested deeper than 100 levels") == true)
    }

    @Test func `writes what it reads`() throws {
        let text = #"{"a":[1,-2.5e3,true,null,"\"\\\n\u0001é"],"b":{}}"#
        #expect(String(decoding: try parse(text).bytes, as: UTF8.self) == text)
    }
}
