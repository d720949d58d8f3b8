extension Tools {
    static let searchSizes = (standard: 10, maximum: 50)

    /// The tools that fit a question best, out of those of every enabled connection.
    /// - Parameters:
    ///   - identifier: whose accounts are listed with each tool; empty for nobody's.
    ///   - top: 0 for ten; fifty at most.
    package func search(_ query: String, identifier: String, top: Int) throws -> [FoundTool] {
        let limit = min(top > 0 ? top : Self.searchSizes.standard, Self.searchSizes.maximum)
        let now = world.clock.now()
        return try world.store.read { session in
            let directory = try ToolDirectory(world: world, in: session)
            let enabled = try ConnectionTable.enabledProviders(in: session)
            let accounts = identifier.isEmpty ? [] : try ConnectedAccountTable.all(of: identifier, in: session)
            var found: [FoundTool] = []
            for (name, score) in try index(directory, world.providers.directory(in: session)).rank(query, top: .max)
            where found.count < limit {
                guard let tool = try directory.tool(named: name), enabled.contains(tool.providerKey) else { continue }
                let readiness = accounts.filter { $0.providerKey == tool.providerKey }
                    .map { ToolReadiness($0.seen(at: now)) }
                found.append(FoundTool(tool: tool, score: score, connections: readiness))
            }
            return found
        }
    }

    /// The catalogue's index is made once; registered tools are few and are read each time.
    private func index(_ directory: ToolDirectory, _ providers: ProviderDirectory) throws -> ToolSearch {
        let catalogue = world.catalogue
        guard directory.hasOverlay else { return try catalogue.tools.searchIndex(catalogue) }
        return ToolSearch(
            try directory.names.compactMap { name in
                try directory.tool(named: name).map {
                    ToolSearch.entry($0, provider: providers.provider(key: $0.providerKey))
                }
            })
    }
}
