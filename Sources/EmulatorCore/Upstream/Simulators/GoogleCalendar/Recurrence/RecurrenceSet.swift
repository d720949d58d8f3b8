/// The lines of an event that repeats: rules, exceptions from them, and dates that come and go on their own.
struct RecurrenceSet: Equatable {
    private var rules: [RecurrenceRule] = []
    private var exceptedRules: [RecurrenceRule] = []
    private var added: [ZonedDate] = []
    private var excepted: [ZonedDate] = []

    /// A date and the zone that its line names.
    private struct ZonedDate: Equatable {
        var date: RecurrenceDate
        var zone: CalendarZone?
    }

    /// - Throws: 400 for a line that is none of `RRULE`, `EXRULE`, `RDATE`, `EXDATE`, or is not understood.
    init(_ lines: [String]) throws {
        for line in lines { try take(line) }
    }

    /// Whether it goes on for ever.
    var isEndless: Bool { rules.contains { $0.count == nil && $0.until == nil } }

    private mutating func take(_ line: String) throws {
        guard let colon = line.firstIndex(of: ":") else { throw CalendarError.invalid("Invalid recurrence rule.") }
        let parameters = line[..<colon].uppercased().split(separator: ";").map(String.init)
        let value = String(line[line.index(after: colon)...])
        switch parameters.first {
        case "RRULE": rules.append(try Self.rule(value))
        case "EXRULE": exceptedRules.append(try Self.rule(value))
        case "RDATE": added += try Self.dates(value, line[..<colon])
        case "EXDATE": excepted += try Self.dates(value, line[..<colon])
        default: throw CalendarError.invalid("Invalid recurrence rule.")
        }
    }

    private static func rule(_ text: String) throws -> RecurrenceRule {
        guard let rule = RecurrenceRule(text) else { throw CalendarError.invalid("Invalid recurrence rule.") }
        return rule
    }

    private static func dates(_ text: String, _ head: Substring) throws -> [ZonedDate] {
        var zone: CalendarZone?
        for parameter in head.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw CalendarError.invalid("Invalid recurrence rule.") }
            switch (pair[0].uppercased(), pair[1]) {
            case ("TZID", let name):
                zone = CalendarZone(name)
                guard zone != nil else { throw CalendarError.invalid("Invalid time zone definition: \(name)") }
            case ("VALUE", "DATE"), ("VALUE", "DATE-TIME"): break
            default: throw CalendarError.invalid("Invalid recurrence rule.")
            }
        }
        return try text.split(separator: ",", omittingEmptySubsequences: false).map { item in
            guard let date = RecurrenceDate(item.uppercased()) else {
                throw CalendarError.invalid("Invalid recurrence rule.")
            }
            return ZonedDate(date: date, zone: zone)
        }
    }
}

extension RecurrenceSet {
    /// When an event starts that repeats like this, from the earliest on. Its own start is always among them, whether
    /// the rules mean it or not, and is the first that `COUNT` counts.
    /// - Parameters:
    ///   - start: of the first occurrence.
    ///   - days: the days that are asked for; others may be among the result as well.
    func starts(from start: CalendarMoment, on days: ClosedRange<CalendarDay>) -> [CalendarMoment] {
        let clock = RecurrenceClock(start)
        var keys: Set<Int64> = days.lowerBound <= clock.firstDay ? [clock.first] : []
        for rule in rules { keys.formUnion(clock.keys(of: rule, on: days)) }
        keys.formUnion(added.flatMap { clock.keys(of: $0.date, in: $0.zone, among: []) })
        guard !keys.isEmpty else { return [] }
        for rule in exceptedRules { keys.subtract(clock.keys(of: rule, on: days, includingStart: false)) }
        for date in excepted { keys.subtract(clock.keys(of: date.date, in: date.zone, among: keys)) }
        return keys.sorted().map(clock.moment)
    }
}

/// Turns days into starts: numbers of days for whole days, instants for the rest.
private struct RecurrenceClock {
    let firstDay: CalendarDay
    let first: Int64
    /// Nil for whole days.
    private let zone: CalendarZone?
    private let zoneName: String
    /// Seconds after midnight.
    private let timeOfDay: Int64

    init(_ start: CalendarMoment) {
        switch start {
        case .day(let day): (firstDay, first, zone, zoneName, timeOfDay) = (day, Int64(day.number), nil, "", 0)
        case .time(let instant, let name):
            let zone = CalendarZone(name) ?? .utc
            let local = zone.local(of: instant)
            firstDay = CalendarDay(number: Int(CalendarDay.floor(local, 86_400)))
            (first, self.zone, zoneName, timeOfDay) = (instant, zone, name, CalendarDay.modulo(local, 86_400))
        }
    }

    func moment(_ key: Int64) -> CalendarMoment {
        zone == nil ? .day(CalendarDay(number: Int(key))) : .time(key, zone: zoneName)
    }

    func keys(of rule: RecurrenceRule, on days: ClosedRange<CalendarDay>, includingStart: Bool = true) -> [Int64] {
        guard days.upperBound >= firstDay else { return [] }
        var keys: [Int64] = []
        var counted = 0
        var isFirst = true
        rule.forEachDay(from: firstDay, atOrAfter: days.lowerBound, through: days.upperBound) { day in
            // A start that the rule does not mean is counted nevertheless.
            if isFirst, day != firstDay, includingStart { counted += 1 }
            isFirst = false
            counted += 1
            let key = key(of: day)
            guard counted <= rule.count ?? .max, isWithin(rule.until, key, day) else { return false }
            if day >= days.lowerBound { keys.append(key) }
            return true
        }
        return keys
    }

    private func key(of day: CalendarDay) -> Int64 {
        guard let zone else { return Int64(day.number) }
        // Clocks may show the time of the first occurrence twice that day.
        return day == firstDay ? first : zone.instant(of: Int64(day.number) * 86_400 + timeOfDay)
    }

    private func isWithin(_ limit: RecurrenceRule.Limit?, _ key: Int64, _ day: CalendarDay) -> Bool {
        switch limit {
        case nil: true
        case .day(let last): day <= last
        case .instant(let last): zone == nil ? Int64(day.number) <= CalendarDay.floor(last, 86_400) : key <= last
        }
    }

    /// - Parameter keys: of which a whole day takes those that are on it.
    func keys(of date: RecurrenceDate, in named: CalendarZone?, among keys: Set<Int64>) -> [Int64] {
        guard let zone else {
            switch date {
            case .day(let day): return [Int64(day.number)]
            case .local(let time), .instant(let time): return [CalendarDay.floor(time, 86_400)]
            }
        }
        switch date {
        case .instant(let instant): return [instant]
        case .local(let local): return [(named ?? zone).instant(of: local)]
        case .day(let day): return keys.isEmpty ? [key(of: day)] : keys.filter { zone.day(of: $0) == day }
        }
    }
}
