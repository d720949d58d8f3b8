/// Messages that are sent later.
enum SlackScheduling {
    /// How far ahead a message may be planned.
    private static let longest = 120 * 86_400

    static func schedule(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        let content = try SlackContent(arguments)
        let channel = try workspace.destination(arguments.required("channel"))
        guard let postAt = try arguments.number("post_at") else { throw SlackRefusal("invalid_time") }
        guard postAt > workspace.now else { throw SlackRefusal("time_in_past") }
        guard postAt <= workspace.now + longest else { throw SlackRefusal("time_too_far") }
        let message = try SlackPosting.draft(content.required(), arguments, in: channel, workspace)
        let item = SlackScheduledMessage(
            id: try workspace.newID("Q"), channel: channel.id, postAt: postAt, created: workspace.now,
            message: message)
        try workspace.scheduled.save(item)
        var shown = try workspace.wire(message, in: channel.id).object ?? [:]
        shown["ts"] = nil
        shown["type"] = "delayed_message"
        return [
            "channel": .string(channel.id), "scheduled_message_id": .string(item.id),
            "post_at": SlackJSON.whole(postAt), "message": .object(shown),
        ]
    }

    static func delete(_ call: SlackCall) throws -> [String: JSONValue] {
        let channel = try call.workspace.channel(call)
        let id = try call.arguments.required("scheduled_message_id", else: "invalid_scheduled_message_id")
        let item = try call.workspace.scheduled.find(id, else: "invalid_scheduled_message_id")
        guard item.channel == channel.id else { throw SlackRefusal("invalid_scheduled_message_id") }
        try call.workspace.scheduled.remove(id)
        return [:]
    }

    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let arguments = call.arguments
        let channel = try arguments.text("channel").map { try call.workspace.channel($0).id }
        let oldest = try end(arguments, "oldest")
        let latest = try end(arguments, "latest")
        let items = try call.workspace.scheduled.all()
            .filter { channel == nil || $0.channel == channel }
            .filter { oldest ?? .min <= $0.postAt && $0.postAt <= latest ?? .max }
            .sorted { $0.postAt < $1.postAt }
        let (page, metadata) = try SlackPaging.page(items, arguments, word: "scheduled", standard: 100, id: \.id)
        let shown = page.map { item -> JSONValue in
            [
                "id": .string(item.id), "channel_id": .string(item.channel), "post_at": SlackJSON.whole(item.postAt),
                "date_created": SlackJSON.whole(item.created), "text": .string(item.message.text),
            ]
        }
        return ["scheduled_messages": .array(shown), "response_metadata": metadata]
    }

    private static func end(_ arguments: SlackArguments, _ name: String) throws -> Int? {
        guard let text = arguments.text(name) else { return nil }
        guard let stamp = SlackTimestamp(text) else { throw SlackRefusal("invalid_arguments") }
        return stamp.seconds
    }
}
