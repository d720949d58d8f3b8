/// Reads when a reminder is due: a time in seconds since 1970, seconds from now (up to a day), or plain English of the
/// common kinds: `in 20 minutes`, `tomorrow at 9am`, `friday at 14:30`, `every monday at 10am`.
struct SlackReminderTime {
    let now: Int
    /// Of the user, in seconds east of Greenwich.
    let offset: Int

    struct Moment: Equatable {
        var time: Int
        var isRecurring = false
    }

    private static let day = 86_400
    private static let units = ["second": 1, "minute": 60, "min": 60, "hour": 3_600, "day": 86_400, "week": 604_800]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// Nil for what cannot be understood.
    func moment(_ text: String) -> Moment? {
        if let number = Int(text.trimmed) { return Moment(time: number <= Self.day ? now + number : number) }
        var words = text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)[...]
        let isRecurring = words.first == "every"
        if isRecurring || words.first == "on" { words = words.dropFirst() }
        if words.first == "in" { return span(words.dropFirst()).map { Moment(time: now + $0) } }
        guard let day = Self.takeDay(&words) else { return nil }
        guard let hour = clock(words) else { return nil }
        return moment(day, at: hour, isRecurring: isRecurring)
    }

    private enum Day: Equatable {
        case any, today, tomorrow
        case weekday(Int)
    }

    /// A time alone means its next occurrence.
    private static func takeDay(_ words: inout ArraySlice<String>) -> Day? {
        guard let word = words.first else { return nil }
        let day: Day? =
            switch word {
            case "today": .today
            case "tomorrow": .tomorrow
            case "day", "weekday": .any
            default: weekdays.firstIndex { $0 == word || $0 + "s" == word }.map(Day.weekday)
            }
        if day != nil { words = words.dropFirst() }
        return day ?? .any
    }

    private func moment(_ day: Day, at seconds: Int, isRecurring: Bool) -> Moment {
        let local = now + offset
        let midnight = local - local % Self.day
        var start = midnight
        switch day {
        case .any, .today: break
        case .tomorrow: start += Self.day
        case .weekday(let wanted):
            // The first of January 1970 was a Thursday.
            let today = (local / Self.day + 3) % 7
            start += (wanted - today + 7) % 7 * Self.day
        }
        var time = start + seconds
        if time <= local, day != .today { time += day == .any || day == .tomorrow ? Self.day : 7 * Self.day }
        return Moment(time: time - offset, isRecurring: isRecurring)
    }

    private func span(_ words: ArraySlice<String>) -> Int? {
        guard words.count == 2, let first = words.first, let last = words.last else { return nil }
        let unit = last.hasSuffix("s") ? String(last.dropLast()) : last
        guard let count = first == "a" || first == "an" ? 1 : Int(first), (1...100_000).contains(count) else {
            return nil
        }
        return Self.units[unit].map { $0 * count }
    }

    /// `at 9am`, `14:30`, `at 5:15 pm`; nine o'clock when nothing is said.
    private func clock(_ words: ArraySlice<String>) -> Int? {
        var text = words.filter { $0 != "at" }.joined()
        guard !text.isEmpty else { return words.isEmpty ? 9 * 3_600 : nil }
        if text == "noon" { return 12 * 3_600 }
        let half = ["am", "pm"].first { text.hasSuffix($0) }
        if half != nil { text.removeLast(2) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(parts.count), var hour = parts[0], let minute = parts.count > 1 ? parts[1] : 0,
            (0..<60).contains(minute), half != nil || parts.count == 2
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        return (0..<24).contains(hour) ? hour * 3_600 + minute * 60 : nil
    }
}
