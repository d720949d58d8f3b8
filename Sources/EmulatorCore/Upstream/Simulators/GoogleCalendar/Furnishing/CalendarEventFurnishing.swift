/// The events that a calendar starts with.
struct CalendarEventFurnishing {
    let calendar: CalendarResource
    let zone: CalendarZone

    private static let names = [
        "id", "summary", "description", "location", "start", "end", "duration", "time_zone", "recurrence", "attendees",
        "organizer", "status", "transparency", "visibility", "color", "type", "meet", "reminders", "age", "changes",
    ]

    func add(_ events: [CalendarData]) throws {
        for data in events {
            let members = try data.members(Self.names)
            let event = try save(data, members)
            for change in try members["changes"]?.items() ?? [] { try apply(change, to: event) }
        }
    }

    private func save(_ data: CalendarData, _ members: [String: CalendarData]) throws -> CalendarEvent {
        let zone = try members["time_zone"]?.zone() ?? zone
        guard let start = try members["start"].map({ try moment($0, in: zone) }) else {
            throw data.refuse("\"start\" is missing")
        }
        let end = try end(of: start, members, in: zone)
        var body = try body(members)
        body["start"] = start.json(in: zone)
        body["end"] = end.json(in: zone)
        body["recurrence"] = members["recurrence"]?.value
        let id = try members["id"]?.text() ?? calendar.account.newEventID()
        guard try calendar.events.find(id) == nil else { throw data.refuse("there is an event \(id) already") }
        let draft = try data.naming { try CalendarEventDraft(body, on: calendar, fillsZone: true) }
        var event = CalendarEvent(
            record: CalendarRecord(id: id, body: [:]), start: draft.start, end: draft.end, members: draft.members)
        event.members["sequence"] = 0
        event.members["iCalUID"] = .string("\(id)@google.com")
        event.members["organizer"] = try organizer(members["organizer"])
        event.members["creator"] =
            try members["organizer"] == nil ? calendar.account.person : event.members["organizer"]
        if try members["meet"]?.flag() == true {
            let request = CalendarBody(members: ["createRequest": ["requestId": .string(id)]])
            event.members.merge(try CalendarConference.members(request, old: nil, in: calendar.account)) { $1 }
        }
        let age = try members["age"]?.duration() ?? 7 * 86_400
        return try calendar.save(event, at: calendar.account.now - age * 1_000)
    }

    /// One date of an event that repeats: another time or title, or not at all.
    private func apply(_ data: CalendarData, to event: CalendarEvent) throws {
        let members = try data.members(["on", "cancelled"] + Self.names)
        guard let on = members["on"] else { throw data.refuse("\"on\" is missing: the day that is changed") }
        let zone = event.start.zone ?? zone
        guard case .day(let day)? = CalendarDayText(zone: zone, today: today(in: zone)).moment(try on.text()) else {
            throw on.refuse(CalendarDayText.help)
        }
        let window = CalendarWindow(from: zone.start(of: day), to: zone.start(of: day + 1))
        let series = try CalendarSeries(event, exceptions: [], zone: zone)
        guard event.repeats, var instance = series.instances(in: window, now: zone.start(of: day)).first else {
            throw on.refuse("the event does not happen on \(day.text)")
        }
        if let start = members["start"] {
            instance.start = try moment(start, in: zone)
            instance.end = try end(of: instance.start, members, in: zone)
        }
        let changes = try body(members).filter { $0.key != "status" || members["status"] != nil }
        instance.members.merge(changes) { $1 }
        if try members["cancelled"]?.flag() == true { instance.members["status"] = "cancelled" }
        _ = try calendar.save(instance, at: event.record.updated)
    }

    // MARK: Members

    /// As a request would say it.
    private func body(_ members: [String: CalendarData]) throws -> [String: JSONValue] {
        var body: [String: JSONValue] = [:]
        for name in ["summary", "description", "location", "status", "transparency", "visibility"] {
            body[name] = try members[name].map { .string(try $0.text()) }
        }
        body["colorId"] = try members["color"].map { .string(try $0.text()) }
        body["eventType"] = try members["type"].map { .string(try $0.text()) }
        body["reminders"] = members["reminders"].map { ["useDefault": false, "overrides": $0.value] }
        body["attendees"] = try members["attendees"].map { .array(try $0.items().map(attendee)) }
        return body
    }

    /// An address, or a mapping with more.
    private func attendee(_ data: CalendarData) throws -> JSONValue {
        guard data.value.object != nil else { return ["email": .string(try data.address())] }
        let members = try data.members(["email", "name", "response", "optional", "comment"])
        guard let email = try members["email"]?.address() else { throw data.refuse("\"email\" is missing") }
        return .present([
            "email": .string(email), "displayName": try members["name"].map { .string(try $0.text()) },
            "responseStatus": try members["response"].map { .string(try $0.text()) },
            "optional": try members["optional"].map { .bool(try $0.flag()) },
            "comment": try members["comment"].map { .string(try $0.text()) },
        ])
    }

    private func organizer(_ data: CalendarData?) throws -> JSONValue {
        guard let data else { return try calendar.organizer }
        guard data.value.object != nil else { return ["email": .string(try data.address())] }
        let members = try data.members(["email", "name"])
        guard let email = try members["email"]?.address() else { throw data.refuse("\"email\" is missing") }
        return .present(["email": .string(email), "displayName": try members["name"].map { .string(try $0.text()) }])
    }

    // MARK: Times

    private func today(in zone: CalendarZone) -> CalendarDay { zone.day(of: calendar.account.now / 1_000) }

    private func moment(_ data: CalendarData, in zone: CalendarZone) throws -> CalendarMoment {
        guard let moment = CalendarDayText(zone: zone, today: today(in: zone)).moment(try data.text()) else {
            throw data.refuse(CalendarDayText.help)
        }
        return moment
    }

    /// An hour, or a day, when nothing is said.
    private func end(of start: CalendarMoment, _ members: [String: CalendarData], in zone: CalendarZone) throws
        -> CalendarMoment
    {
        if let end = members["end"] {
            guard members["duration"] == nil else { throw end.refuse("give end or duration, not both") }
            return try moment(end, in: zone)
        }
        switch start {
        case .time(let instant, let zone):
            return .time(instant + (try members["duration"]?.duration() ?? 3_600), zone: zone)
        case .day(let day): return .day(day + max(1, Int(try members["duration"]?.duration() ?? 86_400) / 86_400))
        }
    }
}
