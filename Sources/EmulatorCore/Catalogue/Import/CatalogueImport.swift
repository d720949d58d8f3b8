/// A catalogue folder made of what an environment says of itself: a file for each provider with its tools, and a seed
/// with the custom providers and the connections.
package struct CatalogueImport: Sendable {
    /// `.yml`, because every `.yaml` file of the folder is a connector.
    package static let seedName = "seed.yml"

    package struct File: Sendable {
        package var name: String
        package var text: String
    }

    package private(set) var files: [File] = []
    package private(set) var providerCount = 0
    package private(set) var toolCount = 0
    package private(set) var customProviderCount = 0
    package private(set) var connectionCount = 0
    /// What could not be taken over, and what will differ, one line each.
    package var notes: [String] { noted.lines }
    private var noted = ImportNotes()

    /// - Throws: INTERNAL when the files do not make a catalogue, which would be a defect.
    package init(_ export: EnvironmentExport) throws {
        let providers = export.providers.compactMap { ImportedProvider($0, &noted) }
        let standard = distinct(providers.filter { !$0.isCustom })
        let custom = distinct(providers.filter(\.isCustom))
        let tools = tools(export.tools, of: standard, custom: custom)
        for provider in standard {
            let own = tools[provider.key, default: []].sorted { $0.name < $1.name }
            files.append(File(name: provider.slug + ".yaml", text: provider.document + own.map(\.document).joined()))
            toolCount += own.count
        }
        let connections = ImportedConnection.all(export.connections, of: standard + custom, &noted)
        files.append(File(name: Self.seedName, text: ImportedSeed(custom, connections).text))
        (providerCount, customProviderCount, connectionCount) = (standard.count, custom.count, connections.count)
        try check()
    }

    /// Keys and files are the same whatever their case.
    private mutating func distinct(_ providers: [ImportedProvider]) -> [ImportedProvider] {
        var seen: Set<String> = []
        return providers.filter { provider in
            guard !seen.insert(provider.isCustom ? provider.key : provider.slug).inserted else { return true }
            noted.add("providers that another one has the name of are left out", provider.key)
            return false
        }
    }

    private mutating func tools(_ given: [JSONValue], of standard: [ImportedProvider], custom: [ImportedProvider])
        -> [String: [ImportedTool]]
    {
        let keys = Set(standard.map(\.key))
        let customKeys = Set(custom.map(\.key))
        var seen: Set<String> = []
        var tools: [String: [ImportedTool]] = [:]
        for json in given {
            guard let tool = ImportedTool(json, &noted) else { continue }
            let key = tool.providerKey
            if customKeys.contains(key) {
                noted.add("tools of custom providers are left out; those of MCP servers are read there", tool.name)
            } else if !keys.contains(key.uppercased()) {
                noted.add("tools of providers that ListProviders does not have are left out", tool.name)
            } else if !seen.insert(tool.name).inserted {
                noted.add("further versions of tools are left out", tool.name)
            } else {
                tools[key.uppercased(), default: []].append(tool)
            }
        }
        return tools
    }

    /// Reads back what was written, but for the tools, which were checked one by one.
    private func check() throws {
        guard files.count > 1 else { return }
        let catalogue = try Catalogue(
            files: files.dropLast().map { YAMLFile(name: $0.name, bytes: Array($0.text.utf8)) })
        guard let seed = files.last else { return }
        _ = try Seed.parse(seed.text, fileName: seed.name, catalogue: catalogue)
    }
}
