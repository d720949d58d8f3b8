import Foundation

/// A text as whole words, case and accents aside. Punctuation parts words, so an address is a few words in a row.
struct GmailWords: Equatable {
    /// Words with one space before and after each.
    private let text: String

    init(_ text: String) {
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        let words = folded.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        self.text = words.isEmpty ? "" : " \(words.joined(separator: " ")) "
    }

    /// Whether the other words stand here side by side. No words stand nowhere.
    func contains(words other: GmailWords) -> Bool { !other.text.isEmpty && text.contains(other.text) }
}
