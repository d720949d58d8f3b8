extension ConnectedAccounts {
    /// Newest first.
    package func list(_ filter: AccountFilter, page: PageRequest) throws -> Page<ConnectedAccountSummary> {
        for (field, text) in [
            ("identifier", filter.identifier), ("organization_id", filter.organizationID),
            ("user_id", filter.userID), ("provider", filter.provider), ("query", filter.query),
        ] { try requireText(text, field: field) }
        let providerKey = try filter.provider.isEmpty ? nil : providerKey(named: filter.provider)
        let now = world.clock.now()
        var found = try world.store.read { session in
            let listing = try ConnectedAccountListing(filter, providerKey: providerKey, now: now, in: session)
            return try Page(
                page, totalSize: try listing.count(in: session), number: \.id.number,
                fetch: { try listing.fetch(from: $0, limit: $1, in: session) })
        }
        found.items = world.lastUses.overlay(found.items)
        return found
    }

    /// Newest first: accounts whose identifier, provider or connection name contains the text, in any case.
    /// - Throws: INVALID_ARGUMENT for text that is no connection id.
    package func search(_ query: String, connectionID: String = "", page: PageRequest) throws
        -> Page<ConnectedAccountSummary>
    {
        let id = connectionID.isEmpty ? nil : try Connections.parse(connectionID)
        return try list(AccountFilter(connectionID: id, query: query), page: page)
    }

    /// Providers that nobody knows are looked for as they were written.
    private func providerKey(named name: String) throws -> String { try world.providers.directory().key(named: name) }
}
