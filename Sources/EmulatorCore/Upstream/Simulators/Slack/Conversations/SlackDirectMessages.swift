/// Direct messages of two or more people.
enum SlackDirectMessages {
    static func open(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let users = call.arguments.list("users")
        if let id = call.arguments.text("channel") {
            guard users.isEmpty else { throw SlackRefusal("invalid_user_combination") }
            var channel = try workspace.channel(id)
            guard channel.isDirect else { throw SlackRefusal("method_not_supported_for_channel_type") }
            let wasOpen = channel.isOpen
            channel.isOpen = true
            try workspace.channels.save(channel)
            return try answer(channel, call, isNew: !wasOpen)
        }
        guard !users.isEmpty else { throw SlackRefusal("users_list_not_supplied") }
        guard users.count <= 8 else { throw SlackRefusal("too_many_users") }
        for id in users { _ = try workspace.user(id) }
        let (channel, isNew) = try workspace.directMessage(with: users)
        return try answer(channel, call, isNew: isNew)
    }

    static func close(_ call: SlackCall) throws -> [String: JSONValue] {
        var channel = try call.workspace.channel(call)
        guard channel.isDirect else { throw SlackRefusal("method_not_supported_for_channel_type") }
        guard channel.isOpen else { return ["no_op": true, "already_closed": true] }
        channel.isOpen = false
        try call.workspace.channels.save(channel)
        return [:]
    }

    private static func answer(_ channel: SlackChannel, _ call: SlackCall, isNew: Bool) throws -> [String: JSONValue] {
        let isWhole = call.arguments.flag("return_im")
        var answer = ["channel": isWhole ? try channel.wire(in: call.workspace) : ["id": .string(channel.id)]]
        if !isNew { answer.merge(["no_op": true, "already_open": true]) { $1 } }
        return answer
    }
}
