/// How events are shown to a caller.
struct CalendarEventView {
    let calendar: CalendarResource
    /// The zone that offsets are written in.
    let zone: CalendarZone
    /// More guests than this are not shown; nil for all.
    let mostAttendees: Int?

    init(_ calendar: CalendarResource, _ call: SimulatorCall) throws {
        self.calendar = calendar
        zone = try call.zone(or: calendar.zone)
        mostAttendees = try call.number("maxAttendees", in: 1...Int32.max)
    }

    func json(_ event: CalendarEvent) -> JSONValue {
        .object(isOpen(event) ? whole(event) : masked(event))
    }

    /// For lists, in which an instance that was taken out is only a mark.
    func listed(_ event: CalendarEvent) -> JSONValue {
        guard event.isCancelled, event.isInstance else { return json(event) }
        return .object(whole(event).filter { Self.marks.contains($0.key) })
    }

    /// Others see when something private is, and no more.
    private func isOpen(_ event: CalendarEvent) -> Bool {
        switch calendar.role {
        case .owner, .writer: true
        case .reader: !["private", "confidential"].contains(event.members["visibility"]?.string)
        case .freeBusyReader, .none: false
        }
    }

    private func masked(_ event: CalendarEvent) -> [String: JSONValue] {
        whole(event).filter { Self.masks.contains($0.key) }.merging(["visibility": "private"]) { $1 }
    }

    private static let marks: Set = ["kind", "etag", "id", "status", "recurringEventId", "originalStartTime"]
    private static let masks = marks.union([
        "start", "end", "recurrence", "iCalUID", "sequence", "transparency", "eventType", "created", "updated",
        "htmlLink",
    ])

    private func whole(_ event: CalendarEvent) -> [String: JSONValue] {
        var json = event.members
        json["kind"] = "calendar#event"
        json["etag"] = .string(event.etag)
        json["id"] = .string(event.id)
        json["htmlLink"] = .string(Self.link(event.id, calendar.id))
        // Google keeps whole seconds of the first of the two.
        json["created"] = .string(CalendarTimeText.utc(event.record.created / 1_000 * 1_000))
        json["updated"] = .string(CalendarTimeText.utc(event.record.updated))
        json["iCalUID"] = .string(event.iCalUID)
        json["start"] = event.start.json(in: zone)
        json["end"] = event.end.json(in: zone)
        if let origin = event.origin {
            json["recurringEventId"] = .string(origin.eventID)
            json["originalStartTime"] = origin.start.json(in: zone)
        }
        for name in ["creator", "organizer"] { json[name] = json[name].map(marked) }
        show(event, &json)
        return json
    }

    private func show(_ event: CalendarEvent, _ json: inout [String: JSONValue]) {
        let attendees = event.attendees.map { attendee -> JSONValue in
            var shown = marked(attendee)
            if attendee["email"]?.string?.lowercased() == event.organizer.lowercased() {
                shown = shown.patched(with: ["organizer": true])
            }
            return shown
        }
        json["attendees"] = attendees.isEmpty ? nil : .array(attendees)
        if let mostAttendees, attendees.count > mostAttendees {
            json["attendees"] = .array(attendees.filter { $0["self"] == true })
            json["attendeesOmitted"] = true
        }
    }

    /// Tells the calendar's own person from the others.
    private func marked(_ person: JSONValue) -> JSONValue {
        calendar.isMeant(by: person["email"]?.string) ? person.patched(with: ["self": true]) : person
    }

    /// Event and calendar in base64url, common domains by their first letter.
    private static func link(_ event: String, _ calendar: String) -> String {
        let short = calendar.replacing("@group.calendar.google.com", with: "@g").replacing("@gmail.com", with: "@m")
        let eid = MIMEEncoding.base64URL(Array("\(event) \(short)".utf8)).replacing("=", with: "")
        return "https://www.google.com/calendar/event?eid=\(eid)"
    }
}
