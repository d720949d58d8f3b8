import EmulatorCore

/// Writes `google.protobuf.Struct` straight from JSON. Backwards, because a message is preceded by its length: every
/// length is known when its place is reached.
struct StructWriter {
    private var reversed: [UInt8] = []

    static func bytes(_ object: [String: JSONValue]) -> [UInt8] {
        var writer = StructWriter()
        writer.write(object)
        return writer.reversed.reversed()
    }

    /// `fields = 1`, a map: entries of `key = 1` and `value = 2`.
    private mutating func write(_ object: [String: JSONValue]) {
        for (name, value) in object {
            message(1) { writer in
                writer.message(2) { $0.write(value) }
                writer.text(1, name)
            }
        }
    }

    /// The members of `google.protobuf.Value` by number.
    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: varint(1, 0)
        case .number(let number):
            let bits = number.bitPattern
            for shift in stride(from: 56, through: 0, by: -8) {
                reversed.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
            tag(2, 1)
        case .string(let text): self.text(3, text)
        case .bool(let isTrue): varint(4, isTrue ? 1 : 0)
        case .object(let members): message(5) { $0.write(members) }
        case .array(let items):
            message(6) { writer in
                for item in items.reversed() { writer.message(1) { $0.write(item) } }
            }
        }
    }

    private mutating func message(_ number: UInt8, _ body: (inout StructWriter) -> Void) {
        let start = reversed.count
        body(&self)
        raw(reversed.count - start)
        tag(number, 2)
    }

    private mutating func text(_ number: UInt8, _ text: String) {
        let utf8 = text.utf8
        reversed.append(contentsOf: utf8.reversed())
        raw(utf8.count)
        tag(number, 2)
    }

    private mutating func varint(_ number: UInt8, _ value: UInt8) {
        reversed.append(value)
        tag(number, 0)
    }

    private mutating func tag(_ number: UInt8, _ wireType: UInt8) { reversed.append(number << 3 | wireType) }

    /// A varint, its last byte first.
    private mutating func raw(_ value: Int) {
        let start = reversed.count
        var rest = value
        while rest >= 0x80 {
            reversed.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        reversed.append(UInt8(rest))
        reversed[start...].reverse()
    }
}
