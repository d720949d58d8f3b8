/// `users.threads`.
enum GmailThreads {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let found = Set(try GmailListing(call).messages().map(\.threadID))
        var newest: [String: GmailMessage] = [:]
        var history: [String: Int64] = [:]
        for message in try call.mailbox.messages() where found.contains(message.threadID) {
            if newest[message.threadID] == nil { newest[message.threadID] = message }
            history[message.threadID] = max(history[message.threadID] ?? 0, message.historyID)
        }
        let page = try call.page(newest.values.sorted { $0.rank > $1.rank }) { $0.rank }
        let threads = page.items.map { message -> JSONValue in
            [
                "id": .string(message.threadID), "snippet": .string(message.snippet),
                "historyId": .int64(history[message.threadID] ?? 0),
            ]
        }
        return .json(
            .google([
                "threads": .array(threads), "nextPageToken": page.next.map(JSONValue.string),
                "resultSizeEstimate": .int(newest.count),
            ]))
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let messages = try call.mailbox.thread(call["id"])
        let format = try GmailMessages.format(call)
        guard format != .raw else { throw GmailError.invalid("Invalid value for format: threads have no raw form") }
        let headers = call.request.queryValues("metadataHeaders")
        return json(messages) { $0.json(format, headers: headers) }
    }

    static func modify(_ call: SimulatorCall) throws -> UpstreamResponse {
        let change = try GmailLabelChange(call)
        return try eachMessage(call) { try change.apply(to: $0, in: call.mailbox) }
    }

    static func trash(_ call: SimulatorCall) throws -> UpstreamResponse {
        try eachMessage(call) { try call.mailbox.relabel($0, adding: ["TRASH"]) }
    }

    static func untrash(_ call: SimulatorCall) throws -> UpstreamResponse {
        try eachMessage(call) { try call.mailbox.relabel($0, removing: ["TRASH"]) }
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        for message in try call.mailbox.thread(call["id"]) { try call.mailbox.delete(message) }
        return .noContent
    }

    private static func eachMessage(_ call: SimulatorCall, _ change: (GmailMessage) throws -> GmailMessage) throws
        -> UpstreamResponse
    {
        let changed = try call.mailbox.thread(call["id"]).map(change)
        return json(changed, \.labelled)
    }

    private static func json(_ messages: [GmailMessage], _ message: (GmailMessage) -> JSONValue) -> UpstreamResponse {
        .json(
            .google([
                "id": messages.first.map { .string($0.threadID) },
                "historyId": messages.map(\.historyID).max().map(JSONValue.int64),
                "messages": .array(messages.map(message)),
            ]))
    }
}
