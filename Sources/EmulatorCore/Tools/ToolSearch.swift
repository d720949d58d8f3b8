import Foundation

/// Ranks tools against a question in plain words.
///
/// A word counts the more the rarer it is among all tools, and the more the nearer to the name it stands; half when
/// only its beginning fits.
struct ToolSearch: Sendable {
    struct Entry: Sendable {
        var name: String
        /// The weight of each word: in the name 3, in the provider's name 2, in the description 1.
        var words: [String: Double]
    }

    private let entries: [Entry]
    private let rarity: [String: Double]

    private static let ignored: Set<String> = [
        "a", "an", "and", "as", "at", "by", "can", "do", "for", "from", "how", "i", "in", "into", "is", "it", "its",
        "me", "my", "of", "on", "or", "our", "that", "the", "their", "this", "to", "want", "what", "with", "you",
        "your",
    ]

    init(_ entries: [Entry]) {
        self.entries = entries
        var counts: [String: Int] = [:]
        for entry in entries { for word in entry.words.keys { counts[word, default: 0] += 1 } }
        let total = Double(max(entries.count, 1))
        rarity = counts.mapValues { log(1 + total / Double($0)) }
    }

    /// Names and scores from 0 to 1, the best first; what shares no word with the question is left out.
    func rank(_ query: String, top: Int) -> [(name: String, score: Double)] {
        let words = Set(Self.words(query))
        guard !words.isEmpty else { return [] }
        let best = words.reduce(0) { $0 + weight($1) * 3 }
        let scored = entries.compactMap { entry -> (name: String, score: Double)? in
            let score = words.reduce(0) { $0 + weight($1) * match($1, entry) }
            return score > 0 ? (entry.name, min(1, score / best)) : nil
        }
        return Array(scored.sorted { ($1.score, $0.name) < ($0.score, $1.name) }.prefix(top))
    }

    /// A word that no tool has weighs as much as one that a single tool has.
    private func weight(_ word: String) -> Double { rarity[word] ?? log(1 + Double(max(entries.count, 1))) }

    private func match(_ word: String, _ entry: Entry) -> Double {
        if let weight = entry.words[word] { return weight }
        guard word.count >= 3 else { return 0 }
        return entry.words.lazy.filter { $0.key.hasPrefix(word) }.map { $0.value / 2 }.max() ?? 0
    }

    static func entry(_ tool: Tool, provider: Provider?) -> Entry {
        var words: [String: Double] = [:]
        for (text, weight) in [
            (tool.name, 3.0), (tool.displayName, 2.5), (provider?.displayName ?? "", 2),
            (provider?.slug ?? "", 2), (tool.description, 1), (tool.category, 1),
        ] {
            for word in Self.words(text) { words[word] = max(words[word] ?? 0, weight) }
        }
        return Entry(name: tool.name, words: words)
    }

    /// Lower-case words without those that say nothing; plurals as singulars.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            .filter { !ignored.contains($0) }.map { $0.count > 3 && $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
    }
}
