/// Fills the calendars of an account that nobody used before; `fixtures/simulators/googlecalendar.yaml` shows the form
/// of the data.
struct CalendarFurnishing {
    let account: CalendarAccount

    func furnish(with data: JSONValue) throws {
        let data = try CalendarData(value: data, path: "googlecalendar").members([
            "display_name", "time_zone", "settings", "calendars",
        ])
        try account.room.documents("state").put("displayName", .string(data["display_name"]?.text() ?? ""))
        let zone = try data["time_zone"]?.zone() ?? .utc
        try add(settings: data["settings"], zone: zone)
        let calendars = try data["calendars"]?.items() ?? []
        // Everybody has one, whether the data speak of it or not.
        if try !calendars.contains(where: isPrimary) { _ = try add(calendar: [:], at: nil, zone: zone) }
        for calendar in calendars {
            let members = try calendar.members(Self.calendarMembers)
            let made = try add(calendar: members, at: calendar, zone: zone)
            let events = try members["events"]?.items() ?? []
            try CalendarEventFurnishing(calendar: made, zone: made.zone).add(events)
        }
    }

    private static let calendarMembers = [
        "primary", "id", "summary", "description", "location", "time_zone", "color", "selected", "hidden", "listed",
        "owner", "role", "shared_with", "default_reminders", "events",
    ]

    private func isPrimary(_ data: CalendarData) throws -> Bool {
        try data.members(Self.calendarMembers)["primary"]?.flag() ?? false
    }

    private func add(settings data: CalendarData?, zone: CalendarZone) throws {
        var settings = CalendarSettings.standard
        for (name, value) in try data?.members(settings.keys.sorted()) ?? [:] { settings[name] = try value.text() }
        settings["timezone"] = zone.name
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            try account.settings.save(CalendarRecord(id: name, body: ["value": .string(value)]))
        }
    }

    private func add(calendar data: [String: CalendarData], at place: CalendarData?, zone: CalendarZone) throws
        -> CalendarResource
    {
        let isPrimary = try data["primary"]?.flag() ?? (place == nil)
        let id = isPrimary ? account.identity : try data["id"]?.text() ?? account.newCalendarID()
        guard try account.calendars.find(id) == nil else {
            throw (data["id"] ?? place ?? CalendarData(value: .null, path: "googlecalendar")).refuse(
                "there is a calendar \(id) already")
        }
        let owner = try data["owner"]?.address() ?? account.identity
        var body: [String: JSONValue] = [
            "summary": .string(try data["summary"]?.text() ?? id),
            "timeZone": .string(try data["time_zone"]?.zone().name ?? zone.name), "dataOwner": .string(owner),
        ]
        for name in ["description", "location"] { body[name] = try data[name].map { .string(try $0.text()) } }
        var calendar = try account.add(CalendarRecord(id: id, body: body), owner: owner)
        try share(calendar, data, owner: owner)
        if try data["listed"]?.flag() ?? true { try list(calendar, data, at: place) }
        calendar.record = try account.calendars.find(id) ?? calendar.record
        return calendar
    }

    private func share(_ calendar: CalendarResource, _ data: [String: CalendarData], owner: String) throws {
        let rules = account.rules(of: calendar.id)
        func allow(_ address: String, _ role: CalendarRole) throws {
            let scope = CalendarAccessRule.Scope(type: "user", value: address)
            try rules.save(CalendarAccessRule.record(scope, role, over: try rules.find(scope.id)))
        }
        if owner != account.identity { try allow(account.identity, data["role"]?.choice(CalendarRole.self) ?? .reader) }
        for item in try data["shared_with"]?.items() ?? [] {
            let members = try item.members(["email", "role"])
            guard let email = members["email"] else { throw item.refuse("\"email\" is missing") }
            try allow(email.address(), members["role"]?.choice(CalendarRole.self) ?? .reader)
        }
    }

    private func list(_ calendar: CalendarResource, _ data: [String: CalendarData], at place: CalendarData?) throws {
        var record = CalendarListEntry.standard(for: calendar)
        record.body["selected"] = .bool(try data["selected"]?.flag() ?? true)
        record.body["hidden"] = .bool(try data["hidden"]?.flag() ?? false)
        if let color = try data["color"]?.text() ?? (calendar.isPrimary ? "14" : nil) {
            record.body["colorId"] = .string(color)
        }
        record.body["defaultReminders"] = data["default_reminders"]?.value ?? []
        let source = place ?? CalendarData(value: .null, path: "googlecalendar.calendars")
        record.body = try source.naming { try CalendarListEntry.checked(record.body, usesColors: false) }
        try account.listEntries.save(record)
    }
}
