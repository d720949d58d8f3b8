extension Upstream {
    /// The account that a tool call runs as.
    /// - Throws: NOT_FOUND; INVALID_ARGUMENT when it is not said which, when several match, or when the account is
    ///   of another provider than the tool.
    func account(_ lookup: AccountLookup, for tool: Tool, notes: CallNotes?, in session: Store.Session) throws -> Found
    {
        let found = try resolve(lookup, for: tool, notes: notes, in: session)
        let account = found.account
        guard account.providerKey == tool.providerKey else {
            throw EmulatorError(
                .invalidArgument,
                "connected account \(account.id) belongs to \(account.providerKey), but the tool \(tool.name) is of "
                    + tool.providerKey,
                violations: [
                    .init(
                        field: lookup.id.isEmpty ? "connector" : "connected_account_id",
                        description: "value must name an account of \(tool.providerKey)",
                        constraint: "tool.provider")
                ], hint: "Nothing was sent to either provider.")
        }
        guard tool.remote == nil || tool.remote?.connection == account.connectionID else {
            throw EmulatorError(
                .invalidArgument, "the tool \(tool.name) was not read over the connection \(account.connector)",
                violations: [
                    .init(
                        field: lookup.id.isEmpty ? "connector" : "connected_account_id",
                        description: "value must name an account of the tool's own connection",
                        constraint: "tool.connection")
                ], hint: "The names of an MCP server's tools begin with c-<connection>_.")
        }
        return found
    }

    /// The account of a lookup that names a connection; on one that is ORG_WIDE the account that stands for everybody.
    func account(on lookup: AccountLookup, in session: Store.Session) throws -> Found {
        let connection = try world.connections.resolve(lookup.connector, creating: false, in: session)
        if connection.authMode == .orgWide,
            let shared = try ConnectedAccountTable.orgWide(on: connection.id, in: session)
        {
            return Found(account: shared, connection: connection)
        }
        let account = try world.connectedAccounts.find(lookup, on: connection.id, in: session)
        return Found(account: account, connection: connection)
    }

    private func resolve(_ lookup: AccountLookup, for tool: Tool, notes: CallNotes?, in session: Store.Session) throws
        -> Found
    {
        if !lookup.id.isEmpty { return Found(account: try world.connectedAccounts.find(id: lookup.id, in: session)) }
        if !lookup.connector.isEmpty { return try account(on: lookup, in: session) }
        guard !lookup.identifier.isEmpty else {
            throw EmulatorError(
                .invalidArgument, "Validation error: identifier \"value is required to find the connected account\"",
                violations: [
                    .init(
                        field: "identifier", description: "value is required to find the connected account",
                        constraint: "required")
                ], hint: "Pass connected_account_id, or identifier and connector.")
        }
        return Found(account: try only(lookup, for: tool, notes: notes, in: session))
    }

    /// An identifier alone means its account at the tool's provider.
    private func only(_ lookup: AccountLookup, for tool: Tool, notes: CallNotes?, in session: Store.Session) throws
        -> ConnectedAccount
    {
        try requireText(lookup.identifier, field: "identifier")
        let found = try ConnectedAccountTable.all(of: lookup.identifier, in: session).filter {
            $0.providerKey == tool.providerKey
                && (tool.remote == nil || tool.remote?.connection == $0.connectionID)
                && (lookup.organizationID.isEmpty || $0.organizationID == lookup.organizationID)
                && (lookup.userID.isEmpty || $0.userID == lookup.userID)
        }
        if found.count > 1 { notes?.note(candidates: found) }
        let unscoped = found.filter { $0.organizationID == nil && $0.userID == nil }
        if let account = found.count == 1 ? found.first : unscoped.count == 1 ? unscoped.first : nil { return account }
        guard !found.isEmpty else {
            throw EmulatorError.notFound(
                "connected account", "\(lookup.identifier) has none at \(tool.providerKey)",
                hint: "Create one with CreateConnectedAccount, or with a magic link.")
        }
        let connectors = Set(found.map(\.connector)).sorted()
        let field = connectors.count > 1 ? "connector" : "organization_id"
        throw EmulatorError(
            .invalidArgument,
            "\(found.count) connected accounts of \(tool.providerKey) match \(lookup.identifier)",
            violations: [
                .init(
                    field: field, description: "value is needed to tell them apart", constraint: "lookup.ambiguous")
            ],
            hint: "Name one of the connectors \(connectors.joined(separator: ", ")), or connected_account_id: "
                + found.map { "\($0.id)" }.joined(separator: ", ") + ".")
    }

    /// The account with a credential that can be used now.
    /// - Throws: FAILED_PRECONDITION for an account that is not active, or a connection that is disabled.
    func target(_ found: Found, in session: Store.Session) throws -> Target {
        let connection = try found.connection ?? world.connections.find(found.account.connectionID, in: session)
        try connection.requireReady()
        let account = try world.connectedAccounts.bringUpToDate(found.account, in: session)
        guard account.status == .active else {
            throw EmulatorError(
                .failedPrecondition, "connected account is not active: \(account.status.wireName)",
                errorCode: "CONNECTED_ACCOUNT_NOT_ACTIVE",
                hint: "Get an authorization link for \(account.identifier) on \(account.connector), and let the user "
                    + "consent.")
        }
        let providers = try world.providers.directory(in: session)
        guard let provider = providers.provider(key: account.providerKey) else {
            throw EmulatorError(
                .failedPrecondition, "the provider \(account.providerKey) is not in the catalogue any more")
        }
        return Target(
            account: account, connection: connection, provider: provider, pattern: providers.pattern(of: connection))
    }

    func credential(of target: Target) -> CredentialInjection {
        CredentialInjection(
            account: target.account, connection: target.connection,
            pattern: target.pattern)
    }

    func noteUse(of account: ConnectedAccount) { _ = world.lastUses.note(account.id, at: world.clock.now()) }
}
