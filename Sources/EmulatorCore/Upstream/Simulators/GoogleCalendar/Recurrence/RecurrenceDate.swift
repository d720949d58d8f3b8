/// A date of iCalendar: `20260922`, `20260922T100000` or `20260922T080000Z`.
enum RecurrenceDate: Equatable {
    case day(CalendarDay)
    /// Seconds since 1970 on a clock of some place.
    case local(Int64)
    /// Seconds since 1970.
    case instant(Int64)

    init?(_ text: String) {
        guard let day = CalendarDay(String(text.prefix(8))) else { return nil }
        guard text.utf8.count > 8 else {
            self = .day(day)
            return
        }
        let time = text.dropFirst(9)
        guard text.dropFirst(8).first == "T", time.count == 6 || time.count == 7 && time.last == "Z",
            time.prefix(6).allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(time.prefix(6)),
            number < 240_000, number / 100 % 100 < 60, number % 100 < 60
        else { return nil }
        let local = Int64(day.number) * 86_400 + number / 10_000 * 3_600 + number / 100 % 100 * 60 + number % 100
        self = time.count == 7 ? .instant(local) : .local(local)
    }

    /// As the end of a rule. A time without a zone is taken for its day.
    var limit: RecurrenceRule.Limit {
        switch self {
        case .day(let day): .day(day)
        case .local(let local): .day(CalendarDay(number: Int(CalendarDay.floor(local, 86_400))))
        case .instant(let instant): .instant(instant)
        }
    }
}
