import Foundation
import Testing

@testable import EmulatorAPI

struct Base64Tests {
    @Test func `writes and reads what Foundation does`() {
        var generator = SeededGenerator(state: 3)
        for length in 0..<40 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var out = JSONBytes()
            Base64.encode(bytes[...], to: &out)
            let text = String(decoding: out.bytes, as: UTF8.self)
            #expect(text == Data(bytes).base64EncodedString())
            #expect(Base64.decode(text) == bytes)
        }
    }

    @Test func `reads the URL alphabet and leaves out padding`() {
        #expect(Base64.decode("-_8") == [0xfb, 0xff])
        #expect(Base64.decode("-_8=") == [0xfb, 0xff])
        #expect(Base64.decode("") == [])
    }

    @Test(arguments: ["a", "ab=", "a===", "====", "a b=", "ab==c", "é", "abc=="])
    func `refuses what is not base64`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
