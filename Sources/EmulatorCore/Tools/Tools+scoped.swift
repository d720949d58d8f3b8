/// The tools of one user: those of the providers that the identifier has accounts at.
extension Tools {
    /// One entry for each tool and account, the oldest account first. Accounts count whatever their status, unless
    /// the environment's settings say that only active ones do.
    /// - Throws: NOT_FOUND when a connection is named that does not exist, or on which the identifier has no account.
    package func listScoped(_ identifier: String, _ filter: ScopedToolFilter, page: ToolPageRequest) throws
        -> ToolPage<ScopedTool>
    {
        let now = world.clock.now()
        let onlyActive = world.settings.scopedTools == .active
        return try world.store.read { session in
            let directory = try ToolDirectory(world: world, in: session)
            let accounts = try scope(identifier, filter, in: session)
                .filter { !onlyActive || $0.seen(at: now).status == .active }
            let wanted = filter.names.isEmpty ? nil : Set(filter.names)
            let listing = ToolListing(
                accounts.map { account in
                    let names = directory.names(for: account)
                    return .init(
                        account: account.id.number, names: wanted.map { names.filter($0.contains) } ?? names)
                })
            return try self.page(of: listing, size: Self.scopedSize(page), token: page.token) { place in
                try directory.tool(named: place.name).map {
                    ScopedTool(
                        tool: $0, identifier: identifier, accountID: ConnectedAccountID(number: place.account))
                }
            }
        }
    }

    /// The tools of every provider that the identifier has an account at, each once, by name.
    /// - Throws: NOT_FOUND for an identifier without accounts.
    package func listAvailable(_ identifier: String, page: ToolPageRequest) throws -> ToolPage<Tool> {
        try world.store.read { session in
            let directory = try ToolDirectory(world: world, in: session)
            let names = Set(try accounts(of: identifier, in: session).flatMap(directory.names(for:)))
            let listing = ToolListing(names: names.sorted())
            return try self.page(of: listing, size: Self.scopedSize(page), token: page.token) { place in
                try directory.tool(named: place.name)
            }
        }
    }

    /// Every account of an identifier, the oldest first.
    /// - Throws: NOT_FOUND when there is none.
    func accounts(of identifier: String, in session: Store.Session) throws -> [ConnectedAccount] {
        let accounts = try ConnectedAccountTable.all(of: identifier, in: session)
        guard accounts.isEmpty else { return accounts }
        throw EmulatorError.notFound(
            "connected account", "no account has the identifier \(identifier)",
            hint: "Create one with CreateConnectedAccount, or with a magic link.")
    }

    private static func scopedSize(_ page: ToolPageRequest) -> Int {
        min(page.size > 0 ? page.size : scopedSizes.standard, scopedSizes.maximum)
    }

    private func scope(_ identifier: String, _ filter: ScopedToolFilter, in session: Store.Session) throws
        -> [ConnectedAccount]
    {
        try requireText(identifier, field: "identifier")
        let all = try ConnectedAccountTable.all(of: identifier, in: session)
        for name in filter.connections where !all.contains(where: { $0.connector == name }) {
            _ = try world.connections.resolve(name, creating: false, in: session)
            throw EmulatorError.notFound("connected account", "\(identifier) on \(name)")
        }
        let keys = Set(filter.providers.map(try world.providers.directory(in: session).key))
        return all.filter { account in
            (filter.connections.isEmpty || filter.connections.contains(account.connector))
                && (keys.isEmpty || keys.contains(account.providerKey))
        }
    }
}
