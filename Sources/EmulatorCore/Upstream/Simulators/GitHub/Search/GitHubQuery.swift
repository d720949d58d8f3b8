/// A search: words, and qualifiers such as `repo:o/r` or `-label:bug`.
struct GitHubQuery {
    struct Term {
        /// Nil for a word.
        var name: String?
        var value: String
        var isNegated = false
    }

    private(set) var terms: [Term] = []

    /// - Parameter names: the qualifiers of this kind of search; others are words like any other.
    init(_ text: String, names: Set<String>) {
        var negatesNext = false
        for part in Self.parts(text) {
            if part == "NOT" {
                negatesNext = true
                continue
            }
            if part == "AND" { continue }
            let isNegated = part.hasPrefix("-") && part.count > 1
            var term = Self.term(isNegated ? String(part.dropFirst()) : part, names)
            term.isNegated = isNegated || negatesNext
            negatesNext = false
            terms.append(term)
        }
    }

    private static func term(_ text: String, _ names: Set<String>) -> Term {
        guard let colon = text.firstIndex(of: ":") else { return Term(value: unquoted(text)) }
        let name = text[..<colon].lowercased()
        let value = unquoted(String(text[text.index(after: colon)...]))
        return names.contains(name) && !value.isEmpty ? Term(name: name, value: value) : Term(value: unquoted(text))
    }

    private static func unquoted(_ text: String) -> String { text.filter { $0 != "\"" } }

    /// What stands between spaces outside of quotes.
    private static func parts(_ text: String) -> [String] {
        var parts: [String] = [""]
        var isQuoted = false
        for character in text.prefix(4_000) {
            if character == "\"" { isQuoted.toggle() }
            if character.isWhitespace, !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.filter { !$0.isEmpty }
    }

    var words: [Term] { terms.filter { $0.name == nil } }

    func qualifiers(_ name: String) -> [Term] { terms.filter { $0.name == name } }

    func values(_ name: String) -> [String] { qualifiers(name).filter { !$0.isNegated }.map(\.value) }

    /// Whether each qualifier of a name holds; of those in `alternatives` one is enough.
    func holds(_ name: String, anyOf: Bool = false, _ test: (String) throws -> Bool) rethrows -> Bool {
        let all = qualifiers(name)
        for term in all where term.isNegated { if try test(term.value) { return false } }
        let wanted = all.filter { !$0.isNegated }.map(\.value)
        guard !wanted.isEmpty else { return true }
        return try anyOf ? wanted.contains(where: test) : wanted.allSatisfy(test)
    }

    /// Whether every word is in one of the texts, and none that must not be.
    func matches(_ texts: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let tokens = texts.map(Self.tokens)
        return words.allSatisfy { word in
            let wanted = Self.tokens(word.value)
            return tokens.contains { Self.contains($0, wanted) } != word.isNegated
        }
    }

    /// How many of the words a text has.
    func hits(in text: String) -> Int {
        let tokens = Self.tokens(text)
        return words.count { !$0.isNegated && Self.contains(tokens, Self.tokens($0.value)) }
    }

    private static func tokens(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    /// Whether words follow each other in a text; the last may be the beginning of one.
    private static func contains(_ tokens: [Substring], _ wanted: [Substring]) -> Bool {
        guard let last = wanted.last, tokens.count >= wanted.count else { return wanted.isEmpty }
        return (0...tokens.count - wanted.count).contains { start in
            let end = start + wanted.count - 1
            return tokens[end].hasPrefix(last) && tokens[start..<end] == wanted.dropLast()
        }
    }
}
