/// The account's reminders.
enum SlackReminders {
    static func add(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let user = try workspace.myself()
        let text = try call.arguments.required("text")
        let words = try call.arguments.required("time", else: "cannot_parse")
        if let other = call.arguments.text("user"), other != user.id {
            _ = try workspace.user(other)
            throw SlackRefusal("cannot_add_others")
        }
        let clock = SlackReminderTime(now: workspace.now, offset: user.timeZone.offset)
        guard let moment = clock.moment(words) else { throw SlackRefusal("cannot_parse") }
        guard moment.time > workspace.now else { throw SlackRefusal("time_in_past") }
        guard moment.time <= workspace.now + 5 * 366 * 86_400 else { throw SlackRefusal("time_too_far") }
        let reminder = SlackReminder(
            id: try workspace.newID("Rm"), user: user.id, text: text, isRecurring: moment.isRecurring,
            time: moment.time)
        try workspace.reminders.save(reminder)
        return ["reminder": reminder.wire]
    }

    static func complete(_ call: SlackCall) throws -> [String: JSONValue] {
        var reminder = try reminder(call)
        guard !reminder.isRecurring else { throw SlackRefusal("cannot_complete_recurring") }
        if reminder.completed == 0 { reminder.completed = call.workspace.now }
        try call.workspace.reminders.save(reminder)
        return [:]
    }

    static func delete(_ call: SlackCall) throws -> [String: JSONValue] {
        try call.workspace.reminders.remove(reminder(call).id)
        return [:]
    }

    static func info(_ call: SlackCall) throws -> [String: JSONValue] { ["reminder": try reminder(call).wire] }

    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        ["reminders": .array(try call.workspace.reminders.all().map(\.wire))]
    }

    private static func reminder(_ call: SlackCall) throws -> SlackReminder {
        try call.workspace.reminders.find(call.arguments.required("reminder", else: "not_found"), else: "not_found")
    }
}
