extension RemoteTools {
    /// Reads the tools of every active account of an MCP server that were not read since it got its credential, as
    /// the real service does when an account is made, authorized anew or changed. A server that does not answer is
    /// asked again by RefreshTools only, or when the account changes.
    ///
    /// Called around every operation, so it costs next to nothing in an environment without such providers.
    package func readNew() async {
        guard let access = world.upstreamAccess else { return }
        do {
            let keys = try world.mcpProviderKeys
            guard !keys.isEmpty else { return }
            for account in try claim(keys) {
                do {
                    _ = try await refresh(AccountLookup(id: "\(account)"))
                } catch {
                    let reason = (error as? EmulatorError)?.message ?? "\(error)"
                    access.report("the tools of \(account) cannot be read: \(reason)")
                }
            }
        } catch {
            access.report("accounts whose tools are to be read cannot be found: \(error)")
        }
    }

    /// Whether there are providers whose tools have to be read from somewhere.
    package var mayHaveToRead: Bool {
        get throws { try world.upstreamAccess != nil && !world.mcpProviderKeys.isEmpty }
    }

    /// Takes the accounts that wait, so that nobody else reads them too.
    private func claim(_ keys: Set<String>) throws -> [ConnectedAccountID] {
        guard try !world.store.read({ try RemoteToolReadTable.waiting(keys, in: $0) }).isEmpty else { return [] }
        return try world.write { session in
            let waiting = try RemoteToolReadTable.waiting(keys, in: session)
            for account in waiting { try RemoteToolReadTable.insert(account, in: session) }
            return waiting
        }
    }
}
