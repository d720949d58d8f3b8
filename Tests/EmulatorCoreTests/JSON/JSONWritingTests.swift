import Foundation
import Testing

@testable import EmulatorCore

struct JSONWritingTests {
    private func written(_ value: JSONValue) -> String { String(decoding: JSONText.bytes(value), as: UTF8.self) }

    private func encoded(_ value: JSONValue) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test(
        arguments: [
            .null, true, false, 0, 1, -1, 1.5, -0.25, 0.1, 1e21, 1e-7, 123_456_789_012, 9_007_199_254_740_991, "",
            "a/b",
            "\"\\\n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}", "größe 👩‍👩‍👧 \u{2028}", [], [:], [1, "two", [3, [:]]],
            ["b": 1, "a": ["z": .null, "y": [true]], "ä": "x", "B": 2, "a\"b": []],
        ] as [JSONValue])
    func `writes what JSONEncoder writes`(value: JSONValue) throws {
        #expect(written(value) == (try encoded(value)))
    }

    @Test func `every byte of every text survives`() {
        let text = String(String.UnicodeScalarView((0..<0x300).compactMap(UnicodeScalar.init)))
        #expect(JSONText.parse(JSONText.bytes(.string(text))) == .string(text))
    }

    @Test func `what is no number of JSON is null`() {
        #expect(written([.number(.infinity), .number(.nan)]) == "[null,null]")
    }
}
