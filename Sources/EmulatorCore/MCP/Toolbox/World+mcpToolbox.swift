import struct Foundation.Date

/// From what an MCP client presents to what it sees.
extension World {
    /// For a session token, whose signature was verified.
    /// - Throws: UNAUTHENTICATED when it has expired; PERMISSION_DENIED when it is for another server; NOT_FOUND when
    ///   the server is gone.
    package func mcpToolbox(server: MCPServerID, token claims: MCPSessionClaims) throws -> MCPToolbox {
        guard Double(claims.exp) > clock.now().timeIntervalSince1970 else {
            throw EmulatorError(
                .unauthenticated, "Token expired", hint: "Mint another one with CreateMcpSessionToken.")
        }
        guard claims.client_id == environment.clientID, claims.isFor(server),
            let access = MCPAccess(rawValue: claims.access_level)
        else { throw Self.foreign(server) }
        return try store.read { session in
            let found = try MCPServer.find(server, world: self, in: session)
            guard found.isMeant(by: claims) else { throw Self.foreign(server) }
            return MCPToolbox(server, found, identifier: claims.sub, access: access, world: self)
        }
    }

    /// For the URL of an instance, which is its own credential.
    /// - Throws: NOT_FOUND.
    package func mcpToolbox(instanceSecret secret: String) throws -> MCPToolbox {
        try mcpToolbox(server: .instance(secret), identifier: "", access: .full)
    }

    /// For a user who is known already, or for nobody, to see which tools there are.
    /// - Parameter identifier: says nothing for an instance, which has its own.
    /// - Throws: NOT_FOUND when there is no such server.
    package func mcpToolbox(server: MCPServerID, identifier: String, access: MCPAccess) throws -> MCPToolbox {
        try store.read { session in
            let found = try MCPServer.find(server, world: self, in: session)
            return MCPToolbox(
                server, found, identifier: found.identifier ?? identifier, access: access, world: self)
        }
    }

    /// Identifiers that have an account on one of the server's connections, in order.
    /// - Throws: NOT_FOUND when there is no such server.
    package func mcpIdentifiers(server: MCPServerID, limit: Int) throws -> [String] {
        try store.read { session in
            let found = try MCPServer.find(server, world: self, in: session)
            var identifiers: Set<String> = []
            for mapping in found.mappings {
                identifiers.formUnion(
                    try ConnectedAccountTable.identifiers(on: mapping.connection.id, limit: limit, in: session))
            }
            return Array(identifiers.sorted().prefix(limit))
        }
    }

    private static func foreign(_ server: MCPServerID) -> EmulatorError {
        EmulatorError(
            .permissionDenied, "this token is for another MCP server",
            hint: "A session token is good for the server it was minted for only.")
    }
}

extension MCPToolbox {
    fileprivate init(_ id: MCPServerID, _ found: MCPServer, identifier: String, access: MCPAccess, world: World) {
        self.init(
            server: id, identifier: identifier, access: access, name: found.name, instructions: found.instructions,
            world: world)
    }
}

extension MCPServer {
    /// A connection that was deleted and made again is another one, though its URL is the same.
    fileprivate func isMeant(by claims: MCPSessionClaims) -> Bool {
        if let configID { return claims.mcp_cfg == "\(configID)" }
        return claims.conn_id == mappings.first.map { "\($0.connection.id)" }
    }
}
