import EmulatorCore

/// Reads the part of RE2's syntax that validation rules use: literals, `.`, classes, `\d \w \s`, groups that do not
/// capture or whose capture nobody asks for, alternatives, anchors, and greedy quantifiers.
struct PatternParser {
    private let characters: [Unicode.Scalar]
    private var position = 0
    private let text: String
    /// RE2's own limit.
    private static let mostRepeats = 1000
    private static let digits = CharacterSet(0x30...0x39)
    private static let word = CharacterSet(0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a)
    private static let space = CharacterSet(0x09...0x0a, 0x0c...0x0d, 0x20...0x20)
    private static let newline = CharacterSet(0x0a...0x0a)

    private init(_ text: String) {
        self.text = text
        characters = Array(text.unicodeScalars)
    }

    static func parse(_ text: String) throws(EmulatorError) -> PatternTree {
        var parser = PatternParser(text)
        let tree = try parser.choice()
        guard parser.next == nil else { throw parser.unsupported() }
        return tree
    }

    private var next: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private func unsupported() -> EmulatorError {
        EmulatorError(.internal, "a pattern that we do not read, at character \(position): \(text)")
    }
}

extension PatternParser {
    private mutating func choice() throws(EmulatorError) -> PatternTree {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(EmulatorError) -> PatternTree {
        var parts: [PatternTree] = []
        while let character = next, character != "|", character != ")" { parts.append(try quantified()) }
        return .sequence(parts)
    }

    private mutating func quantified() throws(EmulatorError) -> PatternTree {
        let part = try atom()
        guard let repeats = try quantifier() else { return part }
        if let following = next, "?*+{".unicodeScalars.contains(following) { throw unsupported() }
        return .repeated(part, repeats)
    }

    private mutating func quantifier() throws(EmulatorError) -> ClosedRange<Int>? {
        if take("*") { return 0...Int.max }
        if take("+") { return 1...Int.max }
        if take("?") { return 0...1 }
        guard take("{") else { return nil }
        guard let least = number() else { throw unsupported() }
        var most = least
        if take(",") { most = next == "}" ? .max : number() ?? -1 }
        guard take("}"), least <= most, least <= Self.mostRepeats, most == .max || most <= Self.mostRepeats else {
            throw unsupported()
        }
        return least...most
    }

    private mutating func number() -> Int? {
        var digits = ""
        while let digit = next, ("0"..."9").contains(digit), digits.count < 5 {
            digits.unicodeScalars.append(digit)
            position += 1
        }
        return Int(digits)
    }

    private mutating func atom() throws(EmulatorError) -> PatternTree {
        if take("^") { return .start }
        if take("$") { return .end }
        if take("(") { return try group() }
        if take("[") { return .set(try characterClass()) }
        if take(".") { return .set(Self.newline.inverted) }
        if take("\\") { return .set(try escape()) }
        guard let literal = next, !"*+?{}]".unicodeScalars.contains(literal) else { throw unsupported() }
        return .set(try single(takeASCII()))
    }

    private mutating func group() throws(EmulatorError) -> PatternTree {
        if take("?"), !take(":") { throw unsupported() }
        let tree = try choice()
        guard take(")") else { throw unsupported() }
        return tree
    }
}

extension PatternParser {
    private mutating func characterClass() throws(EmulatorError) -> CharacterSet {
        let isInverted = take("^")
        var set = CharacterSet()
        var isFirst = true
        while isFirst || next != "]" {
            isFirst = false
            set = set.union(try classMember())
        }
        position += 1
        return isInverted ? set.inverted : set
    }

    private mutating func classMember() throws(EmulatorError) -> CharacterSet {
        if next == "[" { throw unsupported() }
        if take("\\") { return try escape() }
        let low = try takeASCII()
        guard next == "-", position + 1 < characters.count, characters[position + 1] != "]" else { return single(low) }
        position += 1
        let high = try takeASCII()
        guard low <= high, high != UInt8(ascii: "\\") else { throw unsupported() }
        return CharacterSet(low...high)
    }

    private mutating func escape() throws(EmulatorError) -> CharacterSet {
        let character = try takeASCII()
        switch Unicode.Scalar(character) {
        case "d": return Self.digits
        case "w": return Self.word
        case "s": return Self.space
        case "n": return Self.newline
        case "t": return single(0x09)
        case "0"..."9", "A"..."Z", "a"..."z": throw unsupported()
        default: return single(character)
        }
    }

    private mutating func takeASCII() throws(EmulatorError) -> UInt8 {
        guard let character = next, character.isASCII else { throw unsupported() }
        position += 1
        return UInt8(character.value)
    }

    private func single(_ character: UInt8) -> CharacterSet { CharacterSet(character...character) }
}
