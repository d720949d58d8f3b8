import EmulatorCore
import SwiftProtobuf
import Testing

@testable import EmulatorAPI

struct StructWriterTests {
    @Test(
        arguments: [
            [:], ["": ""], ["null": .null, "yes": true, "no": false], ["n": 0, "m": -2.5, "large": 1e300],
            ["text": "Grüße 🎈", "nul": "a\u{0}b"], ["list": [], "object": [:]],
            ["nested": [1, ["a": [["b": ["c": [.null, "d"]]]]], "e"]],
        ] as [[String: JSONValue]])
    func `writes what the message would`(object: [String: JSONValue]) throws {
        let read = try Google_Protobuf_Struct(serializedBytes: StructWriter.bytes(object))
        #expect(read == Google_Protobuf_Struct(object))
    }

    /// Lengths of one, two and three bytes.
    @Test(arguments: [0, 1, 100, 127, 128, 129, 16_370, 16_383, 16_384, 20_000])
    func `knows every length`(count: Int) throws {
        let object: [String: JSONValue] = ["a": ["b": .string(String(repeating: "x", count: count))], "c": 1]
        let bytes = StructWriter.bytes(object)
        #expect(try Google_Protobuf_Struct(serializedBytes: bytes).json == object)
        #expect(bytes.count == (try Google_Protobuf_Struct(object).serializedBytes() as [UInt8]).count)
    }
}
