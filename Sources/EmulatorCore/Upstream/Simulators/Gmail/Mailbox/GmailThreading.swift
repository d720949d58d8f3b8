/// Which thread a message belongs to.
enum GmailThreading {
    /// By the messages that it refers to, if their subject is the same; nil for a new thread.
    static func thread(of entity: MIMEEntity, in mailbox: GmailMailbox) throws -> String? {
        let references = Set(
            ["References", "In-Reply-To"].flatMap { messageIDs(entity.headers.raw($0) ?? "") })
        guard !references.isEmpty else { return nil }
        let subject = topic(entity.headers["Subject"] ?? "")
        return try mailbox.messages().first { message in
            references.contains(message.header("Message-ID")) && topic(message.header("Subject")) == subject
        }?.threadID
    }

    /// The subject without what replies and forwards put before it.
    static func topic(_ subject: String) -> String {
        var rest = subject.lowercased()[...]
        while let match = rest.prefixMatch(of: /\s*(re|fwd?|aw|wg)\s*:\s*/) { rest = rest[match.range.upperBound...] }
        return rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Fills in what makes a mail a reply, as the vendor's tool does: the subject, and the messages before it.
    static func complete(_ entity: inout MIMEEntity, asReplyTo threadID: String?, in mailbox: GmailMailbox) throws {
        guard let threadID else { throw GmailError.notFound }
        let thread = try mailbox.thread(threadID).filter { !$0.has("DRAFT") }
        let named = entity.headers.raw("In-Reply-To") ?? ""
        let answered = thread.first { $0.id == named.lowercased() || $0.header("Message-ID") == named } ?? thread.last
        guard let answered else { return }
        if (entity.headers["Subject"] ?? "").isEmpty {
            let subject = answered.header("Subject")
            let isReply = subject.lowercased().hasPrefix("re:")
            entity.headers.set("Subject", isReply ? subject : "Re: \(subject)")
        }
        let before = messageIDs(answered.header("References")) + [answered.header("Message-ID")]
        entity.headers.set("In-Reply-To", answered.header("Message-ID"))
        entity.headers.set("References", before.joined(separator: " "))
    }

    private static func messageIDs(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
