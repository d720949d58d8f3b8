/// An event as a calendar keeps it: one that happens once, one that repeats, or a changed instance of one that repeats.
struct CalendarEvent {
    var record: CalendarRecord
    var start: CalendarMoment
    var end: CalendarMoment
    /// What Google shows as it is: everything but ids, times and what follows from them.
    var members: [String: JSONValue]
    /// Of an instance: the event that repeats, and when this one would start by its rules.
    var origin: Origin?

    struct Origin: Equatable {
        var eventID: String
        var start: CalendarMoment
    }

    var id: String { record.id }
    var isCancelled: Bool { members["status"] == "cancelled" }
    /// The lines of iCalendar by which it repeats.
    var recurrence: [String] { (members["recurrence"]?.array ?? []).compactMap(\.string) }
    var repeats: Bool { !recurrence.isEmpty }
    var isInstance: Bool { origin != nil }
    var iCalUID: String { members["iCalUID"]?.string ?? "\(id)@google.com" }
    var sequence: Int { Int(members["sequence"]?.number ?? 0) }
    var organizer: String { members["organizer"]?["email"]?.string ?? "" }
    var attendees: [JSONValue] { members["attendees"]?.array ?? [] }
    var type: String { members["eventType"]?.string ?? "default" }

    /// Twice the microseconds of the last change.
    var etag: String { "\"\(record.version * 2)\"" }

    func startInstant(in zone: CalendarZone) -> Int64 { start.instant(in: zone) }
    func endInstant(in zone: CalendarZone) -> Int64 { end.instant(in: zone) }

    /// Whether the owner of the calendar has said that they will not come.
    func isDeclined(on calendar: CalendarResource) -> Bool {
        attendees.contains { calendar.isMeant(by: $0["email"]?.string) && $0["responseStatus"] == "declined" }
    }
}

extension CalendarEvent {
    /// When the whole event is deleted, so is each of its instances, until it comes back.
    func under(_ master: CalendarEvent) -> CalendarEvent {
        guard master.isCancelled, !isCancelled else { return self }
        var cancelled = self
        cancelled.members["status"] = "cancelled"
        (cancelled.record.revision, cancelled.record.updated) = (master.record.revision, master.record.updated)
        return cancelled
    }

    /// From what is kept.
    init?(_ record: CalendarRecord) {
        guard let start = CalendarMoment(kept: record.body["start"]), let end = CalendarMoment(kept: record.body["end"])
        else { return nil }
        self.record = record
        self.start = start
        self.end = end
        members = record.body["members"]?.object ?? [:]
        origin = record.body["recurringEventId"]?.string.flatMap { id in
            CalendarMoment(kept: record.body["originalStart"]).map { Origin(eventID: id, start: $0) }
        }
    }

    /// As it is to be kept.
    var kept: CalendarRecord {
        var kept = record
        kept.body = ["start": start.kept, "end": end.kept, "members": .object(members)]
        if let origin {
            kept.body["recurringEventId"] = .string(origin.eventID)
            kept.body["originalStart"] = origin.start.kept
        }
        return kept
    }
}

extension CalendarResource {
    /// In the order in which they were made; changed instances are among them.
    func allEvents() throws -> [CalendarEvent] { try events.all().compactMap { CalendarEvent($0) } }

    func save(_ event: CalendarEvent, at time: Int64? = nil) throws -> CalendarEvent {
        var saved = event
        saved.record = try events.save(event.kept, at: time)
        return saved
    }

    /// - Throws: 404 when there is none; deleted ones are there.
    func event(_ id: String) throws -> CalendarEvent {
        if let event = try events.find(id).flatMap({ CalendarEvent($0) }) {
            let master = try event.origin.flatMap { try events.find($0.eventID) }.flatMap { CalendarEvent($0) }
            return master.map(event.under) ?? event
        }
        guard let match = id.wholeMatch(of: /(.+)_(\d{8}(?:T\d{6}Z)?)/),
            let master = try events.find(String(match.1)).flatMap({ CalendarEvent($0) }), master.repeats,
            let instance = try CalendarSeries(master, exceptions: [], zone: zone).instance(String(match.2))
        else { throw CalendarError.notFound }
        return instance
    }

    /// The changed instances of an event that repeats.
    func exceptions(of master: CalendarEvent) throws -> [CalendarEvent] {
        try allEvents().filter { $0.origin?.eventID == master.id }
    }
}
