/// The tools of one environment at one moment: the catalogue's, with what was registered, changed and deleted here
/// laid over them. Only names are looked at until a tool is asked for.
struct ToolDirectory {
    let catalogue: Catalogue
    private let overlay: [String: [ToolTable.Place]]
    private let session: Store.Session

    init(world: World, in session: Store.Session) throws {
        catalogue = world.catalogue
        self.session = session
        overlay = try world.toolPlaces.all(in: session)
    }

    /// Whether anything differs from the catalogue.
    var hasOverlay: Bool { !overlay.isEmpty }

    /// Every name, sorted.
    var names: [String] { merged(catalogue.tools.names) { _ in true } }

    /// Every name of a provider, whichever connection it was read over.
    func names(ofProvider key: String) -> [String] {
        merged(catalogue.tools.names(ofProvider: key)) { $0.providerKey == key }
    }

    /// The names that an account can use.
    func names(for account: ConnectedAccount) -> [String] {
        names(ofProvider: account.providerKey, on: account.connectionID)
    }

    /// The names of a provider that can be used over a connection: an MCP server's are of the connection that they were
    /// read over.
    func names(ofProvider key: String, on connection: ConnectionID) -> [String] {
        let names = names(ofProvider: key)
        guard overlay.values.contains(where: { $0.contains { $0.remoteConnection != nil } }) else { return names }
        return names.filter { name in
            guard let places = overlay[name] else { return true }
            return places.contains { $0.remoteConnection.map { $0 == connection } ?? true }
        }
    }

    /// The version of a tool that is meant when none is named; nil when there is no such tool.
    func tool(named name: String) throws -> Tool? {
        guard let places = overlay[name] else { return try catalogue.tools.tool(named: name) }
        let live = places.filter { !$0.isDeleted }
        if let chosen = live.first(where: \.isDefault) { return try ToolTable.find(chosen.id, in: session) }
        if let original = try original(name) { return original }
        return try live.first.flatMap { try ToolTable.find($0.id, in: session) }
    }

    /// One version of a tool.
    func tool(named name: String, schemaVersion: String?, toolVersion: String?) throws -> Tool? {
        guard schemaVersion != nil || toolVersion != nil else { return try tool(named: name) }
        return try versions(of: name).first {
            (schemaVersion ?? $0.schemaVersion) == $0.schemaVersion && (toolVersion ?? $0.toolVersion) == $0.toolVersion
        }
    }

    /// Every version of a tool.
    func versions(of name: String) throws -> [Tool] {
        let registered = try (overlay[name] ?? []).compactMap { try ToolTable.find($0.id, in: session) }
        return try [original(name)].compactMap(\.self) + registered
    }

    /// The catalogue's own version, unless a row stands in its place.
    private func original(_ name: String) throws -> Tool? {
        let id = ToolID(catalogueName: name)
        guard overlay[name]?.contains(where: { $0.id == id }) != true,
            var tool = try catalogue.tools.tool(named: name)
        else { return nil }
        tool.isDefault = overlay[name]?.contains { $0.isDefault && !$0.isDeleted } != true
        return tool
    }

    private func merged(_ names: [String], _ belongs: (ToolTable.Place) -> Bool) -> [String] {
        guard !overlay.isEmpty else { return names }
        var all = Set(names)
        for (name, places) in overlay where places.contains(where: belongs) {
            let original = ToolID(catalogueName: name)
            let isOriginalThere = catalogue.tools.contains(name) && !places.contains { $0.id == original }
            let isThere = places.contains { !$0.isDeleted } || isOriginalThere
            if isThere { all.insert(name) } else { all.remove(name) }
        }
        return all.sorted()
    }
}
