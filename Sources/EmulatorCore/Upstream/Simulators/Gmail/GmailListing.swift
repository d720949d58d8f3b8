/// The messages that a list is asked for: `q`, `labelIds`, `includeSpamTrash`.
struct GmailListing {
    private let mailbox: GmailMailbox
    private let labelIDs: Set<String>
    private let query: GmailQuery
    private let showsHidden: Bool

    init(_ call: SimulatorCall) throws {
        mailbox = call.mailbox
        labelIDs = Set(call.request.queryValues("labelIds"))
        try GmailLabelChange.requireKnown(labelIDs.sorted(), in: mailbox)
        query = GmailQuery(call.request.query("q") ?? "")
        showsHidden =
            call.flag("includeSpamTrash") || query.asksForHidden || !labelIDs.isDisjoint(with: ["TRASH", "SPAM"])
    }

    /// From the newest to the oldest.
    func messages(among all: [GmailMessage]? = nil) throws -> [GmailMessage] {
        let context = try GmailSearchContext(mailbox: mailbox)
        return try (all ?? mailbox.messages()).filter { message in
            guard showsHidden || !(message.has("TRASH") || message.has("SPAM")) else { return false }
            return labelIDs.isSubset(of: message.labelIDs) && query.matches(GmailSearchable(message, context))
        }
    }
}
