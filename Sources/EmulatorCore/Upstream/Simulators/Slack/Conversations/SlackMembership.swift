/// Who is in a channel.
enum SlackMembership {
    static func members(_ call: SlackCall) throws -> [String: JSONValue] {
        let channel = try call.workspace.channel(call)
        let (page, metadata) = try SlackPaging.page(
            channel.members, call.arguments, word: "user", standard: 100, id: \.self)
        return ["members": SlackJSON.texts(page), "response_metadata": metadata]
    }

    static func join(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var channel = try workspace.channel(call)
        guard channel.kind == .publicChannel else { throw SlackRefusal("method_not_supported_for_channel_type") }
        guard !channel.isArchived else { throw SlackRefusal("is_archived") }
        let me = try workspace.me()
        guard !channel.members.contains(me) else {
            return [
                "channel": try channel.wire(in: workspace), "warning": "already_in_channel",
                "response_metadata": ["warnings": ["already_in_channel"]],
            ]
        }
        try add([me], to: &channel, workspace)
        return ["channel": try channel.wire(in: workspace)]
    }

    static func leave(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var channel = try workspace.channel(call)
        guard !channel.isDirect else { throw SlackRefusal("method_not_supported_for_channel_type") }
        guard !channel.isArchived else { throw SlackRefusal("is_archived") }
        guard !channel.isGeneral else { throw SlackRefusal("cant_leave_general") }
        let me = try workspace.me()
        guard channel.members.contains(me) else { return ["not_in_channel": true] }
        guard channel.kind == .publicChannel || channel.members.count > 1 else { throw SlackRefusal("last_member") }
        try remove(me, from: &channel, workspace)
        return [:]
    }

    static func invite(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var channel = try workspace.openChannel(call.arguments.required("channel"))
        guard !channel.isDirect else { throw SlackRefusal("method_not_supported_for_channel_type") }
        let ids = call.arguments.list("users")
        guard !ids.isEmpty else { throw SlackRefusal("no_user") }
        let me = try workspace.me()
        for id in ids {
            _ = try workspace.user(id)
            guard id != me else { throw SlackRefusal("cant_invite_self") }
            guard !channel.members.contains(id) else { throw SlackRefusal("already_in_channel") }
        }
        try add(ids, to: &channel, workspace)
        return ["channel": try channel.wire(in: workspace)]
    }

    static func kick(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var channel = try workspace.openChannel(call.arguments.required("channel"))
        guard !channel.isDirect else { throw SlackRefusal("method_not_supported_for_channel_type") }
        let user = try workspace.user(call.arguments.required("user", else: "user_not_found"))
        guard user.id != (try workspace.me()) else { throw SlackRefusal("cant_kick_self") }
        guard !channel.isGeneral else { throw SlackRefusal("cant_kick_from_general") }
        guard channel.members.contains(user.id) else { throw SlackRefusal("not_in_channel") }
        try remove(user.id, from: &channel, workspace)
        return [:]
    }

    private static func add(_ ids: [String], to channel: inout SlackChannel, _ workspace: SlackWorkspace) throws {
        for id in ids where !channel.members.contains(id) {
            channel.members.append(id)
            try workspace.note("<@\(id)> has joined the channel", "channel_join", by: id, in: channel)
        }
        try workspace.channels.save(channel)
    }

    private static func remove(_ id: String, from channel: inout SlackChannel, _ workspace: SlackWorkspace) throws {
        try workspace.note("<@\(id)> has left the channel", "channel_leave", by: id, in: channel)
        channel.members.removeAll { $0 == id }
        try workspace.channels.save(channel)
    }
}
