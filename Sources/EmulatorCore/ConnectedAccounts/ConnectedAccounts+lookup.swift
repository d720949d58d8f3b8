extension ConnectedAccounts {
    /// - Parameter creatingConnection: whether naming a connection that exists on first use makes it.
    func find(_ lookup: AccountLookup, creatingConnection: Bool, in session: Store.Session) throws -> ConnectedAccount {
        if !lookup.id.isEmpty { return try find(id: lookup.id, in: session) }
        try require(["connector": lookup.connector, "identifier": lookup.identifier], of: "an account without id")
        let connection = try connectionID(lookup.connector, creating: creatingConnection, in: session)
        return try find(lookup, on: connection, in: session)
    }

    /// - Parameter connection: the one that the lookup names.
    func find(_ lookup: AccountLookup, on connection: ConnectionID, in session: Store.Session) throws
        -> ConnectedAccount
    {
        try require(["connector": lookup.connector, "identifier": lookup.identifier], of: "an account without id")
        guard let account = try match(lookup, on: connection, in: session) else {
            throw EmulatorError.notFound("connected account", "\(lookup.identifier) on \(lookup.connector)")
        }
        return account
    }

    func find(id text: String, in session: Store.Session) throws -> ConnectedAccount {
        guard let id = ConnectedAccountID(text) else {
            throw EmulatorError.invalid("id", "value must be ca_ followed by digits", constraint: "id.format")
        }
        guard let account = try ConnectedAccountTable.find(id, in: session) else {
            throw EmulatorError.notFound("connected account", text)
        }
        return account
    }

    /// The account that is meant by an identifier. A lookup that names no organization or no user means the account
    /// that has none; failing that the only one there is.
    /// - Throws: INVALID_ARGUMENT when several are left.
    func match(_ lookup: AccountLookup, on connection: ConnectionID, in session: Store.Session) throws
        -> ConnectedAccount?
    {
        try requireText(lookup.identifier, field: "identifier")
        let candidates = try ConnectedAccountTable.find(lookup.identifier, on: connection, in: session).filter {
            (lookup.organizationID.isEmpty || $0.organizationID == lookup.organizationID)
                && (lookup.userID.isEmpty || $0.userID == lookup.userID)
        }
        let exact = candidates.first {
            ($0.organizationID ?? "") == lookup.organizationID && ($0.userID ?? "") == lookup.userID
        }
        if let exact { return exact }
        guard candidates.count > 1 else { return candidates.first }
        throw EmulatorError(
            .invalidArgument,
            "\(candidates.count) connected accounts match \(lookup.identifier) on \(lookup.connector)",
            violations: [
                .init(
                    field: lookup.organizationID.isEmpty ? "organization_id" : "user_id",
                    description: "value is needed to tell them apart", constraint: "lookup.ambiguous")
            ],
            hint:
                "Name organization_id or user_id, or the id: \(candidates.map { "\($0.id)" }.joined(separator: ", ")).")
    }

    private func connectionID(_ name: String, creating: Bool, in session: Store.Session) throws -> ConnectionID {
        if let id = try ConnectionTable.id(keyID: name, in: session) { return id }
        return try world.connections.resolve(name, creating: creating, in: session).id
    }
}
