/// Which events a list is asked for.
struct CalendarEventFilter {
    let window: CalendarWindow
    let showsSingleEvents: Bool
    /// Given by the caller, or implied by a question for changes.
    let showsDeleted: Bool
    /// Changes later than these, in milliseconds and by number.
    private let updatedMin: Int64?
    private let since: Int64?
    private let iCalUID: String?
    private let types: Set<String>
    private let properties: [(place: String, key: String, value: String)]
    private let search: CalendarSearch?

    init(_ call: SimulatorCall, since token: CalendarSyncToken?) throws {
        let request = call.request
        func value(_ name: String) -> String? { request.query(name).flatMap { $0.isEmpty ? nil : $0 } }
        window = try CalendarWindow(call, after: token)
        showsSingleEvents = token.map { $0.limits[2] == "single" } ?? call.flag("singleEvents")
        updatedMin = try call.moment("updatedMin")
        if let updatedMin, call.account.now - updatedMin > CalendarSyncToken.lifetime {
            throw CalendarError.updatedMinTooLongAgo
        }
        showsDeleted = call.flag("showDeleted") || token != nil || updatedMin != nil
        since = token?.revision
        iCalUID = value("iCalUID")
        types = Set(request.queryValues("eventTypes"))
        if let unknown = types.sorted().first(where: { !CalendarEventDraft.types.contains($0) }) {
            throw CalendarError.parameter("eventTypes", "Invalid value for eventTypes: \(unknown)")
        }
        properties = try ["private", "shared"].flatMap { place in
            try request.queryValues("\(place)ExtendedProperty").map { text in
                let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                guard pair.count == 2 else {
                    throw CalendarError.parameter(
                        "\(place)ExtendedProperty", "Invalid value '\(text)': write propertyName=value.")
                }
                return (place, pair[0], pair[1])
            }
        }
        search = value("q").map { CalendarSearch($0) }
    }

    /// Everything but the window.
    func matches(_ event: CalendarEvent) -> Bool {
        if event.isCancelled, !isShownWhenCancelled(event) { return false }
        if let since, event.record.revision <= since { return false }
        if let updatedMin, event.record.updated < updatedMin { return false }
        if let iCalUID, event.iCalUID != iCalUID { return false }
        guard types.isEmpty || types.contains(event.type) else { return false }
        let own = event.members["extendedProperties"]
        guard properties.allSatisfy({ own?[$0.place]?[$0.key]?.string == $0.value }) else { return false }
        return search?.matches(event) ?? true
    }

    /// Instances that were taken out are told of beside the event that they were taken out of.
    private func isShownWhenCancelled(_ event: CalendarEvent) -> Bool {
        showsDeleted || event.isInstance && !showsSingleEvents
    }
}

extension CalendarWindow {
    /// - Parameter token: repeats the window that the first list had.
    init(_ call: SimulatorCall, after token: CalendarSyncToken? = nil) throws {
        if let token {
            self.init(from: Int64(token.limits[0]), to: Int64(token.limits[1]))
            guard [from, to].allSatisfy({ $0.map(CalendarTimeText.range.contains) ?? true }) else {
                throw CalendarError.invalid("Invalid sync token value.")
            }
            return
        }
        let from = try call.moment("timeMin").map { CalendarDay.floor($0, 1_000) }
        let to = try call.moment("timeMax").map { CalendarDay.floor($0 + 999, 1_000) }
        if let from, let to, from >= to { throw CalendarError.emptyRange }
        self.init(from: from, to: to)
    }
}
