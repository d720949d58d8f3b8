/// `users.drafts`. A draft is a message with the label DRAFT and an id of its own.
enum GmailDrafts {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let drafts = try drafts(in: call.mailbox)
        let found = try GmailListing(call).messages().filter { drafts[$0.id] != nil }
        let page = try call.page(found) { $0.rank }
        let items = page.items.map { json(drafts[$0.id] ?? "", $0.reference) }
        return .json(
            .google([
                "drafts": .array(items), "nextPageToken": page.next.map(JSONValue.string),
                "resultSizeEstimate": .int(found.count),
            ]))
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let message = try message(call["id"], in: call.mailbox)
        return .json(json(call["id"], try call.mailbox.json(message, try GmailMessages.format(call))))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let (entity, threadID) = try content(call, old: nil)
        let id = "r\(try call.room.serial() * 7_919 + 4_000_000_000_000_000_000)"
        return .json(json(id, try save(entity, threadID, as: id, in: call.mailbox).labelled))
    }

    /// Puts another message in the place of the one it had.
    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let old = try message(call["id"], in: call.mailbox)
        let (entity, threadID) = try content(call, old: old)
        try call.mailbox.delete(old)
        return .json(json(call["id"], try save(entity, threadID, as: call["id"], in: call.mailbox).labelled))
    }

    /// Sends a draft, with the content that comes along or else as it is; the message gets a new id.
    static func send(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard let id = try call.text("id") else {
            guard call[member: "message"] != nil else { throw GmailError.invalid("Missing draft id") }
            let (entity, threadID) = try content(call, old: nil)
            return .json(try GmailOutbox(mailbox: call.mailbox).send(entity, threadID: threadID).labelled)
        }
        let old = try message(id, in: call.mailbox)
        var (entity, threadID) = (try call.mailbox.entity(of: old), Optional(old.threadID))
        if call[member: "message"]?["raw"] != nil { (entity, threadID) = try content(call, old: old) }
        let outbox = GmailOutbox(mailbox: call.mailbox)
        try outbox.check(entity)
        try call.mailbox.delete(old)
        return .json(try outbox.send(entity, threadID: threadID, keepsThread: true).labelled)
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        try call.mailbox.delete(try message(call["id"], in: call.mailbox))
        return .noContent
    }

    /// Draft ids by message.
    private static func drafts(in mailbox: GmailMailbox) throws -> [String: String] {
        Dictionary(try mailbox.draftDocuments.all().map { ($0.body["messageId"]?.string ?? "", $0.id) }) { $1 }
    }

    private static func message(_ draft: String, in mailbox: GmailMailbox) throws -> GmailMessage {
        guard let id = try mailbox.draftDocuments.get(draft)?["messageId"]?.string else { throw GmailError.notFound }
        return try mailbox.message(id)
    }

    /// - Parameter old: the draft that is replaced, whose thread stays its thread when no other is named.
    private static func content(_ call: SimulatorCall, old: GmailMessage?) throws -> (MIMEEntity, String?) {
        var body: JSONValue?
        if case .bytes = call.request.body {} else { body = call[member: "message"] ?? .object([:]) }
        let entity = MIMEEntity(try GmailMessages.source(call, in: body))
        let threadID = try GmailMessages.thread(named: body?["threadId"]?.string, in: call.mailbox)
        let isLonely = try old.map { try call.mailbox.thread($0.threadID).count == 1 } ?? true
        return (entity, threadID ?? (isLonely ? nil : old?.threadID))
    }

    static func save(
        _ entity: MIMEEntity, _ threadID: String?, as id: String, in mailbox: GmailMailbox, date: Int64? = nil
    ) throws -> GmailMessage {
        let entity = try GmailOutbox(mailbox: mailbox).stamped(entity, date: date ?? mailbox.now)
        let message = try mailbox.store(
            .init(entity: entity, labelIDs: ["DRAFT"], threadID: threadID, date: date ?? mailbox.now))
        try mailbox.draftDocuments.put(id, ["messageId": .string(message.id)])
        return message
    }

    private static func json(_ id: String, _ message: JSONValue) -> JSONValue {
        ["id": .string(id), "message": message]
    }
}
