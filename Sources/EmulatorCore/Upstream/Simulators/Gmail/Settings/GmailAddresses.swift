/// A list of other people's addresses: where mail may be forwarded to, who may use the mailbox.
struct GmailAddresses: Sendable {
    let collection: String
    /// The member that an entry's address stands in.
    let member: String
    let duplicate: String

    static let forwarding = GmailAddresses(
        collection: "forwardingAddresses", member: "forwardingEmail", duplicate: "Forwarding address already exists")
    static let delegates = GmailAddresses(
        collection: "delegates", member: "delegateEmail", duplicate: "Delegate already exists")

    @Sendable func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(.google([collection: .array(try documents(call.mailbox).all().map(\.body))]))
    }

    @Sendable func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard let body = try documents(call.mailbox).get(call["id"].lowercased()) else { throw GmailError.notFound }
        return .json(body)
    }

    /// Accepted at once, because nobody reads the mail that would ask for it.
    @Sendable func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard let address = try call.text(member).flatMap({ MIMEAddress($0)?.address }) else {
            throw GmailError.invalid("Invalid \(member)")
        }
        guard address.lowercased() != call.room.identity.lowercased() else {
            throw GmailError.invalid("\(member) must not be the account's own address")
        }
        guard try !contains(address, in: call.mailbox) else { throw GmailError.duplicate(duplicate) }
        return .json(try add(address, in: call.mailbox))
    }

    @Sendable func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        guard try documents(call.mailbox).remove(call["id"].lowercased()) else { throw GmailError.notFound }
        return .noContent
    }

    func contains(_ address: String, in mailbox: GmailMailbox) throws -> Bool {
        try documents(mailbox).get(address.lowercased()) != nil
    }

    func add(_ address: String, in mailbox: GmailMailbox) throws -> JSONValue {
        let entry: JSONValue = [member: .string(address), "verificationStatus": "accepted"]
        try documents(mailbox).put(address.lowercased(), entry)
        return entry
    }

    private func documents(_ mailbox: GmailMailbox) -> SimulatorDocuments { mailbox.room.documents(collection) }
}
