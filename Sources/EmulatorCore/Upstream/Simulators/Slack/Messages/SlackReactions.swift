/// Emoji under messages.
enum SlackReactions {
    static func add(_ call: SlackCall) throws -> [String: JSONValue] {
        var (name, channel, message) = try target(call)
        let me = try call.workspace.me()
        if let index = message.reactions.firstIndex(where: { $0.name == name }) {
            guard !message.reactions[index].users.contains(me) else { throw SlackRefusal("already_reacted") }
            message.reactions[index].users.append(me)
        } else {
            guard message.reactions.count < 50 else { throw SlackRefusal("too_many_reactions") }
            message.reactions.append(.init(name: name, users: [me]))
        }
        try call.workspace.save(message, in: channel)
        return [:]
    }

    static func remove(_ call: SlackCall) throws -> [String: JSONValue] {
        var (name, channel, message) = try target(call)
        let me = try call.workspace.me()
        guard let index = message.reactions.firstIndex(where: { $0.name == name }),
            message.reactions[index].users.contains(me)
        else { throw SlackRefusal("no_reaction") }
        message.reactions[index].users.removeAll { $0 == me }
        if message.reactions[index].users.isEmpty { message.reactions.remove(at: index) }
        try call.workspace.save(message, in: channel)
        return [:]
    }

    /// Of a message, or of a file, which has none here.
    static func get(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        if let id = call.arguments.text("file") {
            let file = try workspace.files.find(id, else: "file_not_found")
            return ["type": "file", "file": try file.wire(in: workspace)]
        }
        guard let ts = call.arguments.text("timestamp") else { throw SlackRefusal("no_item_specified") }
        let channel = try workspace.channel(call)
        return try item(SlackStamped.message(ts, in: channel.id, workspace), in: channel.id, workspace)
    }

    /// What a user reacted to, the newest first.
    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let user = try call.arguments.text("user").map { try workspace.user($0).id } ?? workspace.me()
        let found = try workspace.visibleChannels().flatMap { channel in
            try workspace.messages(in: channel.id).all()
                .filter { $0.reactions.contains { $0.users.contains(user) } }
                .map { (channel: channel.id, message: $0) }
        }
        .sorted { $0.message.stamp > $1.message.stamp }
        let (page, metadata) = try SlackPaging.page(found, call.arguments, word: "item", standard: 100) {
            "\($0.channel)-\($0.message.id)"
        }
        return [
            "items": .array(try page.map { .object(try item($0.message, in: $0.channel, workspace)) }),
            "response_metadata": metadata,
        ]
    }

    private static func item(_ message: SlackMessage, in channel: String, _ workspace: SlackWorkspace) throws
        -> [String: JSONValue]
    {
        var shown = try workspace.wire(message, in: channel).object ?? [:]
        shown["permalink"] = .string(try workspace.permalink(message, in: channel))
        return ["type": "message", "channel": .string(channel), "message": .object(shown)]
    }

    private static func target(_ call: SlackCall) throws -> (name: String, channel: String, message: SlackMessage) {
        guard let name = SlackEmoji.name(try call.arguments.required("name", else: "invalid_name")) else {
            throw SlackRefusal("invalid_name")
        }
        guard let ts = call.arguments.text("timestamp") else { throw SlackRefusal("no_item_specified") }
        let channel = try call.workspace.channel(call)
        guard !channel.isArchived else { throw SlackRefusal("is_archived") }
        return (name, channel.id, try SlackStamped.message(ts, in: channel.id, call.workspace))
    }
}

/// Messages that an argument `timestamp` names.
enum SlackStamped {
    static func message(_ ts: String, in channel: String, _ workspace: SlackWorkspace) throws -> SlackMessage {
        guard SlackTimestamp(ts) != nil else { throw SlackRefusal("bad_timestamp") }
        return try workspace.message(ts, in: channel)
    }
}
