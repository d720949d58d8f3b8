import struct Foundation.Date

/// `users.messages`.
enum GmailMessages {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        let found = try GmailListing(call).messages()
        let page = try call.page(found) { $0.rank }
        // The vendor's tool gets each message as well; Google's list has ids only.
        let messages =
            try call.request.composite == .gmailMessages
            ? page.items.map { try call.mailbox.json($0, try format(call)) } : page.items.map(\.reference)
        return .json(
            .google([
                "messages": .array(messages), "nextPageToken": page.next.map(JSONValue.string),
                "resultSizeEstimate": .int(found.count),
            ]))
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let message = try call.mailbox.message(call["id"])
        return .json(
            try call.mailbox.json(
                message, try format(call), headers: call.request.queryValues("metadataHeaders")))
    }

    static func send(_ call: SimulatorCall) throws -> UpstreamResponse {
        let mailbox = call.mailbox
        let threadID = try thread(named: call.text("threadId"), in: mailbox)
        var entity = MIMEEntity(try source(call))
        if call.request.composite == .gmailReply {
            try GmailThreading.complete(&entity, asReplyTo: threadID, in: mailbox)
        }
        let outbox = GmailOutbox(mailbox: mailbox)
        return .json(try outbox.send(entity, threadID: threadID).labelled)
    }

    /// Puts a message into the mailbox as it is.
    static func insert(_ call: SimulatorCall) throws -> UpstreamResponse {
        let arrival = try arrival(call, dateSource: "receivedTime")
        return .json(try call.mailbox.store(arrival).labelled)
    }

    /// Like mail that comes in: filters look at it.
    static func importMessage(_ call: SimulatorCall) throws -> UpstreamResponse {
        let arrival = try arrival(call, dateSource: "dateHeader")
        let message = try call.mailbox.store(arrival)
        return .json(try GmailFilters.apply(to: message, in: call.mailbox).labelled)
    }

    static func modify(_ call: SimulatorCall) throws -> UpstreamResponse {
        let message = try call.mailbox.message(call["id"])
        let change = try GmailLabelChange(call)
        return .json(try change.apply(to: message, in: call.mailbox).labelled)
    }

    static func batchModify(_ call: SimulatorCall) throws -> UpstreamResponse {
        let ids = try batch(call)
        let change = try GmailLabelChange(call)
        for message in try call.mailbox.messages() where ids.contains(message.id) {
            _ = try change.apply(to: message, in: call.mailbox)
        }
        return .noContent
    }

    static func batchDelete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let ids = try batch(call)
        for message in try call.mailbox.messages() where ids.contains(message.id) { try call.mailbox.delete(message) }
        return .noContent
    }

    static func trash(_ call: SimulatorCall) throws -> UpstreamResponse {
        let message = try call.mailbox.message(call["id"])
        return .json(try call.mailbox.relabel(message, adding: ["TRASH"]).labelled)
    }

    static func untrash(_ call: SimulatorCall) throws -> UpstreamResponse {
        let message = try call.mailbox.message(call["id"])
        return .json(try call.mailbox.relabel(message, removing: ["TRASH"]).labelled)
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        try call.mailbox.delete(try call.mailbox.message(call["id"]))
        return .noContent
    }

    static func attachment(_ call: SimulatorCall) throws -> UpstreamResponse {
        let message = try call.mailbox.message(call["messageId"])
        let leaf = GmailPayload.leaves(message.payload).first { $0["body"]?["attachmentId"]?.string == call["id"] }
        guard let leaf, let id = leaf["partId"]?.string,
            let part = GmailPayload.part(id, of: try call.mailbox.entity(of: message))
        else { throw GmailError.invalid("Invalid attachment token") }
        let content = part.content
        return .json(["size": .int(content.count), "data": .string(MIMEEncoding.base64URL(content))])
    }

    // MARK: What requests say

    static func format(_ call: SimulatorCall) throws -> GmailMessage.Format {
        let text = call.request.query("format") ?? "full"
        guard let format = GmailMessage.Format(rawValue: text.lowercased()) else {
            throw GmailError.invalid("Invalid value at 'format' (MessageFormat), \"\(text)\"")
        }
        return format
    }

    /// The mail in the body: `raw`, or the body itself where media are uploaded.
    static func source(_ call: SimulatorCall, in body: JSONValue? = nil) throws -> [UInt8] {
        if body == nil, case .bytes(let bytes, _) = call.request.body { return bytes }
        let raw = try body.map { $0["raw"]?.string } ?? call.text("raw")
        guard let raw, !raw.isEmpty else {
            throw GmailError.invalid(
                "'raw' RFC822 payload message string or uploading message via /upload/* URL required")
        }
        guard let bytes = MIMEEncoding.strictBase64(raw), !bytes.isEmpty else {
            throw GmailError.invalid("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed")
        }
        return bytes
    }

    /// A thread that a new message is to belong to; nil when none is named.
    static func thread(named id: String?, in mailbox: GmailMailbox) throws -> String? {
        guard let id, !id.isEmpty else { return nil }
        return try mailbox.thread(id).first?.threadID
    }

    private static func batch(_ call: SimulatorCall) throws -> Set<String> {
        let ids = try call.texts("ids")
        guard !ids.isEmpty else { throw GmailError.invalid("No message ids specified") }
        guard ids.count <= 1_000 else { throw GmailError.invalid("Too many message ids: at most 1000") }
        return Set(ids.map { $0.lowercased() })
    }

    private static func arrival(_ call: SimulatorCall, dateSource: String) throws -> GmailMailbox.Arrival {
        let source = call.request.query("internalDateSource") ?? dateSource
        guard ["receivedTime", "dateHeader"].contains(source) else {
            throw GmailError.invalid("Invalid value at 'internal_date_source' (InternalDateSource), \"\(source)\"")
        }
        let entity = MIMEEntity(try Self.source(call))
        let labels = try call.texts("labelIds")
        try GmailLabelChange.requireKnown(labels, in: call.mailbox)
        let written = entity.headers["Date"].flatMap(MIMEDate.date).map { Int64($0.timeIntervalSince1970 * 1_000) }
        let threadID =
            try thread(named: call.text("threadId"), in: call.mailbox)
            ?? GmailThreading.thread(of: entity, in: call.mailbox)
        return GmailMailbox.Arrival(
            entity: entity, labelIDs: Set(labels), threadID: threadID,
            date: source == "dateHeader" ? written ?? call.mailbox.now : call.mailbox.now)
    }
}
