/// What changes a mailbox. Each change moves its history on.
extension GmailMailbox {
    /// A message that is to be put into the mailbox.
    struct Arrival {
        var entity: MIMEEntity
        var labelIDs: Set<String>
        /// Nil for a thread of its own.
        var threadID: String?
        /// Milliseconds since 1970.
        var date: Int64
    }

    func store(_ arrival: Arrival) throws -> GmailMessage {
        let id = try room.hex(bytes: 8, for: "gmail message")
        let payload = try GmailPayload.json(arrival.entity) {
            "ANGjdJ" + (try room.alphanumerics(58, for: "gmail attachment"))
        }
        let source = arrival.entity.bytes
        var message = GmailMessage(
            id: id, rank: 0, threadID: arrival.threadID ?? id, labelIDs: Self.consistent(arrival.labelIDs),
            snippet: GmailText.snippet(of: payload), historyID: 0, date: arrival.date, size: source.count,
            payload: payload)
        message.historyID = try GmailHistory.note(.messageAdded, message, in: self, at: arrival.date)
        message.rank = Self.rank(message)
        try messageDocuments.put(id, message.full, rank: message.rank)
        try sourceDocuments.put(id, .string(MIMEEncoding.base64URL(source)))
        return message
    }

    /// Takes labels off and puts others on.
    func relabel(_ message: GmailMessage, adding added: Set<String> = [], removing removed: Set<String> = []) throws
        -> GmailMessage
    {
        var changed = message
        changed.labelIDs = Self.consistent(message.labelIDs.subtracting(removed).union(added), after: added)
        let new = changed.labelIDs.subtracting(message.labelIDs)
        let gone = message.labelIDs.subtracting(changed.labelIDs)
        if !new.isEmpty { changed.historyID = try GmailHistory.note(.labelAdded, changed, labels: new, in: self) }
        if !gone.isEmpty { changed.historyID = try GmailHistory.note(.labelRemoved, changed, labels: gone, in: self) }
        if changed != message { try messageDocuments.put(message.id, changed.full) }
        return changed
    }

    /// For good.
    func delete(_ message: GmailMessage) throws {
        _ = try GmailHistory.note(.messageDeleted, message, in: self)
        try messageDocuments.remove(message.id)
        try sourceDocuments.remove(message.id)
        for draft in try draftDocuments.all() where draft.body["messageId"]?.string == message.id {
            try draftDocuments.remove(draft.id)
        }
    }

    /// A message is in the inbox, in the trash or among spam, but not in two of them: what was put on last counts.
    private static func consistent(_ labels: Set<String>, after added: Set<String> = []) -> Set<String> {
        let places = ["TRASH", "SPAM", "INBOX"]
        let place = places.first { added.contains($0) } ?? places.first { labels.contains($0) }
        guard let place else { return labels }
        return labels.subtracting(places).union([place])
    }

    /// By time, and among messages of the same millisecond by their arrival.
    private static func rank(_ message: GmailMessage) -> Int64 {
        min(max(message.date, 0), 9_000_000_000_000) * 1_000_000 + message.historyID % 1_000_000
    }
}
