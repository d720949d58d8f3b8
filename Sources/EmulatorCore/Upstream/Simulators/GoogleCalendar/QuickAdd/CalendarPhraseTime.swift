/// Times of day and lengths in a sentence.
enum CalendarPhraseTime {
    struct Span {
        /// Minutes after midnight.
        var start: Int
        /// Minutes; nil when only a start was given.
        var length: Int?
    }

    /// `for 45 minutes`, `for 2 hours`.
    static func length(in text: String) -> (Int, Range<String.Index>)? {
        let form = /\bfor (\d{1,3}) ?(minutes?|mins?|hours?|hrs?|h)\b/.ignoresCase()
        guard let match = text.firstMatch(of: form), let number = Int(match.1), number > 0 else { return nil }
        return (match.2.lowercased().hasPrefix("m") ? number : number * 60, match.range)
    }

    /// `at 3`, `3pm`, `15:30`, `noon`, `10-11:30am`, `from 9 to 10`.
    static func find(in text: String) -> (Span, Range<String.Index>)? { range(in: text) ?? single(in: text) }

    private static func range(in text: String) -> (Span, Range<String.Index>)? {
        let form =
            /\b(from |at )?(\d{1,2})(?::(\d\d))? ?([ap]m)? ?(?:-|–|to|until) ?(\d{1,2})(?::(\d\d))? ?([ap]m)?\b/
            .ignoresCase()
        guard let match = text.firstMatch(of: form) else { return nil }
        // Two bare numbers may be anything: a score, pages.
        guard match.1 != nil || match.3 != nil || match.4 != nil || match.6 != nil || match.7 != nil else { return nil }
        let half = match.7 ?? match.4
        guard let end = minutes(match.5, match.6 ?? nil, half),
            var start = minutes(match.2, match.3 ?? nil, match.4 ?? half)
        else { return nil }
        // 11-1pm begins in the morning.
        if start > end, match.4 == nil, start >= 720 { start -= 720 }
        return (Span(start: start, length: end > start ? end - start : end - start + 1_440), match.range)
    }

    private static func single(in text: String) -> (Span, Range<String.Index>)? {
        if let match = text.firstMatch(of: /\b(?:at )?(noon|midnight)\b/.ignoresCase()) {
            return (Span(start: match.1.lowercased() == "noon" ? 720 : 0), match.range)
        }
        let form = /\b(at )?(\d{1,2})(?::(\d\d))? ?([ap]m)?\b/.ignoresCase()
        for match in text.matches(of: form) where match.1 != nil || match.3 != nil || match.4 != nil {
            if let start = minutes(match.2, match.3 ?? nil, match.4 ?? nil) { return (Span(start: start), match.range) }
        }
        return nil
    }

    /// - Parameter half: `am` or `pm`; without one, hours before seven are in the afternoon.
    private static func minutes(_ hour: Substring, _ minute: Substring?, _ half: Substring?) -> Int? {
        guard var hour = Int(hour), let minute = Int(minute ?? "0"), hour < 24, minute < 60 else { return nil }
        switch half?.lowercased() {
        case nil: if (1...6).contains(hour) { hour += 12 }
        case let half:
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        return hour * 60 + minute
    }
}
