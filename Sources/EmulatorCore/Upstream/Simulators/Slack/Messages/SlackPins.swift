/// Messages that are pinned to their conversation.
enum SlackPins {
    static func add(_ call: SlackCall) throws -> [String: JSONValue] {
        var (channel, message) = try target(call)
        guard message.pin == nil else { throw SlackRefusal("already_pinned") }
        message.pin = .init(user: try call.workspace.me(), created: call.workspace.now)
        try call.workspace.save(message, in: channel)
        return [:]
    }

    static func remove(_ call: SlackCall) throws -> [String: JSONValue] {
        var (channel, message) = try target(call)
        guard message.pin != nil else { throw SlackRefusal("no_pin") }
        message.pin = nil
        try call.workspace.save(message, in: channel)
        return [:]
    }

    /// The newest pin first.
    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let channel = try workspace.channel(call)
        let pinned = try workspace.messages(in: channel.id).all()
            .compactMap { message in message.pin.map { (message: message, pin: $0) } }
            .sorted { ($0.pin.created, $0.message.stamp) > ($1.pin.created, $1.message.stamp) }
        let items = try pinned.map { message, pin -> JSONValue in
            var shown = try workspace.wire(message, in: channel.id).object ?? [:]
            shown["permalink"] = .string(try workspace.permalink(message, in: channel.id))
            return [
                "type": "message", "channel": .string(channel.id), "created": SlackJSON.whole(pin.created),
                "created_by": .string(pin.user), "message": .object(shown),
            ]
        }
        return ["items": .array(items)]
    }

    private static func target(_ call: SlackCall) throws -> (channel: String, message: SlackMessage) {
        let channel = try call.workspace.openChannel(call.arguments.required("channel"))
        guard let ts = call.arguments.text("timestamp") else { throw SlackRefusal("no_item_specified") }
        return (channel.id, try SlackStamped.message(ts, in: channel.id, call.workspace))
    }
}
