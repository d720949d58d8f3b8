/// A rule for repeating, as RFC 5545 writes it: `FREQ=MONTHLY;BYDAY=-1FR;COUNT=6`.
///
/// Days only: the time of day is that of the first occurrence. Rules for hours and minutes, and weeks by their number,
/// are refused. Foundation's own rule type works on instants, where a jump of the clock changes what a rule means.
struct RecurrenceRule: Equatable {
    enum Frequency: String {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// The last moment that counts.
    enum Limit: Equatable {
        case day(CalendarDay)
        /// Seconds since 1970.
        case instant(Int64)
    }

    struct Weekday: Equatable {
        /// 0 for Monday to 6 for Sunday.
        var day: Int
        /// Which one of the month or the year, from its end when negative; nil for all of them.
        var ordinal: Int?
    }

    var frequency: Frequency
    var interval = 1
    var count: Int?
    var until: Limit?
    var weekdays: [Weekday] = []
    var monthDays: [Int] = []
    var yearDays: [Int] = []
    var months: [Int] = []
    var positions: [Int] = []
    /// The day that weeks begin with.
    var weekStart = 0
}

extension RecurrenceRule {
    /// - Parameter text: what stands behind `RRULE:`.
    /// - Returns: nil for what is no rule.
    init?(_ text: String) {
        var parts: [String: String] = [:]
        for part in text.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2, parts.updateValue(pair[1], forKey: pair[0]) == nil else { return nil }
        }
        guard let frequency = parts.removeValue(forKey: "FREQ").flatMap(Frequency.init) else { return nil }
        self.init(frequency: frequency)
        for (name, value) in parts { guard take(name, value) else { return nil } }
        guard isSound else { return nil }
    }

    private mutating func take(_ name: String, _ value: String) -> Bool {
        switch name {
        case "INTERVAL": return Self.number(value, in: 1...9_999).map { interval = $0 } != nil
        case "COUNT": return Self.number(value, in: 1...1_000_000).map { count = $0 } != nil
        case "UNTIL": return RecurrenceDate(value).map { until = $0.limit } != nil
        case "BYDAY": return Self.list(value, Self.weekday).map { weekdays = $0 } != nil
        case "BYMONTHDAY": return Self.signed(value, 31).map { monthDays = $0 } != nil
        case "BYYEARDAY": return Self.signed(value, 366).map { yearDays = $0 } != nil
        case "BYMONTH": return Self.list(value) { Self.number($0, in: 1...12) }.map { months = $0 } != nil
        case "BYSETPOS": return Self.signed(value, 366).map { positions = $0 } != nil
        case "WKST": return Self.names.firstIndex(of: value).map { weekStart = $0 } != nil
        default: return false
        }
    }

    /// What RFC 5545 does not allow side by side.
    private var isSound: Bool {
        let hasOrdinals = weekdays.contains { $0.ordinal != nil }
        let hasParts = !weekdays.isEmpty || !monthDays.isEmpty || !yearDays.isEmpty || !months.isEmpty
        return (count == nil || until == nil) && (!hasOrdinals || frequency == .monthly || frequency == .yearly)
            && (yearDays.isEmpty || frequency == .yearly) && (monthDays.isEmpty || frequency != .weekly)
            && (positions.isEmpty || hasParts)
    }

    private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
        Int32(text).flatMap { range.contains(Int($0)) ? Int($0) : nil }
    }

    private static func signed(_ text: String, _ most: Int) -> [Int]? {
        list(text) { item in number(item, in: -most...most).flatMap { $0 == 0 ? nil : $0 } }
    }

    private static func weekday(_ text: String) -> Weekday? {
        guard let day = names.firstIndex(of: String(text.suffix(2))) else { return nil }
        let ordinal = String(text.dropLast(2))
        guard !ordinal.isEmpty else { return Weekday(day: day) }
        return signed(ordinal, 53).map { Weekday(day: day, ordinal: $0[0]) }
    }

    /// Nil when one of the items is none.
    private static func list<Item>(_ text: String, _ item: (String) -> Item?) -> [Item]? {
        let texts = text.split(separator: ",", omittingEmptySubsequences: false)
        let items = texts.compactMap { item(String($0)) }
        return items.count == texts.count ? items : nil
    }
}
