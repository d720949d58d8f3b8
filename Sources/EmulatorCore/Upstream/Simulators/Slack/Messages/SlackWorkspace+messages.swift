extension SlackWorkspace {
    /// A message of a conversation.
    func message(_ ts: String, in channel: String) throws -> SlackMessage {
        try messages(in: channel).find(ts, else: "message_not_found")
    }

    func save(_ message: SlackMessage, in channel: String) throws {
        try messages(in: channel).save(message, rank: message.stamp.microseconds)
    }

    /// Puts a message into a conversation; into its thread, too, when it is an answer.
    @discardableResult
    func post(_ message: SlackMessage, in channel: String) throws -> SlackMessage {
        try save(message, in: channel)
        if let thread = message.threadTS { try addReply(message, to: thread, in: channel) }
        return message
    }

    private func addReply(_ reply: SlackMessage, to ts: String, in channel: String) throws {
        guard var parent = try messages(in: channel).find(ts) else { return }
        parent.thread.count += 1
        if !parent.thread.users.contains(reply.user) { parent.thread.users.append(reply.user) }
        parent.thread.latest = max(parent.thread.latest ?? "", reply.id)
        try save(parent, in: channel)
    }

    /// What Slack itself writes down when a channel changes.
    func note(_ text: String, _ subtype: String, by user: String? = nil, in channel: SlackChannel) throws {
        try post(
            SlackMessage(stamp: stamp(), user: user ?? me(), text: text, subtype: subtype), in: channel.id)
    }

    /// Brings what a message says about its thread up to date after an answer has gone.
    func countReplies(to ts: String, in channel: String) throws {
        guard var parent = try messages(in: channel).find(ts) else { return }
        let replies = try messages(in: channel).all().filter { $0.threadTS == ts }
        let users = replies.reduce(into: [String]()) { if !$0.contains($1.user) { $0.append($1.user) } }
        parent.thread = .init(count: replies.count, users: users, latest: replies.last?.id)
        try save(parent, in: channel)
    }

    /// A message as `conversations.history` shows it.
    func wire(_ message: SlackMessage, in channel: String) throws -> JSONValue {
        let isParent = message.thread.count > 0
        let pin = message.pin.map { pin -> JSONValue in
            [
                "channel": .string(channel), "pinned_by": .string(pin.user),
                "pinned_ts": SlackJSON.whole(pin.created),
            ]
        }
        let files = try message.files.map { id in
            try self.files.find(id)?.wire(in: self) ?? ["id": .string(id), "mode": "tombstone"]
        }
        return SlackJSON.object([
            "type": "message", "subtype": SlackJSON.text(message.subtype), "user": .string(message.user),
            "text": .string(message.text), "ts": .string(message.id), "team": .string(try team().id),
            "bot_id": SlackJSON.text(message.botID), "hidden": message.isTombstone ? true : nil,
            "thread_ts": SlackJSON.text(message.threadTS ?? (isParent ? message.id : nil)),
            "parent_user_id": SlackJSON.text(message.parentUser),
            "reply_count": isParent ? SlackJSON.whole(message.thread.count) : nil,
            "reply_users_count": isParent ? SlackJSON.whole(message.thread.users.count) : nil,
            "reply_users": isParent ? SlackJSON.texts(message.thread.users) : nil,
            "latest_reply": isParent ? SlackJSON.text(message.thread.latest) : nil,
            "is_locked": isParent ? false : nil, "subscribed": isParent ? false : nil,
            "edited": message.edited.map { ["user": .string($0.user), "ts": .string($0.ts)] },
            "reactions": SlackJSON.ifAny(message.reactions.map(\.json)), "blocks": SlackJSON.ifAny(message.blocks),
            "attachments": SlackJSON.ifAny(message.attachments), "files": SlackJSON.ifAny(files),
            "pinned_to": pin.map { _ in [.string(channel)] }, "pinned_info": pin,
        ])
    }

    func permalink(_ message: SlackMessage, in channel: String) throws -> String {
        let link = "\(try team().url)archives/\(channel)/p\(message.id.replacing(".", with: ""))"
        guard let thread = message.threadTS else { return link }
        return "\(link)?thread_ts=\(thread)&cid=\(channel)"
    }
}
