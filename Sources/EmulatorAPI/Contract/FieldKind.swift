/// What a field holds. Maps hold messages: their entries, with `key` 1 and `value` 2.
package enum FieldKind: Sendable {
    case double, float
    case int32, sint32, sfixed32
    case int64, sint64, sfixed64
    case uint32, fixed32
    case uint64, fixed64
    case bool, string, bytes
    case enumeration(EnumType)
    case message(MessageReference)
}

/// Where a message type stands in its contract. Types refer to each other this way, because some refer to
/// themselves (`google.protobuf.Value` holds a `Struct` of `Value`).
package struct MessageReference: Sendable, Hashable {
    let index: Int
}

extension FieldKind {
    package var isMessage: Bool { if case .message = self { true } else { false } }

    /// For people: the name of the type in a `.proto` file.
    package var name: String {
        switch self {
        case .enumeration(let type): type.fullName
        case .message: "message"
        default: "\(self)"
        }
    }

    /// Whether a value of this kind travels like that.
    func accepts(_ value: WireValue) -> Bool {
        switch (self, value) {
        case (.double, .fixed64), (.fixed64, .fixed64), (.sfixed64, .fixed64): true
        case (.float, .fixed32), (.fixed32, .fixed32), (.sfixed32, .fixed32): true
        case (.string, .bytes), (.bytes, .bytes), (.message, .bytes): true
        case (.double, _), (.fixed64, _), (.sfixed64, _), (.float, _), (.fixed32, _), (.sfixed32, _): false
        case (.string, _), (.bytes, _), (.message, _): false
        case (_, .varint): true
        default: false
        }
    }

    /// Whether a repeated field of this kind may come packed.
    var isPackable: Bool {
        switch self {
        case .string, .bytes, .message: false
        default: true
        }
    }

    /// How one element is encoded in a packed list.
    var packedWireType: WireType {
        switch self {
        case .double, .fixed64, .sfixed64: .fixed64
        case .float, .fixed32, .sfixed32: .fixed32
        default: .varint
        }
    }
}
