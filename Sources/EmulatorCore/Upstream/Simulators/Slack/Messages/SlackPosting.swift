/// Sending messages.
enum SlackPosting {
    static func post(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        let content = try SlackContent(arguments)
        let channel = try workspace.destination(arguments.required("channel"))
        let message = try draft(content.required(), arguments, in: channel, workspace)
        try workspace.post(message, in: channel.id)
        return [
            "channel": .string(channel.id), "ts": .string(message.id),
            "message": try workspace.wire(message, in: channel.id),
        ]
    }

    static func postMe(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let content = try SlackContent(call.arguments)
        let channel = try workspace.destination(call.arguments.required("channel"))
        guard !content.text.isEmpty else { throw SlackRefusal("no_text") }
        let message = SlackMessage(
            stamp: try workspace.stamp(), user: try workspace.me(), text: content.text, subtype: "me_message")
        try workspace.post(message, in: channel.id)
        return ["channel": .string(channel.id), "ts": .string(message.id)]
    }

    /// Nobody but its reader ever sees such a message, and no method reads it, so it is not kept.
    static func postEphemeral(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let content = try SlackContent(call.arguments)
        let channel = try workspace.destination(call.arguments.required("channel"))
        let reader = try workspace.user(call.arguments.required("user", else: "user_not_found"))
        guard channel.members.contains(reader.id) else { throw SlackRefusal("user_not_in_channel") }
        _ = try content.required()
        _ = try thread(call.arguments, in: channel, workspace)
        return ["message_ts": .string(try workspace.stamp().text)]
    }

    /// The message that these arguments describe, not sent yet.
    static func draft(
        _ content: SlackContent, _ arguments: SlackArguments, in channel: SlackChannel, _ workspace: SlackWorkspace
    ) throws -> SlackMessage {
        let parent = try thread(arguments, in: channel, workspace)
        let isBroadcast = parent != nil && arguments.flag("reply_broadcast")
        return SlackMessage(
            stamp: try workspace.stamp(), user: try workspace.me(), text: content.text,
            subtype: isBroadcast ? "thread_broadcast" : nil, threadTS: parent?.id, parentUser: parent?.user,
            blocks: content.blocks, attachments: content.attachments)
    }

    /// The message that `thread_ts` hangs an answer on. The `ts` of an answer means its thread.
    static func thread(_ arguments: SlackArguments, in channel: SlackChannel, _ workspace: SlackWorkspace) throws
        -> SlackMessage?
    {
        guard let ts = arguments.text("thread_ts") else { return nil }
        let message = try workspace.messages(in: channel.id).find(ts, else: "thread_not_found")
        guard let parent = message.threadTS else { return message }
        return try workspace.messages(in: channel.id).find(parent, else: "thread_not_found")
    }
}
