/// `calendarList`: which calendars the account sees, and how.
enum CalendarListEntries {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let account = call.account
        var list = CalendarRecordList(call, kind: "calendar#calendarList", records: account.listEntries)
        let isSync = !(call.request.query("syncToken") ?? "").isEmpty
        let least = try leastRole(call)
        guard !isSync || least == .none else {
            throw CalendarError.parameter("minAccessRole", "minAccessRole cannot be combined with syncToken.")
        }
        let showsHidden = call.flag("showHidden") || isSync
        list.showsDeleted = call.flag("showDeleted") || isSync
        return try list.response { record in
            let entry = try entry(record, of: account)
            guard !entry.isDeleted || list.showsDeleted else { return nil }
            guard showsHidden || !entry.isHidden, entry.calendar?.role ?? least >= least else { return nil }
            return entry.json
        }
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let entry = try find(call)
        return call.unlessKnown(entry.record.etag) { entry.json }
    }

    /// Puts a calendar into the list that the account may see.
    static func insert(_ call: SimulatorCall) throws -> UpstreamResponse {
        let body = try call.body()
        guard let id = try body.text("id"), !id.isEmpty else { throw CalendarError.required("Missing id.") }
        let calendar = try call.account.calendar(id)
        var record = try call.account.listEntries.find(calendar.id) ?? CalendarListEntry.standard(for: calendar)
        let fresh = CalendarListEntry.standard(for: calendar).body.merging(body.members) { $1 }
        return try save(&record, fresh, call)
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        var entry = try find(call)
        try call.requireMatch(entry.record.etag)
        let members = try call.body().members
        // The colour stays when no other is named, because every entry has one.
        let color = entry.record.body.filter { $0.key == "colorId" }
        return try save(&entry.record, color.merging(members) { $1 }, call)
    }

    static func patch(_ call: SimulatorCall) throws -> UpstreamResponse {
        var entry = try find(call)
        try call.requireMatch(entry.record.etag)
        let patched = JSONValue.object(entry.record.body).patched(with: .object(try call.body().members))
        return try save(&entry.record, patched.object ?? [:], call)
    }

    /// The calendar itself stays.
    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        var entry = try find(call)
        try call.requireMatch(entry.record.etag)
        guard entry.calendar?.isPrimary == false else {
            throw CalendarError.rule("cannotUnsubscribePrimary", "The primary calendar stays in the list.", status: 403)
        }
        entry.record.isDeleted = true
        try call.account.listEntries.save(entry.record)
        return .noContent
    }

    private static func save(_ record: inout CalendarRecord, _ members: [String: JSONValue], _ call: SimulatorCall)
        throws -> UpstreamResponse
    {
        record.body = try CalendarListEntry.checked(members, usesColors: call.flag("colorRgbFormat"))
        record.isDeleted = false
        let saved = try call.account.listEntries.save(record)
        return .json(try entry(saved, of: call.account).json)
    }

    private static func find(_ call: SimulatorCall) throws -> CalendarListEntry {
        let calendar = try call.calendar()
        guard let record = try call.account.listEntries.find(calendar.id), !record.isDeleted else {
            throw CalendarError.notFound
        }
        return CalendarListEntry(record: record, calendar: calendar)
    }

    private static func entry(_ record: CalendarRecord, of account: CalendarAccount) throws -> CalendarListEntry {
        let calendar = try account.find(calendar: record.id)
        return CalendarListEntry(record: record, calendar: calendar.flatMap { $0.role > .none ? $0 : nil })
    }

    private static func leastRole(_ call: SimulatorCall) throws -> CalendarRole {
        guard let name = call.request.query("minAccessRole"), !name.isEmpty else { return .none }
        guard let role = CalendarRole(rawValue: name), role > .none else {
            throw CalendarError.parameter("minAccessRole", "Invalid value for minAccessRole: \(name)")
        }
        return role
    }
}
