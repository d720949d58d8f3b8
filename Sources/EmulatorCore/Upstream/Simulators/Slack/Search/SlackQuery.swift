/// What somebody typed into the search field: words, "phrases", and modifiers such as `from:@priya` or `-in:random`.
struct SlackQuery {
    struct Term {
        var text: String
        var isPhrase: Bool
        var isNegative: Bool
    }

    struct Filter {
        var key: String
        var value: String
        var isNegative: Bool
    }

    private(set) var terms: [Term] = []
    private(set) var filters: [Filter] = []

    private static let keys: Set = [
        "from", "in", "to", "with", "has", "is", "before", "after", "on", "during", "type",
    ]

    init(_ text: String) {
        for token in Self.tokens(text) {
            let isNegative = token.text.hasPrefix("-") && token.text.count > 1
            let body = isNegative ? token.text.dropFirst() : token.text[...]
            let parts = body.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, Self.keys.contains(parts[0].lowercased()), !parts[1].isEmpty {
                let value = String(parts[1])
                filters.append(Filter(key: parts[0].lowercased(), value: value, isNegative: isNegative))
            } else if !body.isEmpty {
                terms.append(Term(text: body.lowercased(), isPhrase: token.isQuoted, isNegative: isNegative))
            }
        }
    }

    /// The words that are marked in what was found.
    var highlighted: [String] { terms.filter { !$0.isNegative }.map(\.text) }

    /// Separated by spaces that stand outside of quotes, which are left out.
    private static func tokens(_ text: String) -> [(text: String, isQuoted: Bool)] {
        var tokens: [(String, Bool)] = []
        var current = ""
        var isInside = false
        var isQuoted = false
        for character in text {
            if "\"“”".contains(character) {
                isInside.toggle()
                isQuoted = true
            } else if character.isWhitespace, !isInside {
                if !current.isEmpty { tokens.append((current, isQuoted)) }
                (current, isQuoted) = ("", false)
            } else {
                current.append(character)
            }
        }
        if !current.isEmpty { tokens.append((current, isQuoted)) }
        return tokens
    }
}

extension SlackQuery {
    /// How well a text fits: the number of hits, or nil when it does not.
    func score(of text: String) -> Int? {
        let lower = text.lowercased()
        let words = Self.words(lower)
        var score = 0
        for term in terms {
            let hits = Self.hits(term, lower, words)
            if (hits > 0) == term.isNegative { return nil }
            score += hits
        }
        return score
    }

    /// A word also finds longer ones that begin with it.
    private static func hits(_ term: Term, _ text: String, _ words: [Substring]) -> Int {
        let wanted = term.text.hasSuffix("*") ? String(term.text.dropLast()) : term.text
        let parts = Self.words(wanted)
        guard !term.isPhrase, parts.count == 1, parts[0].count == wanted.count else {
            return text.ranges(of: wanted).count
        }
        return words.count { $0.hasPrefix(wanted) }
    }

    private static func words(_ text: String) -> [Substring] { text.split { !$0.isLetter && !$0.isNumber } }
}
