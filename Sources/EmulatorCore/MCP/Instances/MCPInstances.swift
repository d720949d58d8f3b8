/// The MCP instances of one environment.
package struct MCPInstances: Sendable {
    let world: World

    /// The instance of this config, user and name; made when there is none. Without a name any instance of the user
    /// will do, the oldest first; a new one is named like its config.
    /// - Throws: NOT_FOUND for an unknown config name.
    package func ensure(configName: String, userIdentifier: String, name: String = "") throws -> MCPInstance {
        try requireText(userIdentifier, field: "user_identifier")
        try requireText(name, field: "name")
        guard !userIdentifier.isEmpty else {
            throw EmulatorError.invalid("user_identifier", "value is required", constraint: "required")
        }
        return try world.write { session in
            let config = try world.mcpConfigs.find(name: configName, in: session)
            let present = try MCPInstanceTable.all(of: userIdentifier, config: config, in: session)
            if let instance = present.first(where: { name.isEmpty || $0.name == name }) { return instance }
            return try insert(
                config: config, userIdentifier: userIdentifier, name: name.isEmpty ? configName : name, in: session)
        }
    }

    /// - Throws: NOT_FOUND; INVALID_ARGUMENT for text that is no instance id.
    package func get(_ id: String) throws -> MCPInstance {
        let id = try Self.parse(id)
        return try world.store.read { try find(id, in: $0) }
    }

    /// Newest first.
    /// - Throws: INVALID_ARGUMENT for an id in the filter that cannot be one.
    package func list(_ filter: MCPInstanceFilter = MCPInstanceFilter(), page: PageRequest) throws
        -> Page<MCPInstance>
    {
        let listing = try MCPInstanceListing(filter)
        return try world.store.read { session in
            try Page(
                page, totalSize: try listing.count(in: session), number: \.id.number,
                fetch: { try listing.fetch(from: $0, limit: $1, in: session) })
        }
    }

    /// Renames an instance, hangs it on another config, or both. Its URL stays.
    /// - Throws: NOT_FOUND for an unknown instance or config name; INVALID_ARGUMENT when nothing is to change;
    ///   ALREADY_EXISTS when the user has an instance of that name on that config.
    package func update(_ id: String, name: String = "", configName: String = "") throws -> MCPInstance {
        let id = try Self.parse(id)
        try requireText(name, field: "name")
        guard !name.isEmpty || !configName.isEmpty else {
            throw EmulatorError.invalid("name", "name or config_name is required", constraint: "required")
        }
        return try world.write { session in
            var instance = try find(id, in: session)
            if !name.isEmpty { instance.name = name }
            if !configName.isEmpty { instance.config = try world.mcpConfigs.find(name: configName, in: session) }
            let others = try MCPInstanceTable.all(
                of: instance.userIdentifier, config: instance.config, in: session)
            guard !others.contains(where: { $0.name == instance.name && $0.id != id }) else {
                throw EmulatorError(
                    .alreadyExists,
                    "\(instance.userIdentifier) has an instance \(instance.name) of \(instance.config.name) already",
                    hint: "Delete that one, or choose another name.")
            }
            instance.updatedAt = world.clock.now()
            try MCPInstanceTable.update(instance, in: session)
            return instance
        }
    }

    /// - Throws: NOT_FOUND.
    package func delete(_ id: String) throws {
        let id = try Self.parse(id)
        try world.write { session in
            _ = try find(id, in: session)
            try MCPInstanceTable.delete(id, in: session)
        }
    }

    func insert(config: MCPConfig, userIdentifier: String, name: String, in session: Store.Session) throws
        -> MCPInstance
    {
        let now = world.clock.now()
        let instance = MCPInstance(
            id: try world.ids.next(in: session), secret: try world.ids.mcpInstanceSecret(in: session), name: name,
            userIdentifier: userIdentifier, config: config, createdAt: now, updatedAt: now)
        try MCPInstanceTable.insert(instance, in: session)
        return instance
    }

    func find(_ id: MCPInstanceID, in session: Store.Session) throws -> MCPInstance {
        guard let instance = try MCPInstanceTable.find(id, in: session), !instance.config.name.isEmpty else {
            throw EmulatorError.notFound("MCP instance", "\(id)")
        }
        return instance
    }

    static func parse(_ id: String, field: String = "instance_id") throws -> MCPInstanceID {
        guard let parsed = MCPInstanceID(id) else {
            throw EmulatorError.invalid(field, "value must be inst_ followed by digits", constraint: "id.format")
        }
        return parsed
    }
}
