/// What happened in a mailbox, in order.
enum GmailHistory {
    enum Change: String {
        case messageAdded, messageDeleted, labelAdded, labelRemoved

        /// The list in which a record has it.
        var member: String {
            switch self {
            case .messageAdded: "messagesAdded"
            case .messageDeleted: "messagesDeleted"
            case .labelAdded: "labelsAdded"
            case .labelRemoved: "labelsRemoved"
            }
        }
    }

    /// Older records are not handed out any more. Google promises a week at least.
    private static let kept: Int64 = 7 * 86_400 * 1_000
    /// Where the history of every mailbox begins.
    private static let first: Int64 = 730_000

    /// Writes a change down.
    /// - Parameter time: milliseconds; nil for now.
    /// - Returns: the history id that the mailbox has from then on.
    static func note(
        _ change: Change, _ message: GmailMessage, labels: Set<String> = [], in mailbox: GmailMailbox,
        at time: Int64? = nil
    ) throws -> Int64 {
        let id = try current(in: mailbox) + 1
        try mailbox.room.documents("mailbox").put("history", .int64(id))
        try mailbox.room.documents("history").put(
            String(id),
            .google([
                "change": .string(change.rawValue), "message": message.labelled, "labelIds": .strings(labels.sorted()),
                "time": .int64(min(time ?? mailbox.now, mailbox.now)),
            ]), rank: id)
        return id
    }

    static func current(in mailbox: GmailMailbox) throws -> Int64 {
        try mailbox.room.documents("mailbox").get("history")?.string.flatMap { Int64($0) } ?? first
    }

    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let mailbox = call.mailbox
        guard let text = call.request.query("startHistoryId"), !text.isEmpty else {
            throw GmailError.invalid("Missing required parameter: startHistoryId")
        }
        guard let start = Int64(text) else {
            throw GmailError.invalid("Invalid value at 'start_history_id' (TYPE_UINT64), \"\(text)\"")
        }
        let documents = try mailbox.room.documents("history").all()
        let oldest = documents.last { mailbox.now - time(of: $0) > kept }?.rank ?? first
        let current = try current(in: mailbox)
        guard start >= oldest, start <= current else { throw GmailError.notFound }
        let token = Int64(call.request.query("pageToken") ?? "") ?? start
        let wanted = try wanted(call)
        let records = documents.filter { $0.rank > max(start, token) && wanted($0) }
        let limit = try call.limit()
        let page = records.prefix(limit)
        return .json(
            .google([
                "history": .array(page.map(json)), "historyId": .int64(current),
                "nextPageToken": records.count > limit ? page.last.map { .int64($0.rank) } : nil,
            ]))
    }

    private static func wanted(_ call: SimulatorCall) throws -> (SimulatorDocuments.Document) -> Bool {
        let types = call.request.queryValues("historyTypes")
        for type in types where Change(rawValue: type) == nil {
            throw GmailError.invalid("Invalid value at 'history_types' (HistoryType), \"\(type)\"")
        }
        let label = call.request.query("labelId")
        return { document in
            guard types.isEmpty || types.contains(document.body["change"]?.string ?? "") else { return false }
            guard let label else { return true }
            return document.body["message"]?["labelIds"]?.array?.contains(.string(label)) ?? false
                || document.body["labelIds"]?.array?.contains(.string(label)) ?? false
        }
    }

    private static func time(of document: SimulatorDocuments.Document) -> Int64 {
        Int64(document.body["time"]?.string ?? "") ?? 0
    }

    private static func json(_ document: SimulatorDocuments.Document) -> JSONValue {
        let message = document.body["message"] ?? .null
        let change = Change(rawValue: document.body["change"]?.string ?? "") ?? .messageAdded
        let entry = JSONValue.google(["message": message, "labelIds": document.body["labelIds"]])
        return [
            "id": .int64(document.rank),
            "messages": [.google(["id": message["id"], "threadId": message["threadId"]])],
            change.member: [entry],
        ]
    }
}
