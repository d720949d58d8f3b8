/// When people are reminded of an event.
enum CalendarReminders {
    /// Four weeks, in minutes.
    private static let earliest: Int32 = 40_320

    /// A list of reminders.
    static func checked(_ reminders: [CalendarBody]) throws -> JSONValue {
        guard reminders.count <= 5 else { throw CalendarError.invalid("At most 5 reminders are allowed.") }
        return .array(
            try reminders.map { reminder in
                guard let method = try reminder.text("method", among: ["email", "popup"]) else {
                    throw CalendarError.required("Missing reminder method.")
                }
                guard let minutes = try reminder.whole("minutes", in: 0...earliest) else {
                    throw CalendarError.required("Missing reminder minutes.")
                }
                return ["method": .string(method), "minutes": .int(minutes)]
            })
    }

    /// The reminders of an event: the calendar's, or its own.
    static func ofEvent(_ body: CalendarBody?) throws -> JSONValue {
        guard let body else { return ["useDefault": true] }
        let overrides = try body.objects("overrides") ?? []
        let usesDefault = try body.flag("useDefault") ?? false
        guard !usesDefault || overrides.isEmpty else {
            throw CalendarError.rule(
                "cannotUseDefaultRemindersAndSpecifyOverride",
                "Cannot specify both default reminders and overrides at the same time.")
        }
        let checked = try checked(overrides)
        return .present(["useDefault": .bool(usesDefault), "overrides": overrides.isEmpty ? nil : checked])
    }
}
