extension ConnectedAccounts {
    /// Puts accounts in place as they are described, in one transaction. One that is there already is left as it is,
    /// so that a seed does not undo what happened since.
    ///
    /// An account that should have a credential and is given none gets one made here. One that waits for
    /// verification gets an auth request, which `MagicLinks.authRequests` lists.
    package func place(_ accounts: [PlacedAccount]) throws {
        try world.write { session in
            // Seeds may be large, and have few connections.
            var connections: [String: Connection] = [:]
            for account in accounts {
                let name = account.draft.connector
                try require(["connector": name, "identifier": account.draft.identifier], of: "an account")
                let connection =
                    try connections[name] ?? world.connections.resolve(name, creating: true, in: session)
                connections[name] = connection
                try place(account, on: connection, in: session)
            }
        }
    }

    private func place(_ placed: PlacedAccount, on connection: Connection, in session: Store.Session) throws {
        let draft = placed.draft
        guard try !exists(draft, on: connection, in: session) else { return }
        var account = try blank(draft, on: connection, in: session)
        account.status = placed.status
        account.lastUsedAt = placed.lastUsedAt
        account.isOrgWideCredential = placed.isOrgWideCredential
        if account.isOrgWideCredential, try ConnectedAccountTable.hasOrgWide(on: connection.id, in: session) {
            throw EmulatorError(
                .alreadyExists, "\(connection.keyID) has an org-wide credential already",
                hint: "One account per connection can hold it.")
        }
        let held = try credentials(placed, of: account, on: connection, in: session)
        account.isGrantRevoked = placed.isGrantRevoked
        if let held, placed.status != .pendingAuth, placed.status != .disconnected,
            placed.status != .pendingVerification
        {
            account.renew(with: held)
        }
        try ConnectedAccountTable.insert(account, in: session)
        if let data = placed.providerData { try furnish(account, with: data, in: session) }
        if placed.status == .pendingVerification, let held {
            _ = try AuthRequestTable.insert(held, for: account.id, world: world, in: session)
        }
    }

    /// At once, so that data that the simulator cannot use are a mistake now and not in the first call.
    private func furnish(_ account: ConnectedAccount, with data: JSONValue, in session: Store.Session) throws {
        guard let simulator = Simulators.simulator(of: account.providerKey) else {
            throw EmulatorError(
                .invalidArgument,
                "provider_data of \(account.identifier) on \(account.connector): "
                    + "\(account.providerKey) has no simulator that could hold them",
                hint: "Answer its calls with stubs.")
        }
        try ProviderDataTable.insert(data, for: account.id, in: session)
        _ = try SimulatorRoom(simulator, account: account, world: world, in: session)
    }

    private func credentials(
        _ placed: PlacedAccount, of account: ConnectedAccount, on connection: Connection, in session: Store.Session
    ) throws -> HeldCredentials? {
        let mint = try TokenMint(connection, world: world, in: session)
        let given = try placed.draft.credentials?.admitted(by: connection.type)
        guard !account.isConsentOnly(on: connection) else {
            guard given == nil else { throw ConnectedAccount.noCredentials(on: connection) }
            return nil
        }
        var held =
            if let given {
                try mint.obtained(with: given, scopes: nil)
            } else if connection.type == .noAuth {
                nil as HeldCredentials?
            } else {
                try mint.invented(for: placed.draft.identifier, fields: [:])
            }
        if let expiry = placed.tokenExpiresAt {
            held?.expiresAt = expiry
        } else if placed.status == .expired {
            held?.expiresAt = mint.now
        }
        return held
    }
}
