/// Which days a rule means.
extension RecurrenceRule {
    /// Calls for each day in order, until the body has enough.
    /// - Parameters:
    ///   - start: the first occurrence, from which everything is counted.
    ///   - first: earlier days may be left out; they never are when they have to be counted.
    ///   - last: later days are left out.
    ///   - body: returns whether it wants more.
    func forEachDay(
        from start: CalendarDay, atOrAfter first: CalendarDay, through last: CalendarDay, _ body: (CalendarDay) -> Bool
    ) {
        var period = count == nil ? max(0, period(of: first, from: start) - 1) : 0
        while let days = days(inPeriod: period, from: start, through: last) {
            for day in days where day >= start {
                guard day <= last, body(day) else { return }
            }
            period += 1
        }
    }

    /// Roughly: never later than the period that the day is in.
    private func period(of day: CalendarDay, from start: CalendarDay) -> Int {
        let days = day.number - start.number
        let length =
            switch frequency {
            case .daily: 1
            case .weekly: 7
            case .monthly: 31
            case .yearly: 366
            }
        return days / (length * interval) - 1
    }

    /// The days of a day, a week, a month or a year that the rule means.
    /// - Returns: nil when the period begins after the last day.
    private func days(inPeriod period: Int, from start: CalendarDay, through last: CalendarDay) -> [CalendarDay]? {
        let all: [CalendarDay]
        switch frequency {
        case .daily: all = [start + period * interval]
        case .weekly:
            let monday = start + -CalendarDay.modulo(start.weekday - weekStart, 7)
            all = Self.days(from: monday + 7 * period * interval, count: 7)
        case .monthly:
            let month = start.date.year * 12 + start.date.month - 1 + period * interval
            all = Self.days(ofMonth: month % 12 + 1, in: month / 12)
        case .yearly:
            let year = start.date.year + period * interval
            let months = filled(start).months
            guard !months.isEmpty, yearDays.isEmpty else {
                all = Self.days(from: CalendarDay(first: year, 1), count: CalendarDay.length(of: year))
                break
            }
            all = Set(months).sorted().flatMap { Self.days(ofMonth: $0, in: year) }
        }
        guard let first = all.first, first <= last else { return nil }
        let rule = filled(start)
        return rule.positioned(all.filter(rule.means))
    }

    private static func days(ofMonth month: Int, in year: Int) -> [CalendarDay] {
        days(from: CalendarDay(first: year, month), count: CalendarDay.length(ofMonth: month, in: year))
    }

    private static func days(from first: CalendarDay, count: Int) -> [CalendarDay] {
        (0..<count).map { first + $0 }
    }

    /// What a rule does not say follows from the first occurrence: its weekday, its day, its month.
    private func filled(_ start: CalendarDay) -> RecurrenceRule {
        guard weekdays.isEmpty, monthDays.isEmpty, yearDays.isEmpty else { return self }
        var rule = self
        switch frequency {
        case .daily: break
        case .weekly: rule.weekdays = [Weekday(day: start.weekday)]
        case .monthly: rule.monthDays = [start.date.day]
        case .yearly:
            rule.monthDays = [start.date.day]
            if months.isEmpty { rule.months = [start.date.month] }
        }
        return rule
    }

    private func means(_ day: CalendarDay) -> Bool {
        let (year, month, number) = day.date
        guard months.isEmpty || months.contains(month) else { return false }
        let length = CalendarDay.length(ofMonth: month, in: year)
        guard monthDays.isEmpty || monthDays.contains(number) || monthDays.contains(number - length - 1) else {
            return false
        }
        let place = day.number - CalendarDay(first: year, 1).number + 1
        let yearLength = CalendarDay.length(of: year)
        guard yearDays.isEmpty || yearDays.contains(place) || yearDays.contains(place - yearLength - 1) else {
            return false
        }
        guard !weekdays.isEmpty else { return true }
        // The third Friday is that of the month, in a yearly rule without months that of the year.
        let isOfYear = frequency == .yearly && months.isEmpty
        let (position, span) = isOfYear ? (place, yearLength) : (number, length)
        return weekdays.contains { weekday in
            guard weekday.day == day.weekday else { return false }
            guard let ordinal = weekday.ordinal else { return true }
            return ordinal > 0 ? (position - 1) / 7 + 1 == ordinal : (span - position) / 7 + 1 == -ordinal
        }
    }

    private func positioned(_ days: [CalendarDay]) -> [CalendarDay] {
        guard !positions.isEmpty else { return days }
        return Set(positions.map { $0 > 0 ? $0 - 1 : days.count + $0 }).filter(days.indices.contains).sorted()
            .map { days[$0] }
    }
}
