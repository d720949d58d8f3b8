/// Puts drafts into a calendar: what of an event may change, and what follows from a change.
struct CalendarEventWriter {
    let calendar: CalendarResource
    let call: SimulatorCall

    /// `conferenceDataVersion=1` says that the caller knows of conferences.
    private var knowsConferences: Bool { call.request.query("conferenceDataVersion") == "1" }
    private var isTool: Bool { call.request.composite == .calendarEvent }

    /// A new event.
    /// - Parameter id: nil for an id of our own.
    func insert(_ body: CalendarBody, id: String? = nil) throws -> CalendarEvent {
        let draft = try draft(body.members)
        guard draft.members["eventType"] != "fromGmail" else {
            throw CalendarError.rule("eventTypeRestriction", "Events of type fromGmail cannot be created.")
        }
        let id = try id ?? calendar.account.newEventID()
        var event = CalendarEvent(
            record: CalendarRecord(id: id, body: [:]), start: draft.start, end: draft.end, members: draft.members)
        event.members["sequence"] = draft.members["sequence"] ?? 0
        event.members["iCalUID"] = .string(try body.text("iCalUID") ?? "\(id)@google.com")
        event.members["creator"] = try calendar.account.person
        event.members["organizer"] = try calendar.organizer
        if knowsConferences {
            let conference = try CalendarConference.members(
                body.object("conferenceData"), old: nil, in: calendar.account)
            event.members.merge(conference) { $1 }
        }
        return try calendar.save(event)
    }

    /// The whole event is what the request says.
    func replace(_ event: CalendarEvent, with body: CalendarBody) throws -> CalendarEvent {
        try change(event, to: body.members, body)
    }

    /// Only what the request says is changed.
    func patch(_ event: CalendarEvent, with body: CalendarBody) throws -> CalendarEvent {
        var old = event.writable(in: calendar.zone)
        // Going back to the calendar's reminders ends the event's own.
        if try body.object("reminders")?.flag("useDefault") == true { old["reminders"] = nil }
        if isTool { old.makeRoom(for: body) }
        let wanted = JSONValue.object(old).patched(with: .object(body.members))
        return try change(event, to: wanted.object ?? [:], body)
    }

    /// Deletes an event, with all its instances, or takes one instance out.
    func cancel(_ event: CalendarEvent) throws {
        var cancelled = event
        cancelled.members["status"] = "cancelled"
        cancelled.members["sequence"] = .int(event.sequence + 1)
        _ = try calendar.save(cancelled)
    }

    private func change(_ event: CalendarEvent, to wanted: [String: JSONValue], _ body: CalendarBody) throws
        -> CalendarEvent
    {
        // Calendar clients send a deleted event back with another status to have it again.
        if event.isCancelled, body["status"] == nil { throw CalendarError.deleted }
        let draft = try draft(wanted.merging(["eventType": .string(event.type)]) { given, _ in given })
        var changed = event
        (changed.start, changed.end, changed.members) = (draft.start, draft.end, draft.members)
        for name in ["creator", "organizer", "iCalUID"] { changed.members[name] = event.members[name] }
        changed.members.merge(try conference(of: event, wanted)) { $1 }
        changed.members["sequence"] = .int(try sequence(of: changed, after: event, body))
        try require(changed, after: event)
        if changed.isCancelled, !event.isCancelled {
            try cancel(event)
            return try calendar.event(event.id)
        }
        let saved = try calendar.save(changed)
        if saved.repeats || event.repeats { try dropLostExceptions(of: saved) }
        return saved
    }

    private func draft(_ wanted: [String: JSONValue]) throws -> CalendarEventDraft {
        try CalendarEventDraft(wanted, on: calendar, fillsZone: isTool)
    }

    private func conference(of event: CalendarEvent, _ wanted: [String: JSONValue]) throws -> [String: JSONValue] {
        guard knowsConferences else {
            return event.members.filter { $0.key == "conferenceData" || $0.key == "hangoutLink" }
        }
        return try CalendarConference.members(
            CalendarBody(members: wanted).object("conferenceData"), old: event.members["conferenceData"],
            in: calendar.account)
    }

    /// Counts changes of time. A caller that names a lower number knows an older event.
    private func sequence(of changed: CalendarEvent, after event: CalendarEvent, _ body: CalendarBody) throws -> Int {
        let given = try body.whole("sequence", in: 0...Int32.max) ?? event.sequence
        guard given >= event.sequence else {
            throw CalendarError.invalid(
                "Invalid sequence value. The specified sequence number is below the current sequence number of the "
                    + "resource. Re-fetch the resource and use its sequence number on the following request.")
        }
        let isMoved =
            changed.start != event.start || changed.end != event.end || changed.recurrence != event.recurrence
        return given > event.sequence || !isMoved ? given : event.sequence + 1
    }

    private func require(_ changed: CalendarEvent, after event: CalendarEvent) throws {
        guard changed.type == event.type else {
            throw CalendarError.rule("eventTypeRestriction", "Event type cannot be changed.")
        }
        guard !event.isInstance || !changed.repeats else {
            throw CalendarError.invalid(
                "Cannot turn an instance of a recurring event into a recurring event itself.")
        }
        guard calendar.isMeant(by: event.organizer) || event.members["guestsCanModify"] == true else {
            // Guests answer, and set what is theirs alone: reminders, colour, whether they are busy.
            let isSame =
                changed.start == event.start && changed.end == event.end
                && Self.shared.allSatisfy { changed.members[$0] == event.members[$0] }
                && CalendarAttendees.others(changed, on: calendar) == CalendarAttendees.others(event, on: calendar)
            guard isSame else { throw CalendarError.notOrganizer }
            return
        }
    }

    private static let shared = [
        "summary", "description", "location", "recurrence", "conferenceData", "attachments", "guestsCanInviteOthers",
        "guestsCanModify", "guestsCanSeeOtherGuests", "anyoneCanAddSelf",
    ]

    /// Changed instances go when the rules have no place for them any more.
    private func dropLostExceptions(of master: CalendarEvent) throws {
        let series = try CalendarSeries(master, exceptions: [], zone: calendar.zone)
        for exception in try calendar.exceptions(of: master) where !master.repeats || !series.contains(exception) {
            try calendar.events.forget(exception.id)
        }
    }
}

extension [String: JSONValue] {
    /// A time of day takes the place of a whole day, and the other way round. A request of one's own has to take away
    /// what was there with null, which the parameters of a tool cannot say.
    fileprivate mutating func makeRoom(for body: CalendarBody) {
        for name in ["start", "end"] {
            if body[name]?["date"] != nil { self[name] = nil }
            if body[name]?["dateTime"] != nil { self[name] = self[name]?.patched(with: ["date": .null]) }
        }
    }
}

extension CalendarAccount {
    /// The account's person as creator of an event.
    var person: JSONValue {
        get throws {
            let name = try displayName()
            return .present(["email": .string(identity), "displayName": name.isEmpty ? nil : .string(name)])
        }
    }
}

extension CalendarResource {
    /// The calendar as organizer of an event.
    var organizer: JSONValue {
        get throws {
            isPrimary ? try account.person : ["email": .string(id), "displayName": .string(summary)]
        }
    }
}

extension CalendarEvent {
    /// Everything that a request can say, as a request would say it.
    func writable(in zone: CalendarZone) -> [String: JSONValue] {
        var writable = members
        for name in ["creator", "organizer", "iCalUID", "hangoutLink", "sequence"] { writable[name] = nil }
        writable["start"] = start.json(in: zone)
        writable["end"] = end.json(in: zone)
        return writable
    }
}
