import Testing

@testable import EmulatorAPI

struct WireReaderTests {
    private func read(_ bytes: [UInt8]) throws -> [WireValue] {
        var reader = WireReader(bytes)
        var values: [WireValue] = []
        while let tag = try reader.tag() { values.append(try reader.value(tag)) }
        return values
    }

    @Test func `reads every wire type`() throws {
        #expect(try read([0x08, 0x96, 0x01]) == [.varint(150)])
        #expect(try read([0x09, 1, 0, 0, 0, 0, 0, 0, 0x80]) == [.fixed64(0x8000_0000_0000_0001)])
        #expect(try read([0x0d, 1, 2, 3, 4]) == [.fixed32(0x0403_0201)])
        #expect(try read([0x12, 2, 7, 8]) == [.bytes(2..<4)])
        #expect(try read([0x0b, 0x08, 1, 0x0c, 0x08, 2]) == [.group, .varint(2)])
        #expect(try read([0x08] + [UInt8](repeating: 0xff, count: 9) + [0x01]) == [.varint(.max)])
    }

    @Test(arguments: [
        ([0x08], WireError.truncated), ([0x08, 0x80], .truncated), ([0x12, 5, 1], .truncated), ([0x0d, 1], .truncated),
        ([0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], .truncated),
        ([0x0b, 0x08, 1], .truncated),
        ([0x00], .badTag), ([0x0e], .badTag), ([0xff, 0xff, 0xff, 0xff, 0xff, 0x01], .badTag), ([0x0c], .badGroup),
        ([0x0b, 0x14], .badGroup),
        ([0x08] + [UInt8](repeating: 0xff, count: 10), .overlongNumber),
        ([UInt8](repeating: 0x0b, count: 200), .tooDeep),
    ])
    func `says what is wrong with broken bytes`(bytes: [UInt8], error: WireError) {
        #expect(throws: error) { try read(bytes) }
    }
}
