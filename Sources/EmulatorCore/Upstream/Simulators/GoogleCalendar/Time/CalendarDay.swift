/// A day of the Gregorian calendar, counted from 1 January 1970. Sums with days need no clock and no time zone.
struct CalendarDay: Hashable, Comparable {
    var number: Int

    /// The years that dates can say.
    static let years = 1...9_999

    init(number: Int) { self.number = number }

    /// Nil for a day that does not exist, such as 31 February.
    init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        self.init(first: year, month)
        number += day - 1
    }

    /// The first of a month. Counts in eras of 400 years, and in years that begin in March, so that a leap day is the
    /// last of its year.
    init(first year: Int, _ month: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = Self.floor(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// `2026-09-22`, or without hyphens as iCalendar has it.
    init?(_ text: String) {
        let isSpaced = text.utf8.count == 10
        let digits = isSpaced ? text.replacing("-", with: "") : text
        guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
            !isSpaced || text.dropFirst(4).first == "-" && text.dropFirst(7).first == "-"
        else { return nil }
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    var date: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = Self.floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let place = (5 * dayOfYear + 2) / 153
        let month = place < 10 ? place + 3 : place - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * place + 2) / 5 + 1)
    }

    /// 0 for Monday to 6 for Sunday.
    var weekday: Int { Self.modulo(number + 3, 7) }

    /// `2026-09-22`.
    var text: String {
        let date = date
        return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    static func + (day: CalendarDay, days: Int) -> CalendarDay { CalendarDay(number: day.number + days) }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func length(of year: Int) -> Int { isLeap(year) ? 366 : 365 }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Division that rounds down.
    static func floor<Number: BinaryInteger>(_ number: Number, _ divisor: Number) -> Number {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }

    /// The rest of that division, which is never negative.
    static func modulo<Number: BinaryInteger>(_ number: Number, _ divisor: Number) -> Number {
        number - floor(number, divisor) * divisor
    }

    static func padded(_ number: Int, _ count: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
