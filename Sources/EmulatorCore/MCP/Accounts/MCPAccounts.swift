/// The accounts behind the MCP servers of one environment.
package struct MCPAccounts: Sendable {
    /// Seconds that a link made by an MCP operation lives, as documented.
    static let linkLifetime = 60.0

    let world: World

    /// One state for each connection of a config, in its order.
    /// - Parameter withLinks: makes a link for every connection, whatever its account's status, and the accounts that
    ///   are missing. Without it nothing is made.
    /// - Throws: NOT_FOUND for an unknown config.
    package func list(configID: String, identifier: String, withLinks: Bool) throws -> [MCPConnectionState] {
        let id = try MCPConfigs.parse(configID)
        try requireText(identifier, field: "identifier")
        guard !identifier.isEmpty else {
            throw EmulatorError.invalid("identifier", "value is required", constraint: "required")
        }
        return try inSession(writing: withLinks) { session in
            let config = try world.mcpConfigs.find(id, in: session)
            return try states(of: config, for: identifier, withLinks: withLinks, in: session)
        }
    }

    /// The same for the config and the user of an instance.
    /// - Throws: NOT_FOUND for an unknown instance.
    package func list(instanceID: String, withLinks: Bool) throws -> [MCPConnectionState] {
        let id = try MCPInstances.parse(instanceID)
        return try inSession(writing: withLinks) { session in
            let instance = try world.mcpInstances.find(id, in: session)
            return try states(
                of: instance.config, for: instance.userIdentifier, withLinks: withLinks, in: session)
        }
    }

    /// The states of several instances, for lists.
    package func states(of instance: MCPInstance) throws -> [MCPConnectionState] {
        try world.store.read { session in
            try states(of: instance.config, for: instance.userIdentifier, withLinks: false, in: session)
        }
    }

    /// The account that a user's calls run as. MCP knows no organization and no user: of several accounts of an
    /// identifier it takes the one without either, or else the oldest.
    func account(of identifier: String, on connection: Connection, in session: Store.Session) throws
        -> ConnectedAccount?
    {
        if connection.authMode == .orgWide,
            let shared = try ConnectedAccountTable.orgWide(on: connection.id, in: session)
        {
            return shared
        }
        let accounts = try ConnectedAccountTable.find(identifier, on: connection.id, in: session)
        return accounts.first { $0.organizationID == nil && $0.userID == nil }
            ?? accounts.min { $0.id.number < $1.id.number }
    }

    private func states(
        of config: MCPConfig, for identifier: String, withLinks: Bool, in session: Store.Session
    ) throws -> [MCPConnectionState] {
        let now = world.clock.now()
        return try config.mappings.map { mapping in
            let connection = mapping.connection
            let link = try withLinks ? link(for: identifier, on: connection, in: session) : nil
            // After the link, which may have made the account, or activated it.
            let account = try account(of: identifier, on: connection, in: session)?.seen(at: now)
            return MCPConnectionState(connection: connection, account: account, link: link)
        }
    }

    private func link(for identifier: String, on connection: Connection, in session: Store.Session) throws
        -> MagicLink?
    {
        guard connection.isReady else { return nil }
        return try world.magicLinks.create(
            lookup(of: identifier, on: connection, in: session), lifetime: Self.linkLifetime, in: session)
    }

    /// Names the account by its id where there is one, so that nothing is ambiguous.
    func lookup(of identifier: String, on connection: Connection, in session: Store.Session) throws -> AccountLookup {
        let account = try account(of: identifier, on: connection, in: session)
        return AccountLookup(
            id: account.map { "\($0.id)" } ?? "", connector: connection.keyID, identifier: identifier)
    }

    private func inSession<Result>(writing: Bool, _ body: (Store.Session) throws -> Result) throws -> Result {
        try writing ? world.write(body) : world.store.read(body)
    }
}
