/// `events.list` and `events.instances`.
enum CalendarEventLists {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar()
        let token = try syncToken(call)
        let filter = try CalendarEventFilter(call, since: token)
        let order = try CalendarEventOrder(call, singleEvents: filter.showsSingleEvents)
        let found =
            try filter.showsSingleEvents ? calendar.dates(in: filter.window) : series(in: calendar, filter)
        var list = try CalendarEventPage(call, calendar, order)
        list.limits = [
            filter.window.from.map(String.init) ?? "", filter.window.to.map(String.init) ?? "",
            filter.showsSingleEvents ? "single" : "",
        ]
        return try list.response(found.filter(filter.matches), givesSyncToken: givesSyncToken(call))
    }

    /// The dates of one event that repeats.
    static func instances(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar()
        let master = try calendar.event(call["eventId"])
        let window = try CalendarWindow(call)
        let series = try CalendarSeries(master, exceptions: calendar.exceptions(of: master), zone: calendar.zone)
        var found = master.repeats ? series.instances(in: window, now: call.account.now / 1_000) : []
        if !call.flag("showDeleted") { found.removeAll(where: \.isCancelled) }
        if let original = try call.moment("originalStart") {
            found = found.filter { $0.origin?.start.instant(in: calendar.zone) == original / 1_000 }
        }
        return try CalendarEventPage(call, calendar, .startTime).response(found, givesSyncToken: false)
    }

    /// What is in the window, with events that repeat as one, and their changed instances beside them.
    private static func series(in calendar: CalendarResource, _ filter: CalendarEventFilter) throws -> [CalendarEvent] {
        let all = try calendar.allEvents()
        let exceptions = Dictionary(grouping: all.filter(\.isInstance)) { $0.origin?.eventID ?? "" }
        let deleted = Set(all.filter { $0.repeats && $0.isCancelled }.map(\.id))
        return try all.filter { event in
            guard event.repeats else {
                // Of an event that is deleted nothing is left.
                let isGone = !filter.showsDeleted && deleted.contains(event.origin?.eventID ?? "")
                return !isGone && filter.window.contains(event, calendar.zone)
            }
            guard filter.window != CalendarWindow() else { return true }
            let series = try CalendarSeries(event, exceptions: exceptions[event.id] ?? [], zone: calendar.zone)
            return !series.instances(in: filter.window, now: calendar.account.now / 1_000).isEmpty
        }
    }

    // MARK: Sync tokens

    /// Parameters that a list of changes cannot have, because a change may move an event out of their reach.
    private static let excluded = [
        "iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax",
        "updatedMin",
    ]

    private static func syncToken(_ call: SimulatorCall) throws -> CalendarSyncToken? {
        guard let text = call.request.query("syncToken"), !text.isEmpty else { return nil }
        if let name = excluded.first(where: { !call.request.queryValues($0).allSatisfy(\.isEmpty) }) {
            throw CalendarError.parameter(name, "\(name) cannot be combined with syncToken.")
        }
        return try CalendarSyncToken(text, now: call.account.now, limits: 3)
    }

    /// Lists in another order or of certain words have no later changes; those of a span of time have.
    private static func givesSyncToken(_ call: SimulatorCall) -> Bool {
        excluded.filter { $0 != "timeMin" && $0 != "timeMax" }
            .allSatisfy { call.request.queryValues($0).allSatisfy(\.isEmpty) }
    }
}
