/// `calendars`.
enum CalendarResources {
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar()
        return call.unlessKnown(calendar.record.etag) { calendar.json }
    }

    /// A secondary calendar, which goes into the account's list at once.
    static func insert(_ call: SimulatorCall) throws -> UpstreamResponse {
        let account = call.account
        let body = try checked(call.body().members, standardZone: account.setting("timezone") ?? "UTC")
        let record = CalendarRecord(
            id: try account.newCalendarID(), body: body.merging(["dataOwner": .string(account.identity)]) { $1 })
        let calendar = try account.add(record, owner: account.identity)
        try account.listEntries.save(CalendarListEntry.standard(for: calendar))
        return .json(calendar.json)
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        let zone = calendar.record.body["timeZone"]?.string ?? "UTC"
        return try change(calendar, call, to: checked(call.body().members, standardZone: zone))
    }

    static func patch(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        let patched = JSONValue.object(calendar.shared).patched(with: .object(try call.body().members)).object ?? [:]
        return try change(calendar, call, to: checked(patched, standardZone: "UTC"))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        try call.requireMatch(calendar.record.etag)
        guard !calendar.isPrimary else {
            throw CalendarError.rule("cannotDeletePrimaryCalendar", "A primary calendar can only be cleared.")
        }
        var gone = calendar.record
        gone.isDeleted = true
        try call.account.calendars.save(gone)
        if var entry = try call.account.listEntries.find(calendar.id) {
            entry.isDeleted = true
            try call.account.listEntries.save(entry)
        }
        return .noContent
    }

    /// Deletes every event of the primary calendar.
    static func clear(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        guard calendar.isPrimary else { throw CalendarError.invalid("Only a primary calendar can be cleared.") }
        let writer = CalendarEventWriter(calendar: calendar, call: call)
        for event in try calendar.allEvents() where !event.isCancelled { try writer.cancel(event) }
        return .noContent
    }

    static func transferOwnership(_ call: SimulatorCall) throws -> UpstreamResponse {
        let calendar = try call.calendar(atLeast: .owner)
        guard let owner = call.request.query("newDataOwner"), MIMEAddress(owner)?.address == owner else {
            throw CalendarError.parameter("newDataOwner", "Invalid value for newDataOwner: an email address is needed.")
        }
        guard !calendar.isPrimary else { throw CalendarError.invalid("A primary calendar cannot be transferred.") }
        guard calendar.dataOwner.lowercased() == call.account.identity.lowercased() else {
            throw CalendarError.forbidden
        }
        var record = calendar.record
        record.body["dataOwner"] = .string(owner)
        try call.account.calendars.save(record)
        let rules = call.account.rules(of: calendar.id)
        let scope = CalendarAccessRule.Scope(type: "user", value: owner)
        try rules.save(CalendarAccessRule.record(scope, .owner, over: try rules.find(scope.id)))
        return .json([:])
    }

    private static func change(_ calendar: CalendarResource, _ call: SimulatorCall, to body: [String: JSONValue]) throws
        -> UpstreamResponse
    {
        try call.requireMatch(calendar.record.etag)
        var changed = calendar
        changed.record.body = body.merging(["dataOwner": .string(calendar.dataOwner)]) { $1 }
        changed.record = try call.account.calendars.save(changed.record)
        return .json(changed.json)
    }

    private static func checked(_ members: [String: JSONValue], standardZone: String) throws -> [String: JSONValue] {
        let body = CalendarBody(members: members)
        guard let summary = try body.text("summary"), !summary.trimmed.isEmpty else {
            throw CalendarError.required("Missing summary.")
        }
        let zone = try body.text("timeZone") ?? standardZone
        guard CalendarZone(zone) != nil else { throw CalendarError.invalid("Invalid time zone definition: \(zone)") }
        var checked: [String: JSONValue] = ["summary": .string(summary), "timeZone": .string(zone)]
        for name in ["description", "location"] {
            if let text = try body.text(name), !text.isEmpty { checked[name] = .string(text) }
        }
        return checked
    }
}

extension CalendarAccount {
    /// Makes a calendar with a rule for its owner.
    func add(_ record: CalendarRecord, owner: String) throws -> CalendarResource {
        let saved = try calendars.save(record)
        try rules(of: saved.id).save(CalendarAccessRule.record(.init(type: "user", value: owner), .owner))
        return CalendarResource(record: saved, role: .owner, account: self)
    }
}
