/// `events`, one at a time.
enum CalendarEvents {
    /// Deleted ones, too, whose status says so.
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar()
        let event = try calendar.event(call["eventId"])
        let view = try CalendarEventView(calendar, call)
        return call.unlessKnown(event.etag) { view.json(event) }
    }

    static func insert(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = try writer(call)
        let body = try call.body()
        let id = try body.text("id").flatMap { $0.isEmpty ? nil : $0 }
        if let id {
            guard id.wholeMatch(of: /[a-v0-9]{5,1024}/) != nil else {
                throw CalendarError.invalid("Invalid resource id value.")
            }
            guard try writer.calendar.events.find(id) == nil else { throw CalendarError.duplicate }
        }
        if let uid = try body.text("iCalUID"),
            try writer.calendar.allEvents().contains(where: { $0.iCalUID == uid && !$0.isInstance })
        {
            throw CalendarError.duplicate
        }
        return try shown(writer.insert(body, id: id), call, writer.calendar)
    }

    static func quickAdd(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = try writer(call)
        guard let text = call.request.query("text"), !text.trimmed.isEmpty else {
            throw CalendarError(
                status: 400, reason: "required", message: "Required parameter: text",
                location: ("parameter", "text"))
        }
        let phrase = CalendarPhrase(text, now: call.account.now / 1_000, in: writer.calendar.zone)
        let minutes = try call.account.setting("defaultEventLength").flatMap { UInt16($0) } ?? 60
        let event = phrase.event(minutes: Int64(minutes))
        return try shown(writer.insert(CalendarBody(members: event)), call, writer.calendar)
    }

    static func importEvent(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = try writer(call)
        return try shown(CalendarImport(writer: writer).save(call.body()), call, writer.calendar)
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        try change(call) { writer, event in try writer.replace(event, with: call.body()) }
    }

    static func patch(_ call: SimulatorCall) throws -> UpstreamResponse {
        try change(call) { writer, event in try writer.patch(event, with: call.body()) }
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = try writer(call)
        let event = try writer.calendar.event(call["eventId"])
        guard !event.isCancelled else { throw CalendarError.deleted }
        try call.requireMatch(event.etag)
        try writer.cancel(event)
        return .noContent
    }

    static func move(_ call: SimulatorCall) throws -> UpstreamResponse {
        let writer = try writer(call)
        guard let id = call.request.query("destination"), !id.isEmpty else {
            throw CalendarError(
                status: 400, reason: "required", message: "Required parameter: destination",
                location: ("parameter", "destination"))
        }
        let destination = try call.account.calendar(id, atLeast: .writer)
        let event = try writer.calendar.event(call["eventId"])
        return try shown(CalendarMove(writer: writer).move(event, to: destination), call, destination)
    }

    private static func writer(_ call: SimulatorCall) throws -> CalendarEventWriter {
        _ = try call.number("conferenceDataVersion", in: 0...1)
        return CalendarEventWriter(calendar: try call.calendar(atLeast: .writer), call: call)
    }

    private static func change(
        _ call: SimulatorCall, _ change: (CalendarEventWriter, CalendarEvent) throws -> CalendarEvent
    )
        throws -> UpstreamResponse
    {
        let writer = try writer(call)
        let event = try writer.calendar.event(call["eventId"])
        try call.requireMatch(event.etag)
        return try shown(change(writer, event), call, writer.calendar)
    }

    private static func shown(_ event: CalendarEvent, _ call: SimulatorCall, _ calendar: CalendarResource) throws
        -> UpstreamResponse
    {
        let view = try CalendarEventView(calendar, call)
        return UpstreamResponse(
            status: 200, headers: [.init("etag", event.etag)], body: .json(view.json(event)))
    }
}
