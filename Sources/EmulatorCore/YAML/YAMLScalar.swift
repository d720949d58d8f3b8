import Yams

/// What an unquoted word means, by the core schema of YAML 1.2: `yes`, `no` and dates are texts.
enum YAMLScalar: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)

    init(_ scalar: Node.Scalar) {
        let isPlain = scalar.style == .plain && scalar.tag.rawValue != Tag.Name.str.rawValue
        self = isPlain ? YAMLScalar(plain: scalar.string) : .text(scalar.string)
    }

    init(plain word: String) {
        switch word {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = Self.number(word).map(YAMLScalar.number) ?? .text(word)
        }
    }

    /// Decimal, `0x` and `0o` numbers. Infinity and not-a-number have no place in JSON and stay texts.
    private static func number(_ word: String) -> Double? {
        if word.hasPrefix("0x") { return UInt64(word.dropFirst(2), radix: 16).map { Double($0) } }
        if word.hasPrefix("0o") { return UInt64(word.dropFirst(2), radix: 8).map { Double($0) } }
        guard let last = word.utf8.last, isDigit(last) || last == UInt8(ascii: "."),
            word.utf8.contains(where: isDigit),
            word.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }),
            let number = Double(word), number.isFinite
        else { return nil }
        return number
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension YAMLScalar {
    /// How a mistake speaks of the value.
    var kind: String {
        switch self {
        case .null: "nothing"
        case .bool(let value): "the boolean \(value)"
        case .number: "a number"
        case .text: "a text"
        }
    }
}
