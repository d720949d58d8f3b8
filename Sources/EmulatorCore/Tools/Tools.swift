/// The tools of one environment.
package struct Tools: Sendable {
    let world: World

    /// Rows on a page when the caller names no number, and at most (contract).
    static let listSizes = (standard: 300, maximum: 1_000)
    /// For lists of a user's tools; the numbers are ours (divergence ledger).
    static let scopedSizes = (standard: 100, maximum: 1_000)
    static let searchPageMaximum = 100

    /// By name; of each the default version.
    /// - Throws: NOT_FOUND when the filter names an account that is not there.
    package func list(_ filter: ToolFilter, page: ToolPageRequest) throws -> ToolPage<Tool> {
        try world.store.read { session in
            try requireAccount(filter.account, in: session)
            let directory = try ToolDirectory(world: world, in: session)
            let listing = ToolListing(names: names(filter, directory, try world.providers.directory(in: session)))
            let most = filter.query.isEmpty ? Self.listSizes.maximum : Self.searchPageMaximum
            let size = min(page.size > 0 ? page.size : Self.listSizes.standard, most)
            return try self.page(of: listing, size: size, token: page.token) { place in
                try directory.tool(named: place.name)
            }
        }
    }

    /// The default version of a tool.
    /// - Throws: NOT_FOUND, with the nearest name there is.
    package func get(_ name: String) throws -> Tool {
        try world.store.read { session in try find(name, in: ToolDirectory(world: world, in: session)) }
    }

    func find(_ name: String, in directory: ToolDirectory) throws -> Tool {
        if let tool = try directory.tool(named: name) { return tool }
        throw unknown(name, in: directory)
    }

    /// Docs and older texts use names that never existed, so the error says what is near.
    func unknown(_ name: String, in directory: ToolDirectory) -> EmulatorError {
        let near = NearestTools.to(name, in: directory.names)
        let hint =
            near.isEmpty
            ? "ListTools and SearchTools tell which tools there are."
            : "Did you mean \(near.joined(separator: " or "))?"
        let suffix = near.first.map { "; did you mean \($0)?" } ?? ""
        return EmulatorError(
            .notFound, "tool not found: \(name)\(suffix)", errorCode: "RESOURCE_NOT_FOUND", hint: hint)
    }

    func page<Item>(
        of listing: ToolListing, size: Int, token: String, _ item: (ToolListing.Place) throws -> Item?
    ) throws -> ToolPage<Item> {
        let (places, next, previous) = try listing.page(size: size, token: token)
        return ToolPage(
            items: try places.compactMap(item), totalSize: listing.count, nextPageToken: next,
            previousPageToken: previous)
    }

    /// A connector alone, or an organization or user alone, names no account and is no condition.
    private func requireAccount(_ lookup: AccountLookup, in session: Store.Session) throws {
        if !lookup.id.isEmpty || !lookup.connector.isEmpty && !lookup.identifier.isEmpty {
            _ = try world.connectedAccounts.find(lookup, creatingConnection: false, in: session)
        } else if !lookup.identifier.isEmpty {
            _ = try accounts(of: lookup.identifier, in: session)
        }
    }

    private func names(_ filter: ToolFilter, _ directory: ToolDirectory, _ providers: ProviderDirectory) -> [String] {
        var names: [String]
        if filter.provider.isEmpty {
            names = directory.names
        } else {
            names = directory.names(ofProvider: providers.key(named: filter.provider))
        }
        if !filter.names.isEmpty {
            let wanted = Set(filter.names)
            names = names.filter(wanted.contains)
        }
        let words = filter.query.lowercased().split { $0 == " " || $0 == "_" }
        return words.isEmpty ? names : names.filter { name in words.allSatisfy(name.lowercased().contains) }
    }
}
