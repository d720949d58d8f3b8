/// JSON text under construction, in UTF-8.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    mutating func raw(_ byte: UInt8) { bytes.append(byte) }

    mutating func string(_ text: String) {
        raw(UInt8(ascii: "\""))
        for byte in text.utf8 { escaped(byte) }
        raw(UInt8(ascii: "\""))
    }

    /// - Parameter text: UTF-8.
    mutating func string(_ text: ArraySlice<UInt8>) {
        raw(UInt8(ascii: "\""))
        if text.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            for byte in text { escaped(byte) }
        } else {
            bytes.append(contentsOf: text)
        }
        raw(UInt8(ascii: "\""))
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x0a: raw("\\n")
        case 0x0d: raw("\\r")
        case 0x09: raw("\\t")
        case 0..<0x20:
            raw("\\u00")
            raw(byte < 0x10 ? "0" : "1")
            raw(Self.hexDigits[Int(byte & 0xf)])
        default: raw(byte)
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// What is whole is written without a fraction, as the vendor's numbers from a `Struct` are; what JSON cannot
    /// say becomes a string, as protobuf has it.
    mutating func number(_ value: Double) {
        if let whole = Int64(exactly: value) {
            raw(String(whole))
        } else if value.isFinite {
            raw("\(value)")
        } else {
            raw(value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
        }
    }

    mutating func list<Element>(
        _ open: StaticString, _ elements: some Sequence<Element>, _ close: StaticString,
        _ write: (Element, inout JSONBytes) -> Void
    ) {
        raw(open)
        var isFirst = true
        for element in elements {
            if !isFirst { raw(UInt8(ascii: ",")) }
            isFirst = false
            write(element, &self)
        }
        raw(close)
    }
}
