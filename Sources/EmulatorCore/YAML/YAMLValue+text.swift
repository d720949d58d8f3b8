/// What a text may be: how long, and made of what.
struct TextRule {
    /// In characters as Unicode counts them, which is how the contract counts.
    var length: ClosedRange<Int>
    var isAllowed: @Sendable (Unicode.Scalar) -> Bool
    /// What is allowed, in words.
    var words: String

    init(
        _ length: ClosedRange<Int>,
        only words: String = "anything but NUL",
        _ isAllowed: @escaping @Sendable (Unicode.Scalar) -> Bool = { _ in true }
    ) {
        self.length = length
        self.isAllowed = isAllowed
        self.words = words
    }

    /// Anything, and nothing too.
    static let any = TextRule(0...1_000_000)

    /// Nil when the text keeps the rule.
    func violation(in text: String) -> String? {
        let count = text.unicodeScalars.count
        // No rule asks for more than one character.
        if count < length.lowerBound { return "must not be empty" }
        if count > length.upperBound { return "is \(count) characters long; at most \(length.upperBound) are allowed" }
        let isGood = text.unicodeScalars.allSatisfy { $0 != "\0" && isAllowed($0) }
        return isGood ? nil : "has a character that is not allowed: only \(words)"
    }
}

extension YAMLValue {
    /// A text that keeps a rule. Numbers and booleans need quotes, so that `0123` is never read as 123.
    func text(_ rule: TextRule = .any) -> String? {
        switch scalar {
        case .text(let text):
            guard let violation = rule.violation(in: text) else { return text }
            refuse(violation)
            return nil
        case .bool, .number:
            refuse("must be a text, not \(kind): put it in quotes")
            return nil
        case .null, nil:
            refuse(expected: "a text")
            return nil
        }
    }

    func texts(_ rule: TextRule = .any) -> [String]? {
        list { $0.text(rule) }
    }
}

extension Unicode.Scalar {
    /// C0 and C1 controls and DEL; much cheaper than asking for the general category.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
