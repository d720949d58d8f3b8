/// A sentence that says what happens and when: `Lunch with Tom on Friday at noon`. What is understood as a time is taken
/// out of it, and the rest is the title.
struct CalendarPhrase {
    private(set) var title: String
    private var day: CalendarDay?
    /// Minutes after midnight.
    private var time: CalendarPhraseTime.Span?
    /// Minutes.
    private var length: Int?
    private let now: Int64
    private let zone: CalendarZone

    /// - Parameter now: seconds since 1970.
    init(_ text: String, now: Int64, in zone: CalendarZone) {
        title = text.trimmed
        self.now = now
        self.zone = zone
        let minuteOfDay = Int(CalendarDay.modulo(zone.local(of: now), 86_400) / 60)
        if let (length, range) = CalendarPhraseTime.length(in: title) {
            self.length = length
            cut(range)
        }
        // Days before times, so that the 10 of 10 March is no hour.
        if let (found, range) = CalendarPhraseDay.find(in: title, today: zone.day(of: now)) {
            day = found
            cut(range)
        }
        if let (found, range) = CalendarPhraseTime.find(in: title) {
            time = found
            cut(range)
        }
        // Today while its time is to come, tomorrow otherwise.
        if day == nil, let time { day = zone.day(of: now) + (time.start > minuteOfDay ? 0 : 1) }
        title = title.split { $0.isWhitespace }.joined(separator: " ")
            .trimmingSuffix(while: { ",;-".contains($0) || $0.isWhitespace })
        if title.isEmpty { title = text.trimmed }
    }

    /// - Parameter minutes: how long it takes when the sentence does not say.
    func event(minutes: Int64) -> [String: JSONValue] {
        let day = day ?? zone.day(of: now)
        guard let time else {
            return [
                "summary": .string(title), "start": ["date": .string(day.text)],
                "end": ["date": .string((day + 1).text)],
            ]
        }
        let start = zone.instant(of: Int64(day.number) * 86_400 + Int64(time.start) * 60)
        let end = start + Int64(time.length ?? length ?? Int(minutes)) * 60
        return ["summary": .string(title), "start": moment(start), "end": moment(end)]
    }

    private func moment(_ instant: Int64) -> JSONValue {
        ["dateTime": .string(zone.text(instant)), "timeZone": .string(zone.name)]
    }

    private mutating func cut(_ range: Range<String.Index>) { title.replaceSubrange(range, with: " ") }
}

extension String {
    fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> String {
        String(reversed().drop(while: isCut).reversed())
    }
}
