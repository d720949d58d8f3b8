/// Something that the account asked to be reminded of.
struct SlackReminder: SlackDocument {
    var id: String
    var user: String
    var text: String
    var isRecurring: Bool
    /// Seconds since 1970.
    var time: Int
    /// 0 while it is not done.
    var completed = 0
}

extension SlackReminder {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), user: members.text("user"), text: members.text("text"),
            isRecurring: members.flag("recurring"), time: members.whole("time"),
            completed: members.whole("complete_ts"))
    }

    var json: JSONValue {
        [
            "id": .string(id), "user": .string(user), "text": .string(text), "recurring": .bool(isRecurring),
            "time": SlackJSON.whole(time), "complete_ts": SlackJSON.whole(completed),
        ]
    }

    /// Recurring ones have no time and no end.
    var wire: JSONValue {
        SlackJSON.object([
            "id": .string(id), "creator": .string(user), "user": .string(user), "text": .string(text),
            "recurring": .bool(isRecurring), "time": isRecurring ? nil : SlackJSON.whole(time),
            "complete_ts": isRecurring ? nil : SlackJSON.whole(completed),
        ])
    }
}
