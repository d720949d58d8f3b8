/// In which order events are listed.
enum CalendarEventOrder {
    /// As they were made.
    case made, updated, startTime

    init(_ call: SimulatorCall, singleEvents: Bool) throws {
        switch call.request.query("orderBy") ?? "" {
        case "": self = singleEvents ? .startTime : .made
        case "updated": self = .updated
        case "startTime" where singleEvents: self = .startTime
        case "startTime":
            throw CalendarError(
                status: 400, reason: "badRequest",
                message: "The requested ordering is not available for the particular query.")
        case let other: throw CalendarError.parameter("orderBy", "Invalid value for orderBy: \(other)")
        }
    }

    /// Two events with the same are ordered by their ids.
    func key(_ event: CalendarEvent, _ zone: CalendarZone) -> Int64 {
        switch self {
        case .made: event.record.created
        case .updated: event.record.version
        case .startTime: event.startInstant(in: zone)
        }
    }
}

/// One page of events, with what Google says about their calendar.
struct CalendarEventPage {
    let call: SimulatorCall
    let calendar: CalendarResource
    let order: CalendarEventOrder
    /// What goes into the sync token: the window, and whether instances were split.
    var limits = ["", "", ""]

    private let view: CalendarEventView
    private let after: CalendarPageToken?

    init(_ call: SimulatorCall, _ calendar: CalendarResource, _ order: CalendarEventOrder) throws {
        self.call = call
        self.calendar = calendar
        self.order = order
        view = try CalendarEventView(calendar, call)
        let token = call.request.query("pageToken").flatMap { $0.isEmpty ? nil : $0 }
        after = try token.map { try CalendarPageToken($0) }
    }

    func response(_ events: [CalendarEvent], givesSyncToken: Bool) throws -> UpstreamResponse {
        let zone = calendar.zone
        let sorted = events.map { (key: order.key($0, zone), event: $0) }
            .sorted { ($0.key, $0.event.id) < ($1.key, $1.event.id) }
        let rest = sorted.drop { item in after.map { (item.key, item.event.id) <= ($0.key, $0.id) } ?? false }
        let page = rest.prefix(try call.pageSize(standard: 250, most: 2_500))
        let revision = try after?.revision ?? call.account.revision()
        var next: String?
        if rest.count > page.count, let last = page.last {
            next = CalendarPageToken(key: last.key, id: last.event.id, revision: revision).text
        }
        let sync = CalendarSyncToken(revision: revision, issued: call.account.now, limits: limits).text
        return .json(
            try head(events).patched(
                with: .present([
                    "nextPageToken": next.map(JSONValue.string),
                    "nextSyncToken": next == nil && givesSyncToken ? .string(sync) : nil,
                    "items": .array(page.map { view.listed($0.event) }),
                ])))
    }

    private func head(_ events: [CalendarEvent]) throws -> JSONValue {
        let entry = try call.account.listEntries.find(calendar.id)
        let updated = max(events.map(\.record.updated).max() ?? 0, calendar.record.updated)
        return .present([
            "kind": "calendar#events",
            "etag": .string(CalendarTokens.etag([calendar.id, "\(try call.account.revision())"])),
            "summary": .string(calendar.summary), "description": calendar.record.body["description"],
            "updated": .string(CalendarTimeText.utc(updated)), "timeZone": .string(view.zone.name),
            "accessRole": .string(calendar.role.rawValue),
            "defaultReminders": entry?.body["defaultReminders"] ?? [],
        ])
    }
}
