/// A moment in UTC, as far as RFC 3339 goes: the years 1 to 9999.
struct CivilTime {
    private let year: Int64
    private let month: Int64
    private let day: Int64
    private let second: Int64

    /// Counts in 400-year eras that begin on the first of March, so that the leap day is the last of its year.
    init?(secondsSince1970 seconds: Int64) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
        second = ((seconds % 86_400) + 86_400) % 86_400
        let days = (seconds - second) / 86_400 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `2026-01-31T12:00:00`, without a zone.
    func write(to out: inout JSONBytes) {
        writeDigits(year, 4, UInt8(ascii: "-"), to: &out)
        writeDigits(month, 2, UInt8(ascii: "-"), to: &out)
        writeDigits(day, 2, UInt8(ascii: "T"), to: &out)
        writeDigits(second / 3600, 2, UInt8(ascii: ":"), to: &out)
        writeDigits(second / 60 % 60, 2, UInt8(ascii: ":"), to: &out)
        writeDigits(second % 60, 2, nil, to: &out)
    }

    private func writeDigits(_ number: Int64, _ width: Int, _ separator: UInt8?, to out: inout JSONBytes) {
        var divisor: Int64 = width == 4 ? 1000 : 10
        while divisor > 0 {
            out.raw(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
        if let separator { out.raw(separator) }
    }
}
