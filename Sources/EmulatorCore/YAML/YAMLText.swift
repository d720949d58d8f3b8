/// Writes YAML in block style, so that people can read and change it. What is written is read back as it was.
enum YAMLText {
    /// - Parameter indent: of the lines that follow; the value begins where the caller stands.
    static func lines(_ value: JSONValue, indent: Int = 0) -> String {
        let margin = String(repeating: "  ", count: indent)
        switch value {
        case .object(let members) where !members.isEmpty:
            return members.sorted { $0.key < $1.key }.map { margin + entry($0.key, $0.value, indent: indent) }.joined()
        case .array(let items) where !items.isEmpty:
            return items.map { "\(margin)-\(child($0, indent: indent))" }.joined()
        default:
            return margin + scalar(value) + "\n"
        }
    }

    /// `key: value`, with its line end.
    static func entry(_ key: String, _ value: JSONValue, indent: Int = 0) -> String {
        "\(text(key)):\(child(value, indent: indent))"
    }

    private static func child(_ value: JSONValue, indent: Int) -> String {
        switch value {
        case .object(let members) where !members.isEmpty: "\n" + lines(value, indent: indent + 1)
        case .array(let items) where !items.isEmpty: "\n" + lines(value, indent: indent + 1)
        default: " " + scalar(value) + "\n"
        }
    }

    private static func scalar(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number: value.shown
        case .string(let value): text(value)
        case .array: "[]"
        case .object: "{}"
        }
    }

    /// Plain where nobody can take it for something else, otherwise in quotes.
    static func text(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, isLetter(first), last != UInt8(ascii: " "),
            text.utf8.count <= 200, YAMLScalar(plain: text) == .text(text)
        else { return false }
        return text.utf8.allSatisfy { isLetter($0) || plainMarks.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static let plainMarks = Set("0123456789 _./-,()".utf8)

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted += mustBeEscaped(scalar) ? escape(scalar) : String(scalar)
            }
        }
        return quoted + "\""
    }

    /// What YAML does not let stand, or takes for the end of a line.
    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isControl || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
