import struct Foundation.Date

extension ConnectedAccounts {
    /// The account with credentials that can be used now. A token that ends within five minutes is renewed if the
    /// server can do that; one that ran out, or that the provider refuses to renew, makes the account expired. Counts as a use of the account.
    package func getAuth(_ lookup: AccountLookup) throws -> ConnectedAccount {
        let now = world.clock.now()
        var account = try world.store.read { try find(lookup, creatingConnection: false, in: $0) }
        if account.needsChange(at: now) {
            account = try world.write { try bringUpToDate(account.id, in: $0) }
        }
        account.lastUsedAt = now
        if world.lastUses.note(account.id, at: now) { try world.write { _ in } }
        return account
    }

    /// Looks again, inside the transaction: of two readers one renews.
    func bringUpToDate(_ id: ConnectedAccountID, in session: Store.Session) throws -> ConnectedAccount {
        try bringUpToDate(find(id: "\(id)", in: session), in: session)
    }

    /// - Parameter account: as it was read in this transaction.
    func bringUpToDate(_ account: ConnectedAccount, in session: Store.Session) throws -> ConnectedAccount {
        let now = world.clock.now()
        guard account.needsChange(at: now) else { return account }
        var account = account
        if account.isRenewable, let credentials = account.credentials {
            let connection = try world.connections.find(account.connectionID, in: session)
            account.renew(with: try TokenMint(connection, world: world, in: session).renewed(credentials))
        } else {
            account.status = .expired
        }
        account.updatedAt = now
        try ConnectedAccountTable.update(account, in: session)
        return account
    }
}

extension ConnectedAccount {
    fileprivate func needsChange(at now: Date) -> Bool {
        guard status == .active, let tokenExpiresAt else { return false }
        return tokenExpiresAt <= (hasRenewalCredential ? now.addingTimeInterval(Self.renewalMargin) : now)
    }
}
