/// One message's bytes, looked over once: what each field of its type carries. Fields may come in any order and
/// more than once, as protobuf allows; the last value of a singular field counts.
struct MessageScan {
    private struct Slot {
        var value: WireValue?
        var count = 0
        /// From the first occurrence's tag to the end of the last one.
        var first = 0
        var end = 0
    }

    let type: MessageType
    let bytes: [UInt8]
    let range: Range<Int>
    private var slots: [Slot]

    /// - Throws: when the bytes are not well formed, or a string in them is not UTF-8.
    init(_ bytes: [UInt8], in range: Range<Int>, as type: MessageType) throws(WireError) {
        self.type = type
        self.bytes = bytes
        self.range = range
        slots = [Slot](repeating: Slot(), count: type.fields.count)
        var reader = WireReader(bytes, in: range)
        var start = reader.position
        while let tag = try reader.tag() {
            let value = try reader.value(tag)
            if let ordinal = type.ordinal(number: tag.number) {
                try record(value, of: ordinal, from: start, to: reader.position)
            }
            start = reader.position
        }
    }

    /// A value of the wrong wire type is an unknown field, as protobuf has it; but not inside of a map's entry, where
    /// SwiftProtobuf would lose its place.
    private mutating func record(
        _ value: WireValue, of ordinal: Int, from start: Int, to end: Int
    ) throws(WireError) {
        let field = type.fields[ordinal]
        guard field.shape.accepts(value) || Self.isPacked(value, of: field) else {
            guard !type.isMapEntry else { throw .badTag }
            return
        }
        if field.shape == .text, case .bytes(let range) = value { try checkText(range, of: field) }
        if field.isInOneof { clear(siblingsOf: field) }
        if slots[ordinal].count == 0 { slots[ordinal].first = start }
        slots[ordinal].count += 1
        slots[ordinal].value = value
        slots[ordinal].end = end
    }

    private static func isPacked(_ value: WireValue, of field: Field) -> Bool {
        guard case .bytes = value else { return false }
        return field.isRepeated && field.shape.packedType != nil
    }

    private func checkText(_ range: Range<Int>, of field: Field) throws(WireError) {
        for index in range where bytes[index] >= 0x80 {
            guard String(validating: bytes[range], as: UTF8.self) != nil else { throw .notUTF8(field: field.name) }
            return
        }
    }

    /// Only the last member of a oneof is set.
    private mutating func clear(siblingsOf field: Field) {
        for other in type.fields.indices where slots[other].count > 0 {
            let sibling = type.fields[other]
            if sibling.isInOneof, sibling !== field, sibling.oneof == field.oneof { slots[other] = Slot() }
        }
    }
}

extension MessageScan {
    /// How often a field occurs; a packed list counts once.
    func count(_ ordinal: Int) -> Int { slots[ordinal].count }

    /// The last value of a field.
    func value(_ ordinal: Int) -> WireValue? { slots[ordinal].value }

    /// Whether a field is set: for one with implicit presence, whether it differs from zero.
    func has(_ ordinal: Int) -> Bool {
        guard let value = slots[ordinal].value else { return false }
        return !type.fields[ordinal].isImplicit || !value.isZero
    }

    /// Where a singular message stands. One that is sent in parts is joined, which is how protobuf merges.
    func message(_ ordinal: Int) throws(WireError) -> (bytes: [UInt8], range: Range<Int>)? {
        guard case .bytes(let range) = slots[ordinal].value else { return nil }
        guard slots[ordinal].count > 1 else { return (bytes, range) }
        var joined: [UInt8] = []
        try forEach(ordinal) { value throws(WireError) in
            if case .bytes(let part) = value { joined += bytes[part] }
        }
        return (joined, joined.indices)
    }

    /// Every element of a repeated field in order, packed or not.
    func forEach(_ ordinal: Int, _ body: (WireValue) throws(WireError) -> Void) throws(WireError) {
        guard slots[ordinal].count > 0 else { return }
        let field = type.fields[ordinal]
        var reader = WireReader(bytes, in: slots[ordinal].first..<slots[ordinal].end)
        while let tag = try reader.tag() {
            let value = try reader.value(tag)
            guard tag.number == field.number else { continue }
            if field.shape.accepts(value) {
                try body(value)
            } else if let type = field.shape.packedType, case .bytes(let range) = value {
                var packed = WireReader(bytes, in: range)
                let element = WireReader.Tag(number: field.number, type: type)
                while !packed.isAtEnd { try body(try packed.value(element)) }
            }
        }
    }
}

extension WireValue {
    /// The zero value that an implicit field has when it is not sent.
    var isZero: Bool {
        switch self {
        case .varint(let number), .fixed64(let number): number == 0
        case .fixed32(let number): number == 0
        case .bytes(let range): range.isEmpty
        case .group: true
        }
    }
}
