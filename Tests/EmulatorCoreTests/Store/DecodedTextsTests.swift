import Testing

@testable import EmulatorCore

struct DecodedTextsTests {
    @Test func `a text means the same every time, however many there are`() throws {
        let texts = DecodedTexts<[String: JSONValue]>()
        for _ in 0..<2 {
            for number in 0..<2_500 {
                #expect(try texts.value(#"{"n":\#(number)}"#) == ["n": .number(Double(number))])
            }
        }
    }

    @Test func `long texts are read as well`() throws {
        let long = String(repeating: "x", count: 5_000)
        let texts = DecodedTexts<[String]>()
        for _ in 0..<2 { #expect(try texts.value("[\"\(long)\"]") == [long]) }
    }

    @Test func `a text that cannot be read fails every time`() {
        let texts = DecodedTexts<[String]>()
        for _ in 0..<2 { #expect(throws: (any Error).self) { try texts.value("{}") } }
    }
}
