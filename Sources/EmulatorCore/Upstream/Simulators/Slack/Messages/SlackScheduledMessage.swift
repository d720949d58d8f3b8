/// A message that is to be sent later.
struct SlackScheduledMessage: SlackDocument {
    var id: String
    var channel: String
    /// Seconds since 1970.
    var postAt: Int
    var created: Int
    /// With the `ts` of a moment that is still to come.
    var message: SlackMessage
}

extension SlackScheduledMessage {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), channel: members.text("channel"), postAt: members.whole("post_at"),
            created: members.whole("created"), message: SlackMessage(SlackMembers(members.json["message"] ?? [:])))
    }

    var json: JSONValue {
        [
            "id": .string(id), "channel": .string(channel), "post_at": SlackJSON.whole(postAt),
            "created": SlackJSON.whole(created), "message": message.json,
        ]
    }
}

extension SlackWorkspace {
    /// Sends what has become due since the last call. No call can tell that it was not sent earlier.
    func deliverScheduledMessages() throws {
        let due = try scheduled.all().filter { $0.postAt <= now }.sorted { $0.postAt < $1.postAt }
        for item in due {
            try scheduled.remove(item.id)
            // A channel that was archived or left meanwhile gets nothing, as at Slack.
            guard let channel = try channels.find(item.channel), !channel.isArchived,
                channel.members.contains(item.message.user)
            else { continue }
            var message = item.message
            message.stamp = try stampForDelivery(at: item.postAt)
            try post(message, in: channel.id)
        }
    }

    private func stampForDelivery(at seconds: Int) throws -> SlackTimestamp {
        let last = try facts.get("last_ts")?.number.map { Int64($0) } ?? 0
        let stamp = SlackTimestamp(microseconds: max(Int64(seconds) * 1_000_000 + 100, last + 100))
        try noteStamp(stamp)
        return stamp
    }
}
