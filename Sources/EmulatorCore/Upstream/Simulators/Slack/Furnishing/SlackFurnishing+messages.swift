extension SlackFurnishing {
    /// Puts a message and its answers into a conversation.
    mutating func furnishMessage(_ data: SimulatorData, in channel: SlackChannel) throws -> SlackTimestamp {
        let message = try makeMessage(data, in: channel, parent: nil)
        try workspace.post(message, in: channel.id)
        for reply in try data.list("replies") {
            let answer = try makeMessage(reply, in: channel, parent: message)
            guard answer.stamp > message.stamp else {
                throw reply.refusal("an answer cannot be older than the message that it answers")
            }
            try workspace.post(answer, in: channel.id)
        }
        return message.stamp
    }

    private mutating func makeMessage(_ data: SimulatorData, in channel: SlackChannel, parent: SlackMessage?) throws
        -> SlackMessage
    {
        try data.requireMembers(
            ["from", "text", "ago", "edited", "reactions", "pinned", "files", "blocks", "attachments"]
                + (parent == nil ? ["replies"] : ["broadcast"]))
        let author = try user(data.required("from"))
        let stamp = try stamp(data.required("ago").duration())
        var message = SlackMessage(
            stamp: stamp, user: author, text: try linked(data.required("text")),
            botID: try workspace.users.find(author)?.botID, threadTS: parent?.id, parentUser: parent?.user)
        if message.botID != nil { message.subtype = "bot_message" }
        if try parent != nil && data.isSet("broadcast") { message.subtype = "thread_broadcast" }
        if let edited = try data.member("edited")?.duration() {
            message.edited = .init(user: author, ts: SlackTimestamp(microseconds: Int64(now - edited) * 1_000_000).text)
        }
        message.reactions = try (data.member("reactions")?.entries() ?? []).map { name, users in
            guard SlackEmoji.name(name) == name else { throw users.refusal("\(name) is no name of an emoji") }
            return .init(name: name, users: try users.items().map(user))
        }
        if let pinned = try data.member("pinned").map(user) {
            message.pin = .init(user: pinned, created: stamp.seconds + 60)
        }
        message.blocks = try data.list("blocks").map(\.value)
        message.attachments = try data.list("attachments").map(\.value)
        message.files = try data.list("files").map { try furnishFile($0, of: message, in: channel) }
        return message
    }

    private func furnishFile(_ data: SimulatorData, of message: SlackMessage, in channel: SlackChannel) throws -> String
    {
        try data.requireMembers(["id", "name", "title", "size"])
        let name = try data.required("name").text()
        let file = SlackFile(
            id: try data.text("id") ?? workspace.newID("F"), name: name, title: try data.text("title") ?? name,
            type: SlackFileType.of(name), size: try data.whole("size") ?? 1_024, user: message.user,
            created: message.stamp.seconds, shares: [.init(channel: channel.id, ts: message.id)])
        try workspace.files.save(file)
        return file.id
    }

    /// So long ago, and at a moment of its own.
    private mutating func stamp(_ age: Int) throws -> SlackTimestamp {
        messageCount += 1
        let stamp = SlackTimestamp(microseconds: Int64(now - age) * 1_000_000 + Int64(messageCount % 9_999 + 1) * 100)
        let last = try workspace.facts.get("last_ts")?.number ?? 0
        if Double(stamp.microseconds) > last { try workspace.noteStamp(stamp) }
        return stamp
    }

    /// `<@handle>`, `<#channel>` and `<!subteam^handle>` with ids in them, as Slack keeps them.
    private func linked(_ data: SimulatorData) throws -> String {
        var result = ""
        var rest = try data.text()[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            result += rest[..<start] + "<"
            result += try link(String(rest[rest.index(after: start)..<end]), data) + ">"
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func link(_ inside: String, _ data: SimulatorData) throws -> String {
        let name = String(inside.dropFirst())
        if inside.hasPrefix("@") { return "@" + (try user(SimulatorData(.string(name), at: data.path))) }
        if inside.hasPrefix("#") {
            return "#" + (try channel(SimulatorData(.string(name), at: data.path))) + "|" + name
        }
        let group = "!subteam^"
        guard inside.hasPrefix(group) else { return inside }
        let handle = String(inside.dropFirst(group.count))
        guard let id = usergroups[handle] else {
            throw data.refusal(unknown: handle, "user group", among: usergroups.keys)
        }
        return group + id
    }
}
