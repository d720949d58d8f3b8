import EmulatorCore

/// Reads RFC 8259 JSON. Nesting is limited, because a tree is walked by recursion.
struct JSONReader {
    static let depthLimit = 100

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Throws: `EmulatorError` INVALID_ARGUMENT that says where.
    static func parse(_ bytes: [UInt8]) throws(EmulatorError) -> JSONTree {
        var reader = JSONReader(bytes)
        let tree = try reader.value()
        reader.skipSpace()
        guard reader.next == nil else { throw reader.unexpected() }
        return tree
    }
}

extension JSONReader {
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private func unexpected() -> EmulatorError {
        guard let byte = next else { return error("it ends too early") }
        let isPrintable = (0x21...0x7e).contains(byte)
        return error(isPrintable ? "unexpected \"\(Unicode.Scalar(byte))\"" : "unexpected byte \(byte)")
    }

    private func error(_ reason: String) -> EmulatorError {
        let before = bytes[..<position]
        let line = before.count { $0 == 0x0a } + 1
        let column = position - (before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0) + 1
        return EmulatorError(
            .invalidArgument, "the request body is not valid JSON: \(reason) at line \(line), column \(column)")
    }
}

extension JSONReader {
    private mutating func value() throws(EmulatorError) -> JSONTree {
        skipSpace()
        switch next.map(Unicode.Scalar.init) {
        case "{": return try nested { reader throws(EmulatorError) in try reader.object() }
        case "[": return try nested { reader throws(EmulatorError) in try reader.array() }
        case "\"": return .string(try string())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(EmulatorError) -> JSONTree
    ) throws(EmulatorError) -> JSONTree {
        guard depth < Self.depthLimit else { throw error("it is nested deeper than \(Self.depthLimit) levels") }
        depth += 1
        position += 1
        let tree = try read(&self)
        depth -= 1
        return tree
    }

    private mutating func object() throws(EmulatorError) -> JSONTree {
        var members: [JSONTree.Member] = []
        skipSpace()
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw unexpected() }
            let name = try string()
            skipSpace()
            guard take(":") else { throw unexpected() }
            members.append(JSONTree.Member(name: name, value: try value()))
            skipSpace()
        } while take(",")
        guard take("}") else { throw unexpected() }
        return .object(members)
    }

    private mutating func array() throws(EmulatorError) -> JSONTree {
        var elements: [JSONTree] = []
        skipSpace()
        if take("]") { return .array([]) }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw unexpected() }
        return .array(elements)
    }

    private mutating func word(_ word: StaticString, _ tree: JSONTree) throws(EmulatorError) -> JSONTree {
        let length = word.utf8CodeUnitCount
        let isThere = word.withUTF8Buffer { bytes[position...].prefix(length).elementsEqual($0) }
        guard isThere else { throw unexpected() }
        position += length
        return tree
    }

    private mutating func number() throws(EmulatorError) -> String {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(EmulatorError) {
        guard let digit = next, (0x30...0x39).contains(digit) else { throw unexpected() }
        while let digit = next, (0x30...0x39).contains(digit) { position += 1 }
    }
}

extension JSONReader {
    private mutating func string() throws(EmulatorError) -> String {
        position += 1
        var text: [UInt8] = []
        let start = position
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw unexpected() }
            position += 1
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: String(try escape()).utf8)
            } else {
                text.append(byte)
            }
        }
        guard take("\"") else { throw unexpected() }
        guard let string = String(validating: text, as: UTF8.self) else {
            position = start
            throw error("a string that is not UTF-8")
        }
        return string
    }

    private mutating func escape() throws(EmulatorError) -> Unicode.Scalar {
        guard let byte = next else { throw unexpected() }
        guard byte != UInt8(ascii: "u") else { return try unicodeEscape() }
        guard let scalar = Self.escapes[byte] else { throw unexpected() }
        position += 1
        return scalar
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
        UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]

    /// A character beyond the first plane comes as two escapes; half of one is not a character.
    private mutating func unicodeEscape() throws(EmulatorError) -> Unicode.Scalar {
        let start = position
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if (0xD800..<0xDC00).contains(first), take("\\"), next == UInt8(ascii: "u") {
            let second = try codeUnit()
            let isPair = (0xDC00..<0xE000).contains(second)
            let combined = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second & 0x3ff)
            if isPair, let scalar = Unicode.Scalar(combined) { return scalar }
        }
        position = start
        throw error("half of a surrogate pair")
    }

    private mutating func codeUnit() throws(EmulatorError) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw unexpected() }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
