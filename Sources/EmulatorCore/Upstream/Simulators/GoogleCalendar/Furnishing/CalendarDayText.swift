/// Moments in the data, which may be told from the day on which an account is used first: `+1d 14:00`, `mon+1w 09:30`,
/// `sat`, or a date as usual.
struct CalendarDayText {
    let zone: CalendarZone
    let today: CalendarDay

    static let help =
        "value must be a day, and perhaps a time: today, +2d, -1w, mon, fri+1w or 2026-09-22, then 14:00"

    /// - Returns: nil for what is no moment.
    func moment(_ text: String) -> CalendarMoment? {
        if let reading = CalendarTimeText.reading(text) {
            return .time(reading.instant ?? zone.instant(of: reading.local), zone: zone.name)
        }
        let parts = text.split(separator: " ").map(String.init)
        guard (1...2).contains(parts.count), let day = day(parts[0]) else { return nil }
        guard parts.count == 2 else { return .day(day) }
        guard let clock = parts[1].wholeMatch(of: /(\d{1,2}):(\d\d)/), let hour = Int64(clock.1),
            let minute = Int64(clock.2), hour < 24, minute < 60
        else { return nil }
        return .time(zone.instant(of: Int64(day.number) * 86_400 + hour * 3_600 + minute * 60), zone: zone.name)
    }

    /// Weekdays are those of this week, which begins on Monday.
    func day(_ text: String) -> CalendarDay? {
        if let day = CalendarDay(text) { return day }
        let form = /(today|mon|tue|wed|thu|fri|sat|sun)?(?:([+-]\d{1,4})([dw]))?/
        guard !text.isEmpty, let match = text.wholeMatch(of: form) else { return nil }
        var day = today
        if let place = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].firstIndex(of: match.1 ?? "today") {
            day = today + (place - today.weekday)
        }
        guard let count = match.2.flatMap({ Int($0) }) else { return day }
        return day + count * (match.3 == "w" ? 7 : 1)
    }
}
