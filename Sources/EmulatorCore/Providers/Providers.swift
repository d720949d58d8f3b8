/// The providers of one environment.
package struct Providers: Sendable {
    let world: World

    static let listSizes = (standard: 100, maximum: 1_000)

    /// Inside a transaction.
    func directory(in session: Store.Session) throws -> ProviderDirectory {
        try world.knownProviders.directory(world.catalogue, in: session)
    }

    /// Outside of one.
    package func directory() throws -> ProviderDirectory {
        if let known = world.knownProviders.directory { return known }
        return try world.store.read { try directory(in: $0) }
    }

    /// By identifier.
    /// - Parameter identifier: of the only one that is wanted, in any case; empty for all.
    package func list(_ kind: ProviderKind, identifier: String = "", page: ToolPageRequest) throws
        -> ToolPage<ProviderRecord>
    {
        let directory = try directory()
        var keys = directory.keys(kind)
        if !identifier.isEmpty { keys = keys.filter { $0 == directory.key(named: identifier) } }
        let listing = ToolListing(names: keys)
        let size = min(page.size > 0 ? page.size : Self.listSizes.standard, Self.listSizes.maximum)
        let (places, next, previous) = try listing.page(size: size, token: page.token)
        return ToolPage(
            items: places.compactMap { directory.record(key: $0.name) }, totalSize: listing.count,
            nextPageToken: next, previousPageToken: previous)
    }

    /// Changes providers, and lets everybody look anew afterwards.
    func change<Result>(_ body: (Store.Session, ProviderDirectory) throws -> Result) throws -> Result {
        try world.write { session in
            defer { world.knownProviders.changed() }
            return try body(session, try directory(in: session))
        }
    }

    func save(_ record: ProviderRecord, in session: Store.Session) throws -> ProviderRecord {
        var record = record
        record.updatedAt = world.clock.now()
        try ProviderTable.save(record, in: session)
        return record
    }

    /// - Throws: PERMISSION_DENIED, as documented, while something is of this provider.
    func requireUnused(_ key: String, in session: Store.Session) throws {
        guard try ProviderTable.isInUse(key, in: session) else { return }
        throw EmulatorError(
            .permissionDenied, "provider is still in use: \(key)", errorCode: "PROVIDER_IN_USE",
            hint: "Delete its connections and connected accounts first.")
    }
}
