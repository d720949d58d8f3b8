/// `users.settings.filters`, and what filters do to mail that comes in.
enum GmailFilters {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(.google(["filter": .array(try documents(call.mailbox).all().map(json))]))
    }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard let body = try documents(call.mailbox).get(call["id"]) else { throw GmailError.notFound }
        return .json(json(.init(id: call["id"], rank: 0, body: body)))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        let filter = JSONValue.google(["criteria": call[member: "criteria"], "action": call[member: "action"]])
        try check(filter, in: call.mailbox)
        let documents = documents(call.mailbox)
        let isThere = try documents.all().contains { $0.body == filter }
        guard !isThere else { throw GmailError.precondition("Filter already exists") }
        return .json(try save(filter, in: call.mailbox))
    }

    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard try documents(call.mailbox).remove(call["id"]) else { throw GmailError.notFound }
        return .noContent
    }

    static func save(_ filter: JSONValue, in mailbox: GmailMailbox) throws -> JSONValue {
        let id = "ANe1Bm" + (try mailbox.room.alphanumerics(50, for: "gmail filter"))
        try documents(mailbox).put(id, filter)
        return json(.init(id: id, rank: 0, body: filter))
    }

    /// Does what every filter that fits says.
    static func apply(to message: GmailMessage, in mailbox: GmailMailbox) throws -> GmailMessage {
        let filters = try documents(mailbox).all().map(\.body)
        guard !filters.isEmpty else { return message }
        let searchable = GmailSearchable(message, try GmailSearchContext(mailbox: mailbox))
        let actions = filters.filter { query($0["criteria"]).matches(searchable) }.compactMap { $0["action"] }
        guard !actions.isEmpty else { return message }
        // A label may have been deleted since its filter was made.
        let known = try mailbox.labels().map(\.id)
        return try mailbox.relabel(
            message, adding: Set(actions.flatMap { texts($0, "addLabelIds") }).intersection(known),
            removing: Set(actions.flatMap { texts($0, "removeLabelIds") }))
    }

    private static func documents(_ mailbox: GmailMailbox) -> SimulatorDocuments { mailbox.room.documents("filters") }

    private static func json(_ document: SimulatorDocuments.Document) -> JSONValue {
        .object((document.body.object ?? [:]).merging(["id": .string(document.id)]) { $1 })
    }

    private static func check(_ filter: JSONValue, in mailbox: GmailMailbox) throws {
        guard let criteria = filter["criteria"]?.object, !criteria.isEmpty else {
            throw GmailError.invalid("Filter criteria missing: at least one criterion is required")
        }
        guard let action = filter["action"], let members = action.object,
            members.contains(where: { $0.value != .array([]) })
        else { throw GmailError.invalid("Filter action missing: at least one action is required") }
        let labels = texts(action, "addLabelIds") + texts(action, "removeLabelIds")
        try GmailLabelChange.requireKnown(labels, in: mailbox)
        if let fixed = labels.first(where: GmailLabel.fixedIDs.contains) {
            throw GmailError.invalid("Invalid label: \(fixed)")
        }
        if let address = action["forward"]?.string, try !GmailAddresses.forwarding.contains(address, in: mailbox) {
            throw GmailError.precondition("Unrecognized forwarding address")
        }
    }

    private static func texts(_ action: JSONValue, _ name: String) -> [String] {
        (action[name]?.array ?? []).compactMap(\.string)
    }

    private static func query(_ criteria: JSONValue?) -> GmailQuery {
        var all = [("from", "from"), ("to", "to"), ("subject", "subject")].compactMap { member, word in
            criteria?[member]?.string.map { GmailQuery($0, under: word) }
        }
        if let text = criteria?["query"]?.string { all.append(GmailQuery(text)) }
        if let text = criteria?["negatedQuery"]?.string { all.append(.not(GmailQuery(text))) }
        if criteria?["hasAttachment"] == true { all.append(GmailQuery("has:attachment")) }
        if let size = criteria?["size"]?.number, let comparison = criteria?["sizeComparison"]?.string {
            all.append(GmailQuery("\(comparison):\(JSONValue.number(size).shown)"))
        }
        return .all(all)
    }
}
