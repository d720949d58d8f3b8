/// Quiet hours and snoozes.
enum SlackDoNotDisturb {
    static func info(_ call: SlackCall) throws -> [String: JSONValue] {
        let user = try call.workspace.user(call.arguments.text("user") ?? call.workspace.me())
        var info = night(user, call)
        let isSnoozing = user.doNotDisturb.snoozeEnd > call.workspace.now
        info["snooze_enabled"] = .bool(isSnoozing)
        if isSnoozing { info.merge(snooze(user, call)) { $1 } }
        return info
    }

    static func teamInfo(_ call: SlackCall) throws -> [String: JSONValue] {
        let ids = call.arguments.list("users")
        guard !ids.isEmpty else { throw SlackRefusal.missing("users") }
        guard ids.count <= 50 else { throw SlackRefusal("too_many_users") }
        let users = try ids.map { try call.workspace.user($0) }
        return ["users": .object(Dictionary(users.map { ($0.id, .object(night($0, call))) }) { first, _ in first })]
    }

    static func snooze(_ call: SlackCall) throws -> [String: JSONValue] {
        guard let minutes = try call.arguments.number("num_minutes") else { throw SlackRefusal("missing_duration") }
        guard (1...525_600).contains(minutes) else { throw SlackRefusal("snooze_failed") }
        var user = try call.workspace.myself()
        user.doNotDisturb.snoozeEnd = call.workspace.now + minutes * 60
        try call.workspace.users.save(user)
        return snooze(user, call).merging(["snooze_enabled": true]) { $1 }
    }

    static func endSnooze(_ call: SlackCall) throws -> [String: JSONValue] {
        var user = try call.workspace.myself()
        guard user.doNotDisturb.snoozeEnd > call.workspace.now else { throw SlackRefusal("snooze_not_active") }
        user.doNotDisturb.snoozeEnd = 0
        try call.workspace.users.save(user)
        return night(user, call).merging(["snooze_enabled": false]) { $1 }
    }

    /// Ends this night; others stay.
    static func end(_ call: SlackCall) throws -> [String: JSONValue] {
        var user = try call.workspace.myself()
        let (start, end) = SlackNight.next(for: user, at: call.workspace.now)
        if user.doNotDisturb.isEnabled, (start..<end).contains(call.workspace.now) {
            user.doNotDisturb.endedNight = end
            try call.workspace.users.save(user)
        }
        return [:]
    }

    private static func night(_ user: SlackUser, _ call: SlackCall) -> [String: JSONValue] {
        let isEnabled = user.doNotDisturb.isEnabled
        let (start, end) = isEnabled ? SlackNight.next(for: user, at: call.workspace.now) : (1, 1)
        return [
            "dnd_enabled": .bool(isEnabled), "next_dnd_start_ts": SlackJSON.whole(start),
            "next_dnd_end_ts": SlackJSON.whole(end),
        ]
    }

    private static func snooze(_ user: SlackUser, _ call: SlackCall) -> [String: JSONValue] {
        [
            "snooze_endtime": SlackJSON.whole(user.doNotDisturb.snoozeEnd),
            "snooze_remaining": SlackJSON.whole(user.doNotDisturb.snoozeEnd - call.workspace.now),
            "snooze_is_indefinite": false,
        ]
    }
}

/// From ten in the evening to eight in the morning by the user's clock, which is what Slack starts with.
enum SlackNight {
    /// The night that it is now, or the next.
    static func next(for user: SlackUser, at now: Int) -> (start: Int, end: Int) {
        let local = now + user.timeZone.offset
        var end = local - local % 86_400 + 8 * 3_600 - user.timeZone.offset
        while end <= now || end <= user.doNotDisturb.endedNight { end += 86_400 }
        return (end - 10 * 3_600, end)
    }
}
