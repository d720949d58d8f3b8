/// For whom, and for which server, a session token may be minted.
package struct MCPSessions: Sendable {
    /// Seconds that a token may live, and does when nobody says how long.
    package static let lifetimes = (shortest: 60.0, standard: 3_600.0, longest: 86_400.0)

    let world: World

    /// What a token says beside who it is for.
    struct Scope {
        var configID: MCPConfigID?
        var connectionID: ConnectionID?
        var accountIDs: [ConnectedAccountID]
    }

    /// The server of a config, for a user who has an active account on each of its connections.
    /// - Throws: NOT_FOUND for an unknown config; INVALID_ARGUMENT for text that is no config id; FAILED_PRECONDITION
    ///   when it has no connections, or one on which the user has no active account.
    package func server(configID: String, identifier: String) throws -> MCPServerID {
        let id = try MCPConfigs.parse(configID, field: "mcp_config_id")
        try requireText(identifier, field: "identifier")
        return try world.store.read { session in
            let config = try world.mcpConfigs.find(id, in: session)
            guard !config.mappings.isEmpty else {
                throw EmulatorError(
                    .failedPrecondition, "MCP config has no connections: \(config.name)",
                    hint: "Give it some with UpdateMcpConfig.")
            }
            for mapping in config.mappings {
                try mapping.connection.requireReady()
                try requireActive(identifier, on: mapping.connection, in: session)
            }
            return config.server
        }
    }

    /// The server of a connection, for a user who has an active account on it.
    /// - Parameter keyID: in any case.
    /// - Throws: NOT_FOUND for a connection that is unknown, disabled or not set up; INVALID_ARGUMENT for one that
    ///   signs people on; FAILED_PRECONDITION when the user has no active account.
    package func server(keyID: String, identifier: String) throws -> MCPServerID {
        try requireText(keyID, field: "key_id")
        try requireText(identifier, field: "identifier")
        return try world.store.read { session in
            guard let connection = try ConnectionTable.find(anyCase: keyID, in: session) else {
                throw try world.connections.unknown(keyID, in: session)
            }
            guard connection.isApp else {
                throw EmulatorError.invalid(
                    "key_id", "\(connection.keyID) signs people on and has no MCP server",
                    constraint: "mcp.connection.app")
            }
            guard connection.isReady else {
                throw EmulatorError.notFound(
                    "connection", connection.keyID, hint: "It is there, but disabled or not set up completely.")
            }
            try requireActive(identifier, on: connection, in: session)
            return .connection(connection.keyID)
        }
    }

    /// - Parameter seconds: nil for the standard.
    /// - Throws: INVALID_ARGUMENT outside of a minute to a day.
    package static func lifetime(_ seconds: Double?) throws -> Double {
        let seconds = seconds ?? lifetimes.standard
        guard (lifetimes.shortest...lifetimes.longest).contains(seconds) else {
            throw EmulatorError.invalid(
                "expiry", "value must be between 60s and 24h", constraint: "duration.gte_lte")
        }
        return seconds
    }

    /// - Throws: NOT_FOUND.
    func scope(of server: MCPServerID, identifier: String) throws -> Scope {
        try world.store.read { session in
            let found = try MCPServer.find(server, world: world, in: session)
            let accounts = try found.mappings.compactMap {
                try world.mcpAccounts.account(of: identifier, on: $0.connection, in: session)
            }
            return Scope(
                configID: found.configID,
                connectionID: found.configID == nil ? found.mappings.first?.connection.id : nil,
                accountIDs: accounts.map(\.id))
        }
    }

    private func requireActive(_ identifier: String, on connection: Connection, in session: Store.Session) throws {
        let account = try world.mcpAccounts.account(of: identifier, on: connection, in: session)
        let status = account?.seen(at: world.clock.now()).status
        guard status != .active else { return }
        throw EmulatorError(
            .failedPrecondition,
            "no active connected account of \(identifier) on \(connection.keyID)"
                + (status.map { ": \($0.wireName)" } ?? ""), errorCode: "CONNECTED_ACCOUNT_NOT_ACTIVE",
            hint: "ListMcpConnectedAccounts with include_auth_link makes the links that a user has to open.")
    }
}
