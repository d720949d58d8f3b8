/// The providers of one environment at one moment: the catalogue's, with those that were made, changed and deleted
/// here laid over them. Whoever wants to know a provider asks this, not the catalogue.
package final class ProviderDirectory: Sendable {
    private let catalogue: Catalogue
    /// By key; a nil value says that a provider of the catalogue is gone.
    private let overlay: [String: Entry?]
    /// Keys of the custom providers that are MCP servers.
    package let mcpKeys: Set<String>

    private struct Entry: Sendable {
        var record: ProviderRecord
        var provider: Provider
    }

    /// - Parameter rows: of the environment, by key; nil for a provider of the catalogue that is gone.
    init(catalogue: Catalogue, rows: [String: ProviderRecord?]) {
        self.catalogue = catalogue
        overlay = rows.mapValues { record in
            record.map { Entry(record: $0, provider: $0.provider(replacing: catalogue.provider(key: $0.key))) }
        }
        mcpKeys = Set(overlay.values.compactMap { $0?.provider }.filter(\.isCustomMCP).map(\.key))
    }

    /// - Parameter key: exact.
    package func provider(key: String) -> Provider? {
        if let entry = overlay[key] { return entry?.provider }
        return catalogue.provider(key: key)
    }

    /// Custom providers have no slug of their own, so that they cannot stand in the way of the catalogue's.
    package func provider(slug: String) -> Provider? {
        if let provider = catalogue.provider(slug: slug) { return self.provider(key: provider.key) }
        return overlay.values.compactMap { $0?.provider }.first { !$0.isCustom && $0.slug == slug }
    }

    /// By key or slug, whatever the case.
    package func provider(named name: String) -> Provider? {
        provider(key: name) ?? provider(key: name.uppercased()) ?? provider(slug: name.lowercased())
    }

    /// The key of a provider that somebody named; what nobody knows stays as it was written.
    package func key(named name: String) -> String { provider(named: name)?.key ?? name }

    /// How one authenticates on a connection; nil when its provider is gone, or offers that type no more.
    package func pattern(of connection: Connection) -> AuthPattern? {
        provider(key: connection.providerKey)?.authPatterns.first { $0.type == connection.type }
    }

    /// How a connection's provider is called in paths, also when it is gone.
    package func slug(of connection: Connection) -> String {
        provider(key: connection.providerKey)?.slug ?? connection.providerKey.lowercased()
    }

    /// Every key, sorted.
    package var keys: [String] { keys(.all) }

    /// Names that a caller may have meant, sorted.
    var slugs: [String] { keys.compactMap { provider(key: $0)?.slug } }

    /// Sorted.
    func keys(_ kind: ProviderKind) -> [String] {
        let custom = overlay.values.compactMap { $0?.record }.filter(\.isCustom).map(\.key)
        guard kind != .custom else { return custom.sorted() }
        let added = overlay.values.compactMap { $0?.record }.filter { !$0.isCustom }.map(\.key)
        let standard = Set(catalogue.providers.map(\.key).filter { overlay[$0] == nil } + added)
        return (kind == .all ? standard.union(custom) : standard).sorted()
    }

    /// As the API shows it.
    func record(key: String) -> ProviderRecord? {
        if let entry = overlay[key] { return entry?.record }
        return catalogue.provider(key: key).map(ProviderRecord.init)
    }
}
