/// Times as RFC 3339 writes them.
enum CalendarTimeText {
    /// What texts can say, in seconds since 1970: the years 1 to 9999.
    static let range: ClosedRange<Int64> = -62_135_683_200...253_402_387_199

    /// What a text says, as far as it does.
    struct Reading: Equatable {
        /// Seconds since 1970 on a clock of that place.
        var local: Int64
        var milliseconds: Int64 = 0
        /// Seconds ahead of UTC; nil when the text does not say.
        var offset: Int64?

        var instant: Int64? { offset.map { local - $0 } }
    }

    /// `2026-09-22T10:00:00`, with fractions of a second or without, and with an offset or without.
    static func reading(_ text: String) -> Reading? {
        let form = /(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?/
        guard let match = text.wholeMatch(of: form), let day = CalendarDay(String(match.1)),
            let hour = Int64(match.2), let minute = Int64(match.3), let second = Int64(match.4 ?? "0"), hour < 24,
            minute < 60, second < 60
        else { return nil }
        var reading = Reading(local: Int64(day.number) * 86_400 + hour * 3_600 + minute * 60 + second)
        reading.milliseconds = Int64((match.5 ?? "").prefix(3).padding(to: 3)) ?? 0
        if match.6 != nil { reading.offset = 0 }
        if let sign = match.7, let hours = Int64(match.8 ?? ""), let minutes = Int64(match.9 ?? "") {
            guard hours < 24, minutes < 60 else { return nil }
            reading.offset = (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
        }
        return reading
    }

    /// `2026-09-22T10:00:00`.
    static func local(_ local: Int64) -> String {
        let day = CalendarDay(number: Int(CalendarDay.floor(local, 86_400)))
        let seconds = Int(CalendarDay.modulo(local, 86_400))
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { CalendarDay.padded($0, 2) }
        return "\(day.text)T\(parts.joined(separator: ":"))"
    }

    /// `Z` or `+02:00`.
    static func offset(_ offset: Int64) -> String {
        guard offset != 0 else { return "Z" }
        let minutes = Int(offset.magnitude / 60)
        let parts = [minutes / 60, minutes % 60].map { CalendarDay.padded($0, 2) }
        return (offset < 0 ? "-" : "+") + parts.joined(separator: ":")
    }

    /// `2026-09-22T08:00:00.000Z`, from milliseconds since 1970.
    static func utc(_ milliseconds: Int64) -> String {
        let rest = Int(CalendarDay.modulo(milliseconds, 1_000))
        return "\(local(CalendarDay.floor(milliseconds, 1_000))).\(CalendarDay.padded(rest, 3))Z"
    }
}

extension Substring {
    /// With zeros at the end.
    fileprivate func padding(to count: Int) -> String {
        self + String(repeating: "0", count: Swift.max(0, count - self.count))
    }
}
