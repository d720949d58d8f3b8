/// A value in the form that rules compare.
enum RuleValue: Hashable {
    case integer(Int128)
    /// UTF-8.
    case text(ArraySlice<UInt8>)
    /// Nanoseconds.
    case duration(Int128)
    /// Of a kind that no rule of the contract looks into.
    case other
}

extension RuleValue {
    /// - Parameter value: nil stands for the zero value.
    init(_ value: WireValue?, of kind: FieldKind, in bytes: [UInt8]) {
        switch (kind, value) {
        case (.string, .bytes(let range)?), (.bytes, .bytes(let range)?): self = .text(bytes[range])
        case (.string, _), (.bytes, _): self = .text([])
        case (_, let value?): self = kind.integer(value).map(RuleValue.integer) ?? .other
        case (.double, nil), (.float, nil), (.message, nil): self = .other
        case (_, nil): self = .integer(0)
        }
    }

    /// For people; long text is cut.
    var description: String {
        switch self {
        case .integer(let number): "\(number)"
        case .text(let text): Self.quote(String(decoding: text, as: UTF8.self))
        case .duration(let nanoseconds): Self.seconds(nanoseconds)
        case .other: "this value"
        }
    }

    private static let longestQuote = 64

    static func quote(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(longestQuote)
        guard start.endIndex < text.unicodeScalars.endIndex else { return "\"\(text)\"" }
        return "\"\(String(start))…\" (\(text.unicodeScalars.count) characters)"
    }

    static func seconds(_ nanoseconds: Int128) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        guard rest != 0 else { return "\(whole)s" }
        let digits = String(rest.magnitude)
        var fraction = String(repeating: "0", count: 9 - digits.count) + digits
        while fraction.last == "0" { fraction.removeLast() }
        return "\(nanoseconds < 0 && whole == 0 ? "-" : "")\(whole).\(fraction)s"
    }
}

extension FieldKind {
    /// The number that an integer, bool or enum field carries.
    func integer(_ value: WireValue) -> Int128? {
        switch (self, value) {
        case (.int32, .varint(let raw)), (.enumeration, .varint(let raw)): Int128(Int32(truncatingIfNeeded: raw))
        case (.int64, .varint(let raw)): Int128(Int64(bitPattern: raw))
        case (.uint32, .varint(let raw)): Int128(UInt32(truncatingIfNeeded: raw))
        case (.uint64, .varint(let raw)): Int128(raw)
        case (.bool, .varint(let raw)): raw == 0 ? 0 : 1
        case (.sint32, .varint(let raw)): Int128(Self.unzigzag(raw & 0xffff_ffff))
        case (.sint64, .varint(let raw)): Int128(Self.unzigzag(raw))
        case (.fixed32, .fixed32(let raw)): Int128(raw)
        case (.sfixed32, .fixed32(let raw)): Int128(Int32(bitPattern: raw))
        case (.fixed64, .fixed64(let raw)): Int128(raw)
        case (.sfixed64, .fixed64(let raw)): Int128(Int64(bitPattern: raw))
        default: nil
        }
    }

    private static func unzigzag(_ raw: UInt64) -> Int64 {
        Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }
}
