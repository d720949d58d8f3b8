/// A JSON value in the form that a scalar field has on the wire.
enum ScalarValue {
    case varint(UInt64)
    case fixed32(UInt32)
    case fixed64(UInt64)
    case payload([UInt8])

    /// Nil when the value does not fit the field's type.
    init?(_ tree: JSONTree, as kind: FieldKind) {
        let value: ScalarValue? =
            switch kind {
            case .bool: Self.bool(tree)
            case .string: if case .string(let text) = tree { .payload(Array(text.utf8)) } else { nil }
            case .bytes: if case .string(let text) = tree { Base64.decode(text).map { .payload($0) } } else { nil }
            case .enumeration(let type): Self.enumeration(tree, type)
            case .double: Self.double(tree).map { .fixed64($0.bitPattern) }
            case .float: Self.float(tree).map { .fixed32($0.bitPattern) }
            default: Self.integer(tree, as: kind)
            }
        guard let value else { return nil }
        self = value
    }

    func write(_ number: Int, to writer: inout WireWriter) {
        switch self {
        case .varint(let value): writer.varint(number, value)
        case .fixed32(let value): writer.fixed32(number, value)
        case .fixed64(let value): writer.fixed64(number, value)
        case .payload(let bytes): writer.payload(number, bytes)
        }
    }
}

extension ScalarValue {
    private static func bool(_ tree: JSONTree) -> ScalarValue? {
        if case .bool(let value) = tree { .varint(value ? 1 : 0) } else { nil }
    }

    /// By name or by number; a number that the enum does not name is legal, a name is not.
    private static func enumeration(_ tree: JSONTree, _ type: EnumType) -> ScalarValue? {
        let number: Int32? =
            switch tree {
            case .string(let name): type.number(named: name)
            case .number: whole(tree)
            default: nil
            }
        return number.map { .varint(UInt64(bitPattern: Int64($0))) }
    }

    private static func integer(_ tree: JSONTree, as kind: FieldKind) -> ScalarValue? {
        switch kind {
        case .int32: (whole(tree) as Int32?).map { .varint(UInt64(bitPattern: Int64($0))) }
        case .int64: (whole(tree) as Int64?).map { .varint(UInt64(bitPattern: $0)) }
        case .uint32: (whole(tree) as UInt32?).map { .varint(UInt64($0)) }
        case .uint64: (whole(tree) as UInt64?).map { .varint($0) }
        case .sint32: (whole(tree) as Int32?).map { .varint(UInt64(UInt32(bitPattern: $0 << 1 ^ $0 >> 31))) }
        case .sint64: (whole(tree) as Int64?).map { .varint(UInt64(bitPattern: $0 << 1 ^ $0 >> 63)) }
        case .fixed32: (whole(tree) as UInt32?).map { .fixed32($0) }
        case .fixed64: (whole(tree) as UInt64?).map { .fixed64($0) }
        case .sfixed32: (whole(tree) as Int32?).map { .fixed32(UInt32(bitPattern: $0)) }
        case .sfixed64: (whole(tree) as Int64?).map { .fixed64(UInt64(bitPattern: $0)) }
        default: nil
        }
    }

    /// A number or its text; `1.0` and `1e2` are whole too.
    private static func whole<Number: FixedWidthInteger>(_ tree: JSONTree) -> Number? {
        guard let text = numberText(tree) else { return nil }
        return Number(text) ?? Double(text).flatMap { Number(exactly: $0) }
    }

    private static func double(_ tree: JSONTree) -> Double? {
        switch tree {
        case .string("NaN"): .nan
        case .string("Infinity"): .infinity
        case .string("-Infinity"): -.infinity
        default: numberText(tree).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
        }
    }

    private static func float(_ tree: JSONTree) -> Float? {
        guard let value = double(tree) else { return nil }
        let float = Float(value)
        return float.isInfinite && value.isFinite ? nil : float
    }

    /// Only decimal digits: Swift would also read `0x10` and `inf`.
    private static func numberText(_ tree: JSONTree) -> String? {
        switch tree {
        case .number(let text): text
        case .string(let text): text.utf8.allSatisfy { decimalCharacters.contains($0) } ? text : nil
        default: nil
        }
    }

    private static let decimalCharacters = Set("0123456789+-.eE".utf8)
}
