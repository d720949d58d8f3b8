/// Changing what was sent.
enum SlackEditing {
    static func update(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        let channel = try workspace.channel(call)
        var message = try workspace.message(arguments.required("ts"), in: channel.id)
        let content = try SlackContent(arguments)
        let me = try workspace.me()
        guard message.user == me, message.subtype == nil || message.isBroadcast || message.subtype == "me_message"
        else { throw SlackRefusal("cant_update_message") }
        guard !channel.isArchived else { throw SlackRefusal("is_archived") }
        guard ["text", "blocks", "attachments"].contains(where: { arguments[$0] != nil }) else {
            throw SlackRefusal("no_text")
        }
        // What is not sent again stays; an empty list takes away.
        if arguments["text"] != nil { message.text = content.text }
        if arguments["blocks"] != nil { message.blocks = content.blocks }
        if arguments["attachments"] != nil { message.attachments = content.attachments }
        guard !message.isEmpty else { throw SlackRefusal("no_text") }
        message.edited = .init(user: me, ts: try workspace.stamp().text)
        try workspace.save(message, in: channel.id)
        return [
            "channel": .string(channel.id), "ts": .string(message.id), "text": .string(message.text),
            "message": try workspace.wire(message, in: channel.id),
        ]
    }

    /// A message that has answers leaves a stone in its place.
    static func delete(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let channel = try workspace.channel(call)
        let message = try workspace.message(call.arguments.required("ts"), in: channel.id)
        let user = try workspace.myself()
        guard !message.isTombstone else { throw SlackRefusal("message_not_found") }
        guard message.user == user.id || user.isAdmin else { throw SlackRefusal("cant_delete_message") }
        if message.thread.count > 0 {
            var stone = SlackMessage(
                stamp: message.stamp, user: "USLACKBOT", text: "This message was deleted.", subtype: "tombstone")
            stone.thread = message.thread
            try workspace.save(stone, in: channel.id)
        } else {
            try workspace.messages(in: channel.id).remove(message.id)
        }
        if let thread = message.threadTS { try workspace.countReplies(to: thread, in: channel.id) }
        return ["channel": .string(channel.id), "ts": .string(message.id)]
    }

    /// Puts previews under the links of a message, each as one attachment.
    static func unfurl(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let channel = try workspace.channel(call)
        var message = try workspace.messages(in: channel.id)
            .find(call.arguments.required("ts"), else: "cannot_find_message")
        guard let unfurls = call.arguments.json("unfurls") else { throw SlackRefusal("missing_unfurls") }
        guard let previews = unfurls.object, !previews.isEmpty else { throw SlackRefusal("cannot_parse_attachment") }
        for (url, preview) in previews {
            guard preview.object != nil else { throw SlackRefusal("cannot_parse_attachment") }
            guard message.text.contains(url) else { throw SlackRefusal("cannot_unfurl_url") }
        }
        for (url, preview) in previews.sorted(by: { $0.key < $1.key }) {
            var attachment = preview.object ?? [:]
            attachment["from_url"] = .string(url)
            attachment["is_app_unfurl"] = true
            message.attachments.removeAll { $0["from_url"] == .string(url) }
            message.attachments.append(.object(attachment))
        }
        try workspace.save(message, in: channel.id)
        return [:]
    }

    static func permalink(_ call: SlackCall) throws -> [String: JSONValue] {
        let channel = try call.workspace.channel(call)
        let message = try call.workspace.message(call.arguments.required("message_ts"), in: channel.id)
        return [
            "channel": .string(channel.id),
            "permalink": .string(try call.workspace.permalink(message, in: channel.id)),
        ]
    }
}
