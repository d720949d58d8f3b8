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

    var shape: WireShape {
        switch self {
        case .double, .fixed64, .sfixed64: .fixed64
        case .float, .fixed32, .sfixed32: .fixed32
        case .string: .text
        case .bytes, .message: .bytes
        default: .varint
        }
    }
}

/// How values of a kind travel; text is bytes in UTF-8.
enum WireShape: Sendable {
    case varint, fixed64, fixed32, bytes, text

    func accepts(_ value: WireValue) -> Bool {
        switch (self, value) {
        case (.varint, .varint), (.fixed64, .fixed64), (.fixed32, .fixed32), (.bytes, .bytes), (.text, .bytes): true
        default: false
        }
    }

    /// How one element is encoded in a packed list; nil for what cannot be packed.
    var packedType: WireType? {
        switch self {
        case .varint: .varint
        case .fixed64: .fixed64
        case .fixed32: .fixed32
        case .bytes, .text: nil
        }
    }
}
