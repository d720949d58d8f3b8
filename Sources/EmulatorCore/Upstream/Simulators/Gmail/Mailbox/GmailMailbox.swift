import struct Foundation.Date

/// The mailbox of one account: what can be read in it.
struct GmailMailbox {
    let room: SimulatorRoom

    var messageDocuments: SimulatorDocuments { room.documents("messages") }
    /// The messages' sources in base64url, by message.
    var sourceDocuments: SimulatorDocuments { room.documents("sources") }
    /// Which message a draft is, by draft.
    var draftDocuments: SimulatorDocuments { room.documents("drafts") }

    var now: Int64 { Int64((room.now.timeIntervalSince1970 * 1_000).rounded(.down)) }

    /// From the newest to the oldest.
    func messages() throws -> [GmailMessage] { try messageDocuments.newestFirst().map { GmailMessage($0) } }

    /// - Throws: 400 for what cannot be an id, 404 for one that is not here.
    func message(_ id: String) throws -> GmailMessage {
        let id = try Self.checked(id)
        guard let body = try messageDocuments.get(id) else { throw GmailError.notFound }
        return GmailMessage(id: id, rank: 0, body: body)
    }

    /// A thread's messages from the oldest to the newest.
    /// - Throws: 400 for what cannot be an id, 404 for one that is not here.
    func thread(_ id: String) throws -> [GmailMessage] {
        let id = try Self.checked(id)
        let messages = try messages().filter { $0.threadID == id }
        guard !messages.isEmpty else { throw GmailError.notFound }
        return messages.reversed()
    }

    /// The mail as it came, in base64url.
    func source(of message: GmailMessage) throws -> String { try sourceDocuments.get(message.id)?.string ?? "" }

    func entity(of message: GmailMessage) throws -> MIMEEntity {
        MIMEEntity(MIMEEncoding.base64(try source(of: message)))
    }

    func json(_ message: GmailMessage, _ format: GmailMessage.Format, headers: [String] = []) throws -> JSONValue {
        message.json(format, headers: headers, source: format == .raw ? try source(of: message) : nil)
    }

    /// Ids are hexadecimal; in which case does not matter.
    private static func checked(_ id: String) throws -> String {
        guard !id.isEmpty, id.count <= 16, id.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw GmailError.invalid("Invalid id value")
        }
        return id.lowercased()
    }
}
