extension Seed.MCPConfig {
    enum Key: String, YAMLKeys {
        case name
        case description
        case connections
    }

    enum MappingKey: String, YAMLKeys {
        case connection
        case tools
    }

    init?(_ yaml: YAMLValue, connections: SeedConnections) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let name = map.required(.name)?.text(.mcpConfigName)
        let description = map[.description]?.text() ?? ""
        var seen: Set<String> = []
        let mappings = map.required(.connections)?.list { item -> MCPMappingDraft? in
            let mapping = MCPMappingDraft(item, connections: connections)
            if let mapping, !seen.insert(mapping.connection).inserted {
                item.refuse("the connection \"\(mapping.connection)\" stands above already")
            }
            return mapping
        }
        if let mappings, mappings.count > MCPConfigs.mostMappings {
            map[.connections]?.refuse("must have at most \(MCPConfigs.mostMappings) connections")
        }
        guard let name, let mappings else { return nil }
        self.init(name: name, description: description, mappings: mappings)
    }
}

extension MCPMappingDraft {
    fileprivate init?(_ yaml: YAMLValue, connections: SeedConnections) {
        guard let map = yaml.mapping(of: Seed.MCPConfig.MappingKey.self) else { return nil }
        guard let place = map.required(.connection), let name = place.text(.connectionName),
            let provider = connections.providerKey(of: name, at: place)
        else { return nil }
        let known = connections.catalogue.tools.names(ofProvider: provider)
        let tools = map[.tools]?.list { item -> String? in
            guard let tool = item.text() else { return nil }
            if !known.contains(tool) {
                item.refuse(unknown: tool, suggestion: NearestName.to(tool, in: known), allowed: known)
            }
            return tool
        }
        self.init(connection: name, tools: tools ?? [])
    }
}

extension Seed.MCPInstance {
    enum Key: String, YAMLKeys {
        case config
        case identifier
        case name
    }

    init?(_ yaml: YAMLValue, configs: [String]) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let config = map.required(.config)?.choice(of: configs.map { ($0, $0) })
        let identifier = map.required(.identifier)?.text(.identifier)
        let name = map[.name]?.text(.title) ?? ""
        guard let config, let identifier else { return nil }
        self.init(config: config, identifier: identifier, name: name)
    }
}
