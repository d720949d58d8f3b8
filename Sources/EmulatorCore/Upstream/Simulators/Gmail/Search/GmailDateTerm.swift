import Foundation

/// Dates in searches. Days begin at midnight UTC.
enum GmailDateTerm {
    /// Seconds since 1970 of `2026/11/25`, `2026-11-25`, `11/25/2026` or of seconds; nil for anything else.
    static func day(_ text: String) -> Double? {
        let parts = text.split { $0 == "/" || $0 == "-" }.map { Int($0) }
        guard parts.count == 3, let first = parts[0], let second = parts[1], let third = parts[2] else {
            return text.count > 6 ? Double(text) : nil
        }
        let isYearFirst = first > 31
        let components =
            isYearFirst
            ? DateComponents(year: first, month: second, day: third)
            : DateComponents(year: third, month: first, day: second)
        return MIMEDate.calendar.date(from: components)?.timeIntervalSince1970
    }

    /// Seconds since 1970 of the time that `2d`, `3m` (months), `1y` or `12h` ago was.
    static func ago(_ text: String, _ now: Date) -> Double? {
        let units: [Character: Calendar.Component] = ["h": .hour, "d": .day, "w": .weekOfYear, "m": .month, "y": .year]
        guard let unit = text.lowercased().last.flatMap({ units[$0] }), let count = Int32(text.dropLast()), count >= 0
        else { return nil }
        return MIMEDate.calendar.date(byAdding: unit, value: -Int(count), to: now)?.timeIntervalSince1970
    }
}
