/// `freeBusy`: when people are busy, and nothing about why.
enum CalendarFreeBusy {
    private static let most = 50

    static func query(_ call: SimulatorCall) throws -> UpstreamResponse {
        let body = try call.body()
        let window = CalendarWindow(from: try moment("timeMin", body), to: try moment("timeMax", body))
        guard let from = window.from, let to = window.to, from < to else { throw CalendarError.emptyRange }
        let zoneName = try body.text("timeZone") ?? "UTC"
        guard let zone = CalendarZone(zoneName) else {
            throw CalendarError.invalid("Invalid time zone definition: \(zoneName)")
        }
        let ids = try (body.objects("items") ?? []).map { item in
            guard let id = try item.text("id"), !id.isEmpty else { throw CalendarError.required("Missing item id.") }
            return id
        }
        let allowed = min(try body.whole("calendarExpansionMax", in: 1...Int32.max) ?? most, most)
        let calendars = try Set(ids).map { id -> (String, JSONValue) in
            guard Set(ids).count <= allowed else { return (id, failure("tooManyCalendarsRequested")) }
            guard let calendar = try call.account.find(calendar: id), calendar.role > .none else {
                return (id, failure("notFound"))
            }
            let spans = try busy(calendar, window)
            return (
                id, ["busy": .array(spans.map { ["start": .string(zone.text($0)), "end": .string(zone.text($1))] })]
            )
        }
        return .json([
            "kind": "calendar#freeBusy", "timeMin": .string(CalendarTimeText.utc(from * 1_000)),
            "timeMax": .string(CalendarTimeText.utc(to * 1_000)),
            "calendars": .object(Dictionary(uniqueKeysWithValues: calendars)),
        ])
    }

    /// Spans of time, those that touch each other as one.
    private static func busy(_ calendar: CalendarResource, _ window: CalendarWindow) throws
        -> [(start: Int64, end: Int64)]
    {
        let spans = try calendar.dates(in: window).filter { event in
            !event.isCancelled && event.members["transparency"] != "transparent" && !event.isDeclined(on: calendar)
        }.map { event in
            (
                start: max(event.startInstant(in: calendar.zone), window.from ?? .min),
                end: min(event.endInstant(in: calendar.zone), window.to ?? .max)
            )
        }
        return spans.filter { $0.start < $0.end }.sorted { $0.start < $1.start }.reduce(into: []) { joined, span in
            guard let last = joined.last, span.start <= last.end else { return joined.append(span) }
            joined[joined.count - 1].end = max(last.end, span.end)
        }
    }

    private static func moment(_ name: String, _ body: CalendarBody) throws -> Int64 {
        guard let text = try body.text(name) else { throw CalendarError.required("Missing \(name) parameter.") }
        guard let instant = CalendarTimeText.reading(text)?.instant else { throw CalendarError.badRequest }
        return instant
    }

    private static func failure(_ reason: String) -> JSONValue {
        ["errors": [["domain": "global", "reason": .string(reason)]], "busy": []]
    }
}
