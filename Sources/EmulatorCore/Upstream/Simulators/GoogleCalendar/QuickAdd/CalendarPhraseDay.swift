/// Days in a sentence.
enum CalendarPhraseDay {
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    static func find(in text: String, today: CalendarDay) -> (CalendarDay, Range<String.Index>)? {
        written(text) ?? named(text, today) ?? relative(text, today) ?? weekday(text, today)
    }

    /// `2026-09-22`.
    private static func written(_ text: String) -> (CalendarDay, Range<String.Index>)? {
        guard let match = text.firstMatch(of: /\b(?:on )?(\d{4}-\d\d-\d\d)\b/), let day = CalendarDay(String(match.1))
        else { return nil }
        return (day, match.range)
    }

    /// `September 22`, `22nd of Sep 2026`. Without a year it is the next one.
    private static func named(_ text: String, _ today: CalendarDay) -> (CalendarDay, Range<String.Index>)? {
        let name = #"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"#
        let number = #"(\d{1,2})(?:st|nd|rd|th)?"#
        for (pattern, isDayFirst) in [("\(name) \(number)", false), ("\(number) (?:of )?\(name)", true)] {
            let whole = #"(?i)\b(?:on )?(?:the )?"# + pattern + #"\b(?:,? (\d{4})\b)?"#
            guard let form = try? Regex(whole, as: (Substring, Substring, Substring, Substring?).self),
                let match = text.firstMatch(of: form)
            else { continue }
            let (monthText, dayText) = isDayFirst ? (match.output.2, match.output.1) : (match.output.1, match.output.2)
            guard let month = months.firstIndex(of: monthText.lowercased()), let number = Int(dayText) else { continue }
            let years = match.output.3.flatMap { Int($0) }.map { [$0] } ?? [today.date.year, today.date.year + 1]
            let days = years.compactMap { CalendarDay(year: $0, month: month + 1, day: number) }
            if let day = days.first(where: { $0 >= today }) ?? days.first { return (day, match.range) }
        }
        return nil
    }

    /// `today`, `tomorrow`, `in 3 days`.
    private static func relative(_ text: String, _ today: CalendarDay) -> (CalendarDay, Range<String.Index>)? {
        if let match = text.firstMatch(of: /\b(today|tonight|tomorrow)\b/.ignoresCase()) {
            return (today + (match.1.lowercased() == "tomorrow" ? 1 : 0), match.range)
        }
        let form = /\bin (\d{1,3}) (day|week)s?\b/.ignoresCase()
        guard let match = text.firstMatch(of: form), let number = Int(match.1) else { return nil }
        return (today + number * (match.2.lowercased() == "week" ? 7 : 1), match.range)
    }

    /// `Friday`, `on Fri`: the next one, never today. `next Friday` is that of the week after this one.
    private static func weekday(_ text: String, _ today: CalendarDay) -> (CalendarDay, Range<String.Index>)? {
        let form =
            /\b(?:on )?(next |this )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)\b/
            .ignoresCase()
        guard let match = text.firstMatch(of: form),
            let weekday = weekdays.firstIndex(of: match.2.prefix(3).lowercased())
        else { return nil }
        if match.1?.lowercased() == "next " { return (today + (7 - today.weekday + weekday), match.range) }
        let ahead = CalendarDay.modulo(weekday - today.weekday - 1, 7) + 1
        return (today + ahead, match.range)
    }
}
