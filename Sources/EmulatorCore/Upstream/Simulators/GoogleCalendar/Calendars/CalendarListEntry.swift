/// How a calendar stands in the account's list.
struct CalendarListEntry {
    var record: CalendarRecord
    /// Nil when it was deleted, or when nobody shares it with the account any more.
    let calendar: CalendarResource?

    var isDeleted: Bool { record.isDeleted || calendar == nil }
    var isHidden: Bool { record.body["hidden"] == true }
    var defaultReminders: JSONValue { record.body["defaultReminders"] ?? [] }

    var json: JSONValue {
        guard let calendar, !isDeleted else {
            return [
                "kind": "calendar#calendarListEntry", "etag": .string(record.etag), "id": .string(record.id),
                "deleted": true,
            ]
        }
        var json = calendar.shared.merging(record.body) { $1 }.filter { $0.value != .bool(false) }
        json["kind"] = "calendar#calendarListEntry"
        json["etag"] = .string(record.etag)
        json["id"] = .string(calendar.id)
        json["accessRole"] = .string(calendar.role.rawValue)
        json["defaultReminders"] = defaultReminders
        json["conferenceProperties"] = ["allowedConferenceSolutionTypes": ["hangoutsMeet"]]
        if calendar.isPrimary { json["primary"] = true }
        return .object(json)
    }
}

extension CalendarListEntry {
    /// For a calendar that comes into the list.
    static func standard(for calendar: CalendarResource) -> CalendarRecord {
        let sum = calendar.id.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 24 }
        return CalendarRecord(
            id: calendar.id,
            body: [
                "colorId": .string("\(sum + 1)"), "backgroundColor": .string(CalendarColors.calendars[sum]),
                "foregroundColor": "#000000", "selected": true, "defaultReminders": [],
            ])
    }

    /// The members that a caller may set, checked.
    /// - Parameter usesColors: whether colours are given themselves instead of a place in the palette.
    static func checked(_ members: [String: JSONValue], usesColors: Bool) throws -> [String: JSONValue] {
        let body = CalendarBody(members: members)
        var checked: [String: JSONValue] = [
            "selected": .bool(try body.flag("selected") ?? false), "hidden": .bool(try body.flag("hidden") ?? false),
            "defaultReminders": try CalendarReminders.checked(body.objects("defaultReminders") ?? []),
        ]
        if let text = try body.text("summaryOverride"), !text.isEmpty { checked["summaryOverride"] = .string(text) }
        if let settings = try body.object("notificationSettings") {
            checked["notificationSettings"] = .object(settings.members)
        }
        checked.merge(try colors(body, usesColors: usesColors)) { $1 }
        return checked
    }

    private static func colors(_ body: CalendarBody, usesColors: Bool) throws -> [String: JSONValue] {
        let id = try body.text("colorId") ?? "14"
        var colors: [String: JSONValue] = [
            "colorId": .string(id), "foregroundColor": "#000000",
            "backgroundColor": .string(try CalendarColors.background(id, in: CalendarColors.calendars)),
        ]
        guard usesColors else { return colors }
        for name in ["backgroundColor", "foregroundColor"] {
            guard let color = try body.text(name) else { continue }
            guard color.wholeMatch(of: /#[0-9a-fA-F]{6}/) != nil else {
                throw CalendarError.invalid("Invalid value for \(name): \(color)")
            }
            colors[name] = .string(color)
        }
        return colors
    }
}
