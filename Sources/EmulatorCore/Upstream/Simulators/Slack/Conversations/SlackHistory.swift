/// Reading conversations.
enum SlackHistory {
    /// The newest first; answers in threads only where they were also sent to the channel.
    static func history(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let channel = try workspace.channel(call)
        let window = try SlackWindow(call.arguments)
        let limit = try SlackPaging.limit(call.arguments, standard: 100, most: 1_000)
        let all = try workspace.messages(in: channel.id).all()
        let newestFirst = all.filter { !$0.isReply || $0.isBroadcast }.reversed().filter(window.contains)
        let rest = try dropping(newestFirst, before: call.arguments.text("cursor"))
        let page = try rest.prefix(limit).map { try workspace.wire($0, in: channel.id) }
        var answer: [String: JSONValue] = [
            "messages": .array(page), "has_more": .bool(rest.count > limit),
            "pin_count": SlackJSON.whole(all.count { $0.pin != nil }), "channel_actions_ts": .null,
            "channel_actions_count": 0,
        ]
        if rest.count > limit { answer["response_metadata"] = metadata(next: rest[limit]) }
        return answer
    }

    /// A thread, the oldest first, with the message that it hangs on always in front.
    static func replies(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let channel = try workspace.channel(call)
        let window = try SlackWindow(call.arguments)
        let limit = try SlackPaging.limit(call.arguments, standard: 1_000, most: 1_000)
        let ts = try call.arguments.required("ts")
        let messages = workspace.messages(in: channel.id)
        guard let first = try messages.find(ts) else { throw SlackRefusal("thread_not_found") }
        let replies = try messages.all().filter { $0.isReply && $0.threadTS == ts && window.contains($0) }
        let cursor = call.arguments.text("cursor")
        let start = try cursor.map { try next(in: $0) }
        let rest = (start == nil ? [first] : []) + replies.filter { reply in start.map { reply.stamp >= $0 } ?? true }
        let page = try rest.prefix(limit).map { try workspace.wire($0, in: channel.id) }
        var answer: [String: JSONValue] = ["messages": .array(page), "has_more": .bool(rest.count > limit)]
        if rest.count > limit { answer["response_metadata"] = metadata(next: rest[limit]) }
        return answer
    }

    private static func dropping(_ messages: [SlackMessage], before cursor: String?) throws -> [SlackMessage] {
        guard let cursor else { return messages }
        let start = try next(in: cursor)
        return messages.filter { $0.stamp <= start }
    }

    private static func metadata(next message: SlackMessage) -> JSONValue {
        ["next_cursor": .string(SlackPaging.encode("next_ts:\(message.stamp.microseconds)"))]
    }

    private static func next(in cursor: String) throws -> SlackTimestamp {
        guard let number = Int64(try SlackPaging.decode(cursor, word: "next_ts")) else {
            throw SlackRefusal("invalid_cursor")
        }
        return SlackTimestamp(microseconds: number)
    }
}

/// The time between `oldest` and `latest`, whose ends count only with `inclusive`.
struct SlackWindow {
    private let oldest: SlackTimestamp?
    private let latest: SlackTimestamp?
    private let isInclusive: Bool

    init(_ arguments: SlackArguments) throws {
        oldest = try Self.end(arguments, "oldest")
        latest = try Self.end(arguments, "latest")
        isInclusive = arguments.flag("inclusive")
    }

    func contains(_ message: SlackMessage) -> Bool {
        let stamp = message.stamp
        if isInclusive, stamp == oldest || stamp == latest { return true }
        return oldest.map { $0 < stamp } ?? true && latest.map { stamp < $0 } ?? true
    }

    private static func end(_ arguments: SlackArguments, _ name: String) throws -> SlackTimestamp? {
        guard let text = arguments.text(name), text != "now" else { return nil }
        guard let stamp = SlackTimestamp(text) else { throw SlackRefusal("invalid_ts_\(name)") }
        return stamp
    }
}
