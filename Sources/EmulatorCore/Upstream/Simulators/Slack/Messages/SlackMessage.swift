/// A message in a conversation, or an answer in a thread.
struct SlackMessage: SlackDocument {
    /// Its name in the conversation.
    var stamp: SlackTimestamp
    var user: String
    var text: String
    var subtype: String?
    var botID: String?
    /// The `ts` of the message that it answers.
    var threadTS: String?
    /// Who wrote that message.
    var parentUser: String?
    var edited: Edit?
    var reactions: [Reaction] = []
    var pin: Pin?
    var blocks: [JSONValue] = []
    var attachments: [JSONValue] = []
    /// Ids.
    var files: [String] = []
    var thread = Thread()

    struct Edit {
        var user: String
        var ts: String
    }

    struct Reaction {
        var name: String
        var users: [String]
    }

    struct Pin {
        var user: String
        var created: Int
    }

    /// The answers to it.
    struct Thread {
        var count = 0
        /// In the order of their first answers.
        var users: [String] = []
        var latest: String?
    }

    var id: String { stamp.text }
    var isReply: Bool { threadTS != nil }
    var isEmpty: Bool { text.isEmpty && blocks.isEmpty && attachments.isEmpty && files.isEmpty }
    /// An answer that was sent to the channel as well.
    var isBroadcast: Bool { subtype == "thread_broadcast" }
    /// What is left of a message with answers that was deleted.
    var isTombstone: Bool { subtype == "tombstone" }
}

extension SlackMessage {
    init(_ members: SlackMembers) {
        let edited = members.json["edited"].map(SlackMembers.init)
        let pin = members.json["pin"].map(SlackMembers.init)
        let thread = SlackMembers(members.json["thread"] ?? [:])
        self.init(
            stamp: SlackTimestamp(members.text("ts")) ?? SlackTimestamp(microseconds: 0), user: members.text("user"),
            text: members.text("text"), subtype: members.textIfAny("subtype"), botID: members.textIfAny("bot_id"),
            threadTS: members.textIfAny("thread_ts"), parentUser: members.textIfAny("parent_user_id"),
            edited: edited.map { Edit(user: $0.text("user"), ts: $0.text("ts")) },
            reactions: members.list("reactions").map { Reaction(name: $0.text("name"), users: $0.texts("users")) },
            pin: pin.map { Pin(user: $0.text("user"), created: $0.whole("created")) },
            blocks: members.json["blocks"]?.array ?? [], attachments: members.json["attachments"]?.array ?? [],
            files: members.texts("files"),
            thread: Thread(
                count: thread.whole("count"), users: thread.texts("users"), latest: thread.textIfAny("latest")))
    }

    var json: JSONValue {
        SlackJSON.object([
            "ts": .string(id), "user": .string(user), "text": .string(text), "subtype": SlackJSON.text(subtype),
            "bot_id": SlackJSON.text(botID), "thread_ts": SlackJSON.text(threadTS),
            "parent_user_id": SlackJSON.text(parentUser),
            "edited": edited.map { ["user": .string($0.user), "ts": .string($0.ts)] },
            "reactions": SlackJSON.ifAny(reactions.map(\.json)),
            "pin": pin.map { ["user": .string($0.user), "created": SlackJSON.whole($0.created)] },
            "blocks": SlackJSON.ifAny(blocks), "attachments": SlackJSON.ifAny(attachments),
            "files": files.isEmpty ? nil : SlackJSON.texts(files),
            "thread": thread.count == 0 && thread.latest == nil
                ? nil
                : SlackJSON.object([
                    "count": SlackJSON.whole(thread.count), "users": SlackJSON.texts(thread.users),
                    "latest": SlackJSON.text(thread.latest),
                ]),
        ])
    }
}

extension SlackMessage.Reaction {
    var json: JSONValue {
        ["name": .string(name), "users": SlackJSON.texts(users), "count": SlackJSON.whole(users.count)]
    }
}
