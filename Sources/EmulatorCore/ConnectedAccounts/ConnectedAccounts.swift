/// The connected accounts of one environment.
package struct ConnectedAccounts: Sendable {
    let world: World

    /// Makes an account. With credentials it is active, without it waits for a consent; where nothing is asked
    /// for it is active at once.
    /// - Throws: NOT_FOUND for an unknown connection, ALREADY_EXISTS when there is an account with the same
    ///   identifier, organization and user on it.
    package func create(_ draft: ConnectedAccountDraft) throws -> ConnectedAccount {
        try require(["connector": draft.connector, "identifier": draft.identifier], of: "an account")
        return try world.write { try insert(draft, in: $0) }
    }

    func insert(_ draft: ConnectedAccountDraft, in session: Store.Session) throws -> ConnectedAccount {
        let connection = try world.connections.resolve(draft.connector, creating: true, in: session)
        try connection.requireReady()
        guard try !exists(draft, on: connection, in: session) else {
            throw EmulatorError(
                .alreadyExists,
                "connected account with the same identifier already exists: \(draft.identifier) on \(connection.keyID)",
                hint: "Update it, or name another organization_id or user_id.")
        }
        var account = try blank(draft, on: connection, in: session)
        if let credentials = try draft.credentials?.admitted(by: connection.type), credentials.carriesAccess {
            guard !account.isConsentOnly(on: connection) else { throw ConnectedAccount.noCredentials(on: connection) }
            let mint = try TokenMint(connection, world: world, in: session)
            account.hold(try mint.obtained(with: credentials, scopes: nil))
            account.status = .active
        }
        try ConnectedAccountTable.insert(account, in: session)
        return account
    }

    /// - Throws: NOT_FOUND; INVALID_ARGUMENT when it is not said which, or several match.
    package func get(_ lookup: AccountLookup) throws -> ConnectedAccount {
        let now = world.clock.now()
        var account = try world.store.read { try find(lookup, creatingConnection: false, in: $0) }.seen(at: now)
        account.lastUsedAt = world.lastUses.overlay(account.id, account.lastUsedAt)
        return account
    }

    package func get(_ id: ConnectedAccountID) throws -> ConnectedAccount {
        try get(AccountLookup(id: "\(id)"))
    }

    /// Deletes an account for good, its links and pending verification with it.
    package func delete(_ lookup: AccountLookup) throws {
        try world.write { session in
            let account = try find(lookup, creatingConnection: false, in: session)
            try ConnectedAccountTable.delete(account.id, in: session)
        }
    }

    /// Takes an account's credentials away and keeps the account. Doing it again changes nothing.
    @discardableResult
    package func disconnect(_ lookup: AccountLookup) throws -> ConnectedAccount {
        let now = world.clock.now()
        return try world.write { session in
            var account = try find(lookup, creatingConnection: false, in: session)
            guard account.status != .disconnected else { return account }
            account.status = .disconnected
            account.dropCredentials()
            account.updatedAt = now
            try ConnectedAccountTable.update(account, in: session)
            try AuthRequestTable.delete(of: account.id, in: session)
            return account
        }
    }

    /// Whether there is an account that this one would be the same as.
    func exists(_ draft: ConnectedAccountDraft, on connection: Connection, in session: Store.Session) throws -> Bool {
        try requireText(draft.identifier, field: "identifier")
        return try ConnectedAccountTable.find(draft.identifier, on: connection.id, in: session).contains {
            ($0.organizationID ?? "") == draft.organizationID && ($0.userID ?? "") == draft.userID
        }
    }

    /// An account without credentials, not stored yet.
    func blank(_ draft: ConnectedAccountDraft, on connection: Connection, in session: Store.Session) throws
        -> ConnectedAccount
    {
        try requireText(draft.identifier, field: "identifier")
        try requireText(draft.organizationID, field: "organization_id")
        try requireText(draft.userID, field: "user_id")
        let now = world.clock.now()
        return ConnectedAccount(
            id: try world.ids.next(in: session), connectionID: connection.id, connector: connection.keyID,
            providerKey: connection.providerKey, identifier: draft.identifier,
            organizationID: draft.organizationID.isEmpty ? nil : draft.organizationID,
            userID: draft.userID.isEmpty ? nil : draft.userID,
            status: connection.type == .noAuth ? .active : .pendingAuth,
            authorizationType: ConnectorType(connection.type), credentials: nil, apiConfig: draft.apiConfig,
            tokenExpiresAt: nil, createdAt: now, updatedAt: now, lastUsedAt: nil, isOrgWideCredential: false)
    }

    func require(_ fields: KeyValuePairs<String, String>, of what: String) throws {
        let missing = fields.filter { $0.value.isEmpty }.map(\.key)
        guard !missing.isEmpty else { return }
        throw EmulatorError(
            .invalidArgument, "Validation error: \(missing.joined(separator: ", ")) \"value is required\"",
            violations: missing.map {
                .init(field: $0, description: "value is required to find or make \(what)", constraint: "required")
            })
    }
}

extension Credentials {
    /// Whether an account that has these can be used; scopes alone give no access.
    var carriesAccess: Bool {
        guard case .oauthToken(let token) = self else { return true }
        return !token.accessToken.isEmpty || !token.refreshToken.isEmpty
    }
}
