/// `addLabelIds` and `removeLabelIds` of a request, checked.
struct GmailLabelChange {
    let added: Set<String>
    let removed: Set<String>

    /// - Throws: 400 for labels that are not there, that cannot be changed, or that are in both lists.
    init(_ call: SimulatorCall) throws {
        let added = try call.texts("addLabelIds")
        let removed = try call.texts("removeLabelIds")
        for id in added + removed where GmailLabel.fixedIDs.contains(id) {
            throw GmailError.invalid("Invalid label: \(id)")
        }
        try Self.requireKnown(added + removed, in: call.mailbox)
        self.added = Set(added)
        self.removed = Set(removed)
        if let both = self.added.intersection(self.removed).min() {
            throw GmailError.invalid("Cannot both add and remove the same label: \(both)")
        }
        if added.isEmpty, removed.isEmpty { throw GmailError.invalid("No label add or removes specified") }
    }

    static func requireKnown(_ ids: [String], in mailbox: GmailMailbox) throws {
        let known = Set(try mailbox.labels().map(\.id))
        if let unknown = ids.first(where: { !known.contains($0) }) {
            throw GmailError.invalid("Invalid label: \(unknown)")
        }
    }

    func apply(to message: GmailMessage, in mailbox: GmailMailbox) throws -> GmailMessage {
        try mailbox.relabel(message, adding: added, removing: removed)
    }
}
