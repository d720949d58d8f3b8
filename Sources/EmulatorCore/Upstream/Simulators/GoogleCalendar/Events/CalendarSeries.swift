/// An event that repeats, with the instances that were changed or taken out.
struct CalendarSeries {
    let master: CalendarEvent
    private let exceptions: [CalendarEvent]
    /// Where whole days begin.
    private let zone: CalendarZone
    private let set: RecurrenceSet

    /// Rules that never end, and questions that do not say until when, are followed this far. Google has limits, too,
    /// but does not say which.
    static let daysOfEndless = 2 * 366
    static let daysOfAll = 20 * 366

    init(_ master: CalendarEvent, exceptions: [CalendarEvent], zone: CalendarZone) throws {
        self.master = master
        self.exceptions = exceptions
        self.zone = zone
        set = try RecurrenceSet(master.recurrence)
    }

    /// The instances in a span of time, changed ones included. Cancelled ones are among them.
    /// - Parameter now: where a question that has no beginning is thought to be asked from.
    func instances(in window: CalendarWindow, now: Int64) -> [CalendarEvent] {
        let changed = Set(exceptions.compactMap { $0.origin?.start.stamp })
        let own = starts(in: window, now: now).filter { !changed.contains($0.stamp) }.map(instance)
        return (own + exceptions.map { $0.under(master) }).filter { window.contains($0, zone) }
    }

    /// - Parameter stamp: what stands behind the underscore of its id.
    /// - Returns: nil when the event does not happen then.
    func instance(_ stamp: String) -> CalendarEvent? {
        let wanted: CalendarMoment
        switch (RecurrenceDate(stamp), master.start) {
        case (.day(let day)?, .day): wanted = .day(day)
        case (.instant(let instant)?, .time(_, let zone)): wanted = .time(instant, zone: zone)
        default: return nil
        }
        let day = zone.day(of: wanted.instant(in: zone))
        return set.starts(from: master.start, on: day + -2...day + 2).contains(wanted) ? instance(wanted) : nil
    }

    /// Whether a changed instance still has its place in the rules.
    func contains(_ exception: CalendarEvent) -> Bool {
        exception.origin.map { instance($0.start.stamp) != nil } ?? false
    }

    private func starts(in window: CalendarWindow, now: Int64) -> [CalendarMoment] {
        let first = master.startInstant(in: zone)
        let length = max(0, master.endInstant(in: zone) - first)
        let from = window.from.map { $0 - length } ?? first
        let reach = set.isEndless && window.to == nil ? Self.daysOfEndless : Self.daysOfAll
        let horizon = max(first, window.from ?? now, now) + Int64(reach) * 86_400
        let to = min(window.to ?? horizon, horizon)
        guard from <= to else { return [] }
        return set.starts(from: master.start, on: zone.day(of: from) + -2...zone.day(of: to) + 2)
    }

    private func instance(_ start: CalendarMoment) -> CalendarEvent {
        var instance = master
        instance.record.id = "\(master.id)_\(start.stamp)"
        instance.members["recurrence"] = nil
        instance.members["iCalUID"] = .string(master.iCalUID)
        instance.origin = .init(eventID: master.id, start: start)
        instance.start = start
        switch (start, master.start, master.end) {
        case (.day(let day), .day(let first), .day(let last)):
            instance.end = .day(day + (last.number - first.number))
        case (.time(let time, _), .time(let first, _), .time(let last, let zone)):
            instance.end = .time(time + last - first, zone: zone)
        default: instance.end = start
        }
        return instance
    }
}

extension CalendarResource {
    /// Everything that happens in a span of time, date by date: events that happen once, and instances of those that
    /// repeat. Cancelled ones are among them.
    func dates(in window: CalendarWindow) throws -> [CalendarEvent] {
        let all = try allEvents()
        let exceptions = Dictionary(grouping: all.filter(\.isInstance)) { $0.origin?.eventID ?? "" }
        let masters = Set(all.filter(\.repeats).map(\.id))
        return try all.flatMap { event -> [CalendarEvent] in
            guard event.repeats else {
                let isInSeries = event.origin.map { masters.contains($0.eventID) } ?? false
                return !isInSeries && window.contains(event, zone) ? [event] : []
            }
            return try CalendarSeries(event, exceptions: exceptions[event.id] ?? [], zone: zone)
                .instances(in: window, now: account.now / 1_000)
        }
    }
}

/// A span of time, in seconds since 1970. An event is in it when some of the event is.
struct CalendarWindow: Equatable {
    /// Events end after it; nil for no limit.
    var from: Int64?
    /// Events start before it; nil for no limit.
    var to: Int64?

    func contains(_ event: CalendarEvent, _ zone: CalendarZone) -> Bool {
        let (start, end) = (event.startInstant(in: zone), event.endInstant(in: zone))
        return from.map { end > $0 || start == end && end >= $0 } ?? true && to.map { start < $0 } ?? true
    }
}
