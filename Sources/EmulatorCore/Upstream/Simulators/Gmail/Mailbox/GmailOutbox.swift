import struct Foundation.Date

/// Sends mail: into SENT, and into the inbox of every account of the environment that is a recipient.
struct GmailOutbox {
    let mailbox: GmailMailbox

    private var identity: String { mailbox.room.identity }

    /// - Throws: 400 for a mail that cannot be sent.
    func check(_ entity: MIMEEntity) throws {
        for name in ["To", "Cc", "Bcc"] {
            for entry in MIMEAddress.entries(entity.headers.raw(name) ?? "") where MIMEAddress(entry) == nil {
                throw GmailError.invalid("Invalid \(name) header")
            }
        }
        guard !recipients(of: entity).isEmpty else { throw GmailError.invalid("Recipient address required") }
    }

    /// - Parameters:
    ///   - threadID: the thread that it is meant for. A mail with another subject begins a new one, as Google has it.
    ///   - keepsThread: for drafts, which are in their thread already.
    func send(_ entity: MIMEEntity, threadID: String?, keepsThread: Bool = false) throws -> GmailMessage {
        try check(entity)
        let mail = try stamped(entity, date: mailbox.now)
        let recipients = recipients(of: mail)
        let sender = MIMEAddress(identity)?.mailbox ?? identity
        let isToSelf = recipients.contains(sender)
        let thread =
            try keepsThread ? threadID : fitting(threadID, mail) ?? GmailThreading.thread(of: mail, in: mailbox)
        var sent = try mailbox.store(
            .init(
                entity: mail, labelIDs: isToSelf ? ["SENT", "INBOX", "UNREAD"] : ["SENT"], threadID: thread,
                date: mailbox.now))
        if isToSelf { sent = try GmailFilters.apply(to: sent, in: mailbox) }
        try deliver(mail, to: recipients)
        return sent
    }

    /// With what Gmail writes itself: who sends, when, and which mail it is.
    func stamped(_ entity: MIMEEntity, date: Int64) throws -> MIMEEntity {
        var mail = entity
        let given = mail.headers.addresses("From").first
        let aliases = try GmailSendAs.all(in: mailbox)
        let isOwn = aliases.contains { $0.address.lowercased() == given?.address.lowercased() && $0.isVerified }
        if !isOwn {
            if let from = mail.headers["From"] { mail.headers.set("X-Google-Original-From", from) }
            mail.headers.set("From", (aliases.first(where: \.isDefault) ?? aliases.first)?.sender ?? identity)
        }
        try stampID(&mail)
        mail.headers.set("Date", MIMEDate.text(Date(timeIntervalSince1970: Double(date) / 1_000)))
        if mail.headers.raw("MIME-Version") == nil { mail.headers.set("MIME-Version", "1.0") }
        return mail
    }

    /// Drafts keep the id that they got when they were written.
    private func stampID(_ mail: inout MIMEEntity) throws {
        let given = mail.headers.raw("Message-ID")
        if let given, given.hasSuffix("@mail.gmail.com>") { return }
        if let given { mail.headers.set("X-Google-Original-Message-ID", given) }
        let id = try mailbox.room.alphanumerics(42, for: "gmail message id")
        mail.headers.set("Message-ID", "<CA\(id)@mail.gmail.com>")
    }

    private func fitting(_ threadID: String?, _ mail: MIMEEntity) throws -> String? {
        guard let threadID, let first = try mailbox.thread(threadID).first else { return nil }
        let topics = [first.header("Subject"), mail.headers["Subject"] ?? ""].map(GmailThreading.topic)
        return topics[0] == topics[1] ? threadID : nil
    }

    /// Mailboxes, each once.
    private func recipients(of mail: MIMEEntity) -> Set<String> {
        Set(["To", "Cc", "Bcc"].flatMap { mail.headers.addresses($0) }.map(\.mailbox))
    }

    private func deliver(_ mail: MIMEEntity, to recipients: Set<String>) throws {
        let rooms = try mailbox.room.others(GmailSimulator()) { identity in
            MIMEAddress(identity).map { recipients.contains($0.mailbox) } ?? false
        }
        for room in rooms {
            var copy = mail
            copy.headers.remove("Bcc")
            copy.headers.fields.insert(.init(name: "Delivered-To", value: room.identity), at: 0)
            _ = try GmailMailbox(room: room).receive(copy)
        }
    }
}

extension GmailMailbox {
    /// Puts mail that comes in where it belongs, filters included.
    func receive(_ mail: MIMEEntity) throws -> GmailMessage {
        let message = try store(
            .init(
                entity: mail, labelIDs: ["INBOX", "UNREAD", "CATEGORY_PERSONAL"],
                threadID: try GmailThreading.thread(of: mail, in: self), date: now))
        return try GmailFilters.apply(to: message, in: self)
    }
}
