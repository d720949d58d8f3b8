import struct Foundation.Date

/// The messages and drafts that a mailbox starts with.
extension GmailFurnishing {
    private static let memberNames = [
        "from", "to", "cc", "bcc", "reply_to", "subject", "text", "html", "attachments", "age", "date", "thread",
        "labels",
    ]

    /// A mail read from the data.
    private struct Mail {
        var mail: MailMessage
        var labelIDs: [String]
        var isDraft: Bool
        var date: Int64
        /// The name that the data give its thread; empty for a thread of its own.
        var thread: String
    }

    /// From the oldest to the newest, so that the history of the mailbox is in order.
    func add(mails: [GmailData], drafts: [GmailData]) throws {
        let all = try mails.map { try read($0, isDraft: false) } + drafts.map { try read($0, isDraft: true) }
        let sorted = all.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(
            \.element)
        var threads: [String: GmailMessage] = [:]
        for mail in sorted {
            let message = try store(mail, after: threads[mail.thread])
            if !mail.thread.isEmpty { threads[mail.thread] = message }
        }
    }

    private func store(_ mail: Mail, after previous: GmailMessage?) throws -> GmailMessage {
        var content = mail.mail
        let id = try mailbox.room.alphanumerics(42, for: "gmail message id")
        content.headers.append(("Message-ID", "<CA\(id)@mail.gmail.com>"))
        if let previous {
            let before = [previous.header("References"), previous.header("Message-ID")].filter { !$0.isEmpty }
            content.headers.append(("In-Reply-To", previous.header("Message-ID")))
            content.headers.append(("References", before.joined(separator: " ")))
        }
        let entity = MIMEEntity(Array(content.text.utf8))
        if mail.isDraft {
            let draft = "r\(try mailbox.room.serial() * 7_919 + 4_000_000_000_000_000_000)"
            return try GmailDrafts.save(entity, previous?.threadID, as: draft, in: mailbox, date: mail.date)
        }
        return try mailbox.store(
            .init(
                entity: entity, labelIDs: Set(mail.labelIDs), threadID: previous?.threadID, date: mail.date))
    }

    private func read(_ data: GmailData, isDraft: Bool) throws -> Mail {
        let members = try data.members(Self.memberNames)
        var mail = MailMessage(body: try members["text"]?.text() ?? "")
        mail.html = try members["html"]?.text()
        if mail.html != nil, members["text"] == nil {
            mail.body = GmailText.strippingTags(mail.html ?? "").trimmed
        }
        let date = try date(of: data, members)
        mail.headers = try headers(members, date: date, isDraft: isDraft)
        mail.attachments = try members["attachments"]?.items().map(attachment) ?? []
        return Mail(
            mail: mail, labelIDs: try members["labels"].map { try labelIDs($0) } ?? ["INBOX"], isDraft: isDraft,
            date: date, thread: try members["thread"]?.text() ?? "")
    }

    private func date(of data: GmailData, _ members: [String: GmailData]) throws -> Int64 {
        guard members["age"] == nil || members["date"] == nil else { throw data.refuse("give age or date, not both") }
        return try members["age"]?.age(before: mailbox.room.now) ?? members["date"]?.moment() ?? mailbox.now
    }

    /// A mail without sender comes from the account, one without recipient goes to it.
    private func headers(_ members: [String: GmailData], date: Int64, isDraft: Bool) throws -> [(String, String)] {
        let own = try GmailSendAs.all(in: mailbox).first?.sender ?? mailbox.room.identity
        let from = try members["from"]?.addresses() ?? own
        let to = try members["to"]?.addresses() ?? (isDraft || members["from"] == nil ? nil : own)
        let others = [("Cc", "cc"), ("Bcc", "bcc"), ("Reply-To", "reply_to")]
        var headers = [("From", from)]
        if let to { headers.append(("To", to)) }
        for (header, member) in others {
            if let value = try members[member]?.addresses() { headers.append((header, value)) }
        }
        headers.append(("Subject", try members["subject"]?.text() ?? ""))
        headers.append(("Date", MIMEDate.text(Date(timeIntervalSince1970: Double(date) / 1_000))))
        return headers
    }

    private func attachment(_ data: GmailData) throws -> MailMessage.Attachment {
        let members = try data.members(["file_name", "content_type", "text", "base64"])
        guard let name = try members["file_name"]?.text() else { throw data.refuse("\"file_name\" is missing") }
        var bytes = Array((try members["text"]?.text() ?? "").utf8)
        if let base64 = members["base64"] {
            guard let decoded = MIMEEncoding.strictBase64(try base64.text()) else {
                throw base64.refuse("value must be base64")
            }
            bytes = decoded
        }
        return .init(
            fileName: name, contentType: try members["content_type"]?.text() ?? "application/octet-stream", bytes: bytes
        )
    }
}
