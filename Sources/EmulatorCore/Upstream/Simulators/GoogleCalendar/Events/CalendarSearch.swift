import Foundation

/// Free text in `q`: every word has to be found, in title, description, place or people.
struct CalendarSearch {
    private let words: [String]

    init(_ query: String) { words = Self.words(query) }

    /// Words are found by their beginnings.
    func matches(_ event: CalendarEvent) -> Bool {
        let people = event.attendees + [event.members["organizer"], event.members["creator"]].compactMap(\.self)
        let texts =
            ["summary", "description", "location"].map { event.members[$0]?.string ?? "" }
            + people.flatMap { [$0["displayName"]?.string ?? "", $0["email"]?.string ?? ""] }
        let found = Set(texts.flatMap(Self.words))
        return words.allSatisfy { word in found.contains { $0.hasPrefix(word) } }
    }

    private static func words(_ text: String) -> [String] {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
