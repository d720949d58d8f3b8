/// The legacy MCPs of one environment.
package struct LegacyMCPs: Sendable {
    /// What the server of one calls itself.
    static let name = "mcp"

    let world: World

    /// The one that has these tools for this user; made when there is none.
    /// - Throws: INVALID_ARGUMENT for a connection or a tool that does not exist.
    package func create(identifier: String, mappings: [MCPMappingDraft]) throws -> LegacyMCP {
        try requireText(identifier, field: "mcp.connected_account_identifier")
        return try world.write { session in
            let mappings = try world.mcpConfigs.resolve(
                mappings, at: "mcp.tool_mappings", tools: "tool_names", in: session)
            let present = try MCPInstanceTable.legacy(of: identifier, in: session)
            if let same = present.first(where: { Self.tools(of: $0.config.mappings) == Self.tools(of: mappings) }) {
                return LegacyMCP(same)
            }
            let config = try world.mcpConfigs.insert(name: "", description: "", mappings: mappings, in: session)
            return LegacyMCP(
                try world.mcpInstances.insert(
                    config: config, userIdentifier: identifier, name: Self.name, in: session))
        }
    }

    /// - Throws: NOT_FOUND; INVALID_ARGUMENT for text that is no id of one.
    package func get(_ id: String) throws -> LegacyMCP {
        let id = try Self.parse(id)
        return try world.store.read { try find(id, in: $0) }
    }

    /// Newest first; empty text demands nothing.
    /// - Parameter linkToken: the last segment of the URL.
    package func list(identifier: String = "", linkToken: String = "") throws -> [LegacyMCP] {
        try requireText(identifier, field: "filter.connected_account_identifier")
        try requireText(linkToken, field: "filter.link_token")
        return try world.store.read { session in
            try MCPInstanceTable.legacy(of: identifier, in: session)
                .filter { linkToken.isEmpty || $0.secret == linkToken }.map(LegacyMCP.init)
        }
    }

    /// - Throws: NOT_FOUND.
    package func delete(_ id: String) throws {
        let id = try Self.parse(id)
        try world.write { session in
            try MCPConfigTable.delete(try find(id, in: session).instance.config.id, in: session)
        }
    }

    private func find(_ id: LegacyMCPID, in session: Store.Session) throws -> LegacyMCP {
        guard let instance = try MCPInstanceTable.legacy(id, in: session) else {
            throw EmulatorError.notFound("MCP", "\(id)")
        }
        return LegacyMCP(instance)
    }

    private static func parse(_ id: String) throws -> LegacyMCPID {
        guard let parsed = LegacyMCPID(id) else {
            throw EmulatorError.invalid("mcp_id", "value must be res_ followed by digits", constraint: "id.format")
        }
        return parsed
    }

    /// What makes two configurations the same: the order says nothing.
    private static func tools(of mappings: [MCPMapping]) -> [ConnectionID: Set<String>] {
        Dictionary(mappings.map { ($0.connection.id, Set($0.tools)) }) { first, _ in first }
    }
}
