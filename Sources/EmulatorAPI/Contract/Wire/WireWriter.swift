/// Writes protobuf's wire format.
struct WireWriter {
    private(set) var bytes: [UInt8]

    /// - Parameter bytes: what is written already.
    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    mutating func varint(_ number: Int, _ value: UInt64) {
        tag(number, .varint)
        raw(value)
    }

    mutating func fixed32(_ number: Int, _ value: UInt32) {
        tag(number, .fixed32)
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func fixed64(_ number: Int, _ value: UInt64) {
        tag(number, .fixed64)
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// A string, bytes or message.
    mutating func payload(_ number: Int, _ payload: some Collection<UInt8>) {
        tag(number, .bytes)
        raw(UInt64(payload.count))
        bytes.append(contentsOf: payload)
    }

    /// A message that is put together from parts.
    mutating func payload(_ number: Int, parts: [[UInt8]]) {
        begin(number, length: parts.reduce(0) { $0 + $1.count })
        for part in parts { bytes.append(contentsOf: part) }
    }

    /// What stands before a message that follows.
    mutating func begin(_ number: Int, length: Int) {
        tag(number, .bytes)
        raw(UInt64(length))
    }

    private mutating func tag(_ number: Int, _ type: WireType) {
        raw(UInt64(number) << 3 | UInt64(type.rawValue))
    }

    private mutating func raw(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
