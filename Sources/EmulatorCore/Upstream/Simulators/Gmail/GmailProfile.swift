/// `users.getProfile`, `users.watch` and `users.stop`.
enum GmailProfile {
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let messages = try call.mailbox.messages()
        return .json([
            "emailAddress": .string(call.room.identity), "messagesTotal": .int(messages.count),
            "threadsTotal": .int(Set(messages.map(\.threadID)).count),
            "historyId": .int64(try GmailHistory.current(in: call.mailbox)),
        ])
    }

    /// Written down, but no Pub/Sub topic hears of anything.
    static func watch(_ call: SimulatorCall) throws -> UpstreamResponse {
        let topic = try call.text("topicName") ?? ""
        guard topic.wholeMatch(of: /projects\/[^\/]+\/topics\/[^\/]+/) != nil else {
            throw GmailError.invalid("Invalid topicName does not match projects/my-project/topics/*")
        }
        try GmailLabelChange.requireKnown(call.texts("labelIds"), in: call.mailbox)
        let expiration = call.mailbox.now + 7 * 86_400 * 1_000
        let watch = call.members.merging(["expiration": .int64(expiration)]) { $1 }
        try call.room.documents("mailbox").put("watch", .object(watch))
        return .json([
            "historyId": .int64(try GmailHistory.current(in: call.mailbox)), "expiration": .int64(expiration),
        ])
    }

    static func stop(_ call: SimulatorCall) throws -> UpstreamResponse {
        try call.room.documents("mailbox").remove("watch")
        return .noContent
    }
}
