extension Seed.MCPConfig {
    /// Makes the config; one of that name is left alone.
    func apply(to world: World) throws {
        guard try world.store.read({ try MCPConfigTable.find(name: name, in: $0) }) == nil else { return }
        _ = try world.mcpConfigs.create(name: name, description: description, mappings: mappings)
    }
}

extension Seed.MCPInstance {
    func apply(to world: World) throws {
        _ = try world.mcpInstances.ensure(configName: config, userIdentifier: identifier, name: name)
    }
}
