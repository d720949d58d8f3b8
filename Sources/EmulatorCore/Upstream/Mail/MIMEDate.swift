import Foundation

/// Dates as mails have them: `Wed, 25 Nov 2026 10:15:00 +0000`.
enum MIMEDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    static func text(_ date: Date) -> String {
        let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        let day = days[(parts.weekday ?? 1) - 1]
        let month = months[(parts.month ?? 1) - 1]
        let time = [parts.hour, parts.minute, parts.second].map { twoDigits($0 ?? 0) }.joined(separator: ":")
        return "\(day), \(twoDigits(parts.day ?? 1)) \(month) \(parts.year ?? 1970) \(time) +0000"
    }

    /// Nil for a text that is no date.
    static func date(_ text: String) -> Date? {
        let pattern =
            /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4})?/
        guard let match = text.firstMatch(of: pattern),
            let month = months.firstIndex(where: { $0.lowercased() == match.2.lowercased() })
        else { return nil }
        let parts = DateComponents(
            year: Int(match.3), month: month + 1, day: Int(match.1), hour: Int(match.4), minute: Int(match.5),
            second: match.6.flatMap { Int($0) } ?? 0)
        return calendar.date(from: parts)?.addingTimeInterval(-zone(match.7))
    }

    private static func zone(_ text: Substring?) -> Double {
        guard let text, let number = Int(text) else { return 0 }
        return Double(number / 100 * 3_600 + number % 100 * 60)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
