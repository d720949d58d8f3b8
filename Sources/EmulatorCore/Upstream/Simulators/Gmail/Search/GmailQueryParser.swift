/// Reads the search language: terms side by side must all fit, `OR` and `{ }` make choices and bind closer, `-`
/// negates, `( )` groups, also after an operator.
struct GmailQueryParser {
    private let characters: [Character]
    private var position = 0
    private var depth = 0
    private let name: String

    private static let maximumDepth = 40
    private static let operators: Set = [
        "from", "to", "cc", "bcc", "subject", "label", "in", "is", "has", "filename", "newer_than", "older_than",
        "after", "newer", "before", "older", "larger", "smaller", "size", "category", "rfc822msgid", "deliveredto",
        "list",
    ]

    init(_ text: String, name: String = "") {
        characters = Array(text.prefix(10_000))
        self.name = name
    }

    mutating func parse() -> GmailQuery {
        var parts: [GmailQuery] = []
        while position < characters.count {
            parts += items(under: name, until: nil)
            // A bracket that nothing opened.
            position += 1
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// The terms up to a closing bracket, alternatives joined.
    private mutating func items(under name: String, until closer: Character?) -> [GmailQuery] {
        var items: [GmailQuery] = []
        var joinsNext = false
        while let next = peek(), next != ")", next != "}" {
            if take(word: "OR") || take(word: "|") {
                joinsNext = !items.isEmpty
                continue
            }
            if take(word: "AND") { continue }
            guard let item = item(under: name) else { continue }
            if joinsNext, let left = items.popLast() {
                items.append(Self.either(left, item))
            } else {
                items.append(item)
            }
            joinsNext = false
        }
        if closer != nil, position < characters.count { position += 1 }
        return items
    }

    private static func either(_ left: GmailQuery, _ right: GmailQuery) -> GmailQuery {
        if case .any(let parts) = left { return .any(parts + [right]) }
        return .any([left, right])
    }

    private mutating func item(under name: String) -> GmailQuery? {
        switch characters[position] {
        case "-":
            position += 1
            guard position < characters.count, !characters[position].isWhitespace else { return nil }
            return item(under: name).map(GmailQuery.not)
        case "+":
            position += 1
            return position < characters.count && !characters[position].isWhitespace ? item(under: name) : nil
        case "(", "{": return group(under: name)
        case ")", "}": return nil
        case "\"": return .term(.init(name: name, value: quoted()))
        default: return term(under: name)
        }
    }

    private mutating func group(under name: String) -> GmailQuery? {
        let isChoice = characters[position] == "{"
        position += 1
        guard depth < Self.maximumDepth else { return nil }
        depth += 1
        defer { depth -= 1 }
        let parts = items(under: name, until: isChoice ? "}" : ")")
        return parts.isEmpty ? nil : isChoice ? .any(parts) : .all(parts)
    }

    private mutating func term(under name: String) -> GmailQuery? {
        let start = position
        while position < characters.count, characters[position] != ":", !endsWord(characters[position]) {
            position += 1
        }
        let word = String(characters[start..<position]).lowercased()
        guard position < characters.count, characters[position] == ":", Self.operators.contains(word) else {
            position = start
            return .term(.init(name: name, value: self.word()))
        }
        position += 1
        guard position < characters.count, !characters[position].isWhitespace else {
            return .term(.init(name: word, value: ""))
        }
        switch characters[position] {
        case "(", "{": return group(under: word)
        case "\"": return .term(.init(name: word, value: quoted()))
        default: return .term(.init(name: word, value: self.word()))
        }
    }

    private mutating func word() -> String {
        let start = position
        while position < characters.count, !endsWord(characters[position]) { position += 1 }
        return String(characters[start..<position])
    }

    private mutating func quoted() -> String {
        position += 1
        let start = position
        while position < characters.count, characters[position] != "\"" { position += 1 }
        let text = String(characters[start..<position])
        position += 1
        return text
    }

    private func endsWord(_ character: Character) -> Bool { character.isWhitespace || "(){}\"".contains(character) }

    private mutating func peek() -> Character? {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        return position < characters.count ? characters[position] : nil
    }

    /// Whether a word of the language comes next, which is then read.
    private mutating func take(word: String) -> Bool {
        let end = position + word.count
        guard end <= characters.count, String(characters[position..<end]) == word,
            end == characters.count || endsWord(characters[end])
        else { return false }
        position = end
        return true
    }
}
