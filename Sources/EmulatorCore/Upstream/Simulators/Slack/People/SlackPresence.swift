/// Who is there.
enum SlackPresence {
    /// Of oneself Slack tells more than of others.
    static func get(_ call: SlackCall) throws -> [String: JSONValue] {
        let me = try call.workspace.me()
        let user = try call.workspace.user(call.arguments.text("user") ?? me)
        let isThere = user.isActive && !user.isManuallyAway
        let presence: JSONValue = isThere ? "active" : "away"
        guard user.id == me else { return ["presence": presence] }
        return SlackJSON.members([
            "presence": presence, "online": .bool(user.isActive), "auto_away": .bool(!user.isActive),
            "manual_away": .bool(user.isManuallyAway), "connection_count": user.isActive ? 1 : 0,
            "last_activity": user.isActive ? SlackJSON.whole(call.workspace.now) : nil,
        ])
    }

    static func set(_ call: SlackCall) throws -> [String: JSONValue] {
        let presence = try call.arguments.required("presence", else: "invalid_presence")
        guard ["auto", "away"].contains(presence) else { throw SlackRefusal("invalid_presence") }
        var user = try call.workspace.myself()
        user.isManuallyAway = presence == "away"
        try call.workspace.users.save(user)
        return [:]
    }
}
