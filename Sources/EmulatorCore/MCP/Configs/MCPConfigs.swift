/// The MCP configs of one environment.
package struct MCPConfigs: Sendable {
    static let mostMappings = 25

    let world: World

    /// - Throws: ALREADY_EXISTS for a name that is taken; INVALID_ARGUMENT for a name that cannot be one, and for a
    ///   connection or a tool that does not exist.
    package func create(name: String, description: String = "", mappings: [MCPMappingDraft]) throws -> MCPConfig {
        try Self.check(name: name)
        try requireText(description, field: "config.description")
        return try world.write { session in
            guard try MCPConfigTable.find(name: name, in: session) == nil else { throw Self.taken(name) }
            let mappings = try resolve(mappings, at: "config.connection_tool_mappings", in: session)
            return try insert(name: name, description: description, mappings: mappings, in: session)
        }
    }

    /// - Throws: NOT_FOUND; INVALID_ARGUMENT for text that is no config id.
    package func get(_ id: String) throws -> MCPConfig {
        let id = try Self.parse(id)
        return try world.store.read { try find(id, in: $0) }
    }

    /// Newest first.
    /// - Throws: INVALID_ARGUMENT for an id in the filter that cannot be one.
    package func list(_ filter: MCPConfigFilter = MCPConfigFilter(), page: PageRequest) throws -> Page<MCPConfig> {
        let listing = try MCPConfigListing(filter, providers: try world.providers.directory())
        return try world.store.read { session in
            try Page(
                page, totalSize: try listing.count(in: session), number: \.id.number,
                fetch: { try listing.fetch(from: $0, limit: $1, in: session) })
        }
    }

    /// Replaces what is given; empty text and an empty list cannot be told from what was left out, and change nothing.
    /// The name stays, and so does the URL: sessions that are open see the change at once.
    /// - Throws: NOT_FOUND; INVALID_ARGUMENT as `create`.
    package func update(_ id: String, description: String = "", mappings: [MCPMappingDraft] = []) throws -> MCPConfig {
        let id = try Self.parse(id)
        try requireText(description, field: "description")
        return try world.write { session in
            var config = try find(id, in: session)
            if !description.isEmpty { config.description = description }
            if !mappings.isEmpty {
                config.mappings = try resolve(mappings, at: "connection_tool_mappings", in: session)
            }
            config.revision += 1
            config.updatedAt = world.clock.now()
            try MCPConfigTable.update(config, in: session)
            return config
        }
    }

    /// Deletes a config with its mappings and instances; every URL of it is gone.
    /// - Throws: NOT_FOUND.
    package func delete(_ id: String) throws {
        let id = try Self.parse(id)
        try world.write { session in
            _ = try find(id, in: session)
            try MCPConfigTable.delete(id, in: session)
        }
    }

    func insert(name: String, description: String, mappings: [MCPMapping], in session: Store.Session) throws
        -> MCPConfig
    {
        let now = world.clock.now()
        let config = MCPConfig(
            id: try world.ids.next(in: session), serverID: try world.ids.mcpServerID(in: session), name: name,
            description: description, mappings: mappings, revision: 1, createdAt: now, updatedAt: now)
        try MCPConfigTable.insert(config, in: session)
        return config
    }

    func find(_ id: MCPConfigID, in session: Store.Session) throws -> MCPConfig {
        guard let config = try MCPConfigTable.find(id, in: session), !config.name.isEmpty else {
            throw EmulatorError.notFound("MCP config", "\(id)")
        }
        return config
    }

    /// By its exact name.
    func find(name: String, in session: Store.Session) throws -> MCPConfig {
        if let config = try MCPConfigTable.find(name: name, in: session) { return config }
        let near = NearestName.to(name, in: try MCPConfigTable.names(in: session))
        throw EmulatorError.notFound("MCP config", name, hint: near.map { "Did you mean \($0)?" })
    }

    static func parse(_ id: String, field: String = "config_id") throws -> MCPConfigID {
        guard let parsed = MCPConfigID(id) else {
            throw EmulatorError.invalid(field, "value must be cfg_ followed by digits", constraint: "id.format")
        }
        return parsed
    }

    /// The contract's rule, for callers that do not come through it.
    private static func check(name: String) throws {
        guard TextRule.mcpConfigName.violation(in: name) == nil else {
            throw EmulatorError.invalid(
                "config.name", "value must have 1 to 100 characters: a-z, 0-9, '-' and '_'",
                constraint: "string.pattern")
        }
    }

    private static func taken(_ name: String) -> EmulatorError {
        EmulatorError(
            .alreadyExists, "MCP config already exists: \(name)",
            hint: "Names of MCP configs are unique in an environment; update that one or choose another name.")
    }
}

extension TextRule {
    static let mcpConfigName = TextRule(1...100, only: "a-z, 0-9, '-' and '_'") {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
    }
}
