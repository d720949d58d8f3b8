@testable import EmulatorAPI

/// Wire bytes of a message with every field set to something that is not zero.
struct FilledMessage {
    let contract: Contract
    /// Which member of every oneof is set, counted from zero; the last one when there are fewer.
    let member: Int
    private static let depthLimit = 6

    func bytes(of type: MessageType, depth: Int = 0) -> [UInt8] {
        var writer = WireWriter()
        // A value must hold something, and lists of values must end.
        if type.wellKnown == .value, depth >= Self.depthLimit - 2 {
            writer.payload(3, "text".utf8)
            return writer.bytes
        }
        for field in type.fields where depth < Self.depthLimit && isChosen(field, of: type) {
            for turn in 1...(field.isRepeated ? 2 : 1) { write(field, turn, depth, to: &writer) }
        }
        return writer.bytes
    }

    private func isChosen(_ field: Field, of type: MessageType) -> Bool {
        guard let oneof = field.oneof else { return true }
        let members = type.fields.filter { $0.oneof == oneof }
        return members[min(member, members.count - 1)] === field
    }

    private func write(_ field: Field, _ turn: Int, _ depth: Int, to writer: inout WireWriter) {
        switch field.kind {
        case .string, .bytes: writer.payload(field.number, "\(field.name) \(turn)".utf8)
        case .message(let reference):
            let type = contract.message(reference)
            // Two equal entries of a map would be one.
            let key: [UInt8] = type.isMapEntry ? [0x0a, 1, UInt8(ascii: "a") + UInt8(turn)] : []
            writer.payload(field.number, bytes(of: type, depth: depth + 1) + key)
        case .enumeration(let type):
            let number = type.values.last?.number ?? 0
            writer.varint(field.number, UInt64(bitPattern: Int64(number)))
        case .double, .fixed64, .sfixed64: writer.fixed64(field.number, (Double(turn) + 0.5).bitPattern)
        case .float, .fixed32, .sfixed32: writer.fixed32(field.number, (Float(turn) + 0.5).bitPattern)
        case .bool: writer.varint(field.number, 1)
        default: writer.varint(field.number, UInt64(turn))
        }
    }
}
