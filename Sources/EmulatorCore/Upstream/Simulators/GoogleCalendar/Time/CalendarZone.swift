import Foundation

/// A time zone by its IANA name. Foundation knows the rules of daylight saving.
struct CalendarZone: Hashable {
    let name: String
    private let zone: TimeZone

    static let utc = CalendarZone(name: "UTC", zone: .gmt)

    private init(name: String, zone: TimeZone) {
        self.name = name
        self.zone = zone
    }

    /// Nil for a name that nobody knows. Foundation would take `GMT+2` as well, which is no name.
    init?(_ name: String) {
        guard !name.hasPrefix("GMT+"), !name.hasPrefix("GMT-"), name.utf8.count <= 64,
            let zone = TimeZone(identifier: name)
        else { return nil }
        self.init(name: name, zone: zone)
    }

    /// Seconds ahead of UTC.
    func offset(at instant: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
    }

    /// What clocks show at an instant: seconds since 1970 as if they were UTC's.
    func local(of instant: Int64) -> Int64 { instant + offset(at: instant) }

    /// When clocks show a time. One that they show twice is the first of the two; one that they jump over is counted
    /// from before the jump, as RFC 5545 has it.
    func instant(of local: Int64) -> Int64 {
        let before = offset(at: local - 86_400 - 43_200)
        let early = local - before
        if offset(at: early) == before { return early }
        let after = offset(at: local + 86_400 + 43_200)
        let late = local - after
        return offset(at: late) == after ? late : early
    }

    /// Where a day begins.
    func start(of day: CalendarDay) -> Int64 { instant(of: Int64(day.number) * 86_400) }

    func day(of instant: Int64) -> CalendarDay {
        CalendarDay(number: Int(CalendarDay.floor(local(of: instant), 86_400)))
    }

    /// `2026-09-22T10:00:00+02:00`.
    func text(_ instant: Int64) -> String {
        let offset = offset(at: instant)
        return CalendarTimeText.local(instant + offset) + CalendarTimeText.offset(offset)
    }
}
