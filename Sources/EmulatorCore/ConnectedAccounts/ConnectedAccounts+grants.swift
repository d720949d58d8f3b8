extension ConnectedAccounts {
    /// Takes the grant behind an account back at the provider, or restores it. The credentials work until they end;
    /// the next renewal is refused and makes the account expired. A new consent or new credentials are a new grant.
    /// - Throws: NOT_FOUND; FAILED_PRECONDITION when the account holds nothing that could be renewed.
    @discardableResult
    package func setGrant(revoked: Bool, of lookup: AccountLookup) throws -> ConnectedAccount {
        let now = world.clock.now()
        return try world.write { session in
            var account = try find(lookup, creatingConnection: false, in: session)
            guard account.hasRenewalCredential else {
                throw EmulatorError(
                    .failedPrecondition, "\(account.id) has no grant that is renewed",
                    hint: "Only accounts with a refresh token, or with tokens that the server obtains, have one.")
            }
            account.isGrantRevoked = revoked
            account.updatedAt = now
            try ConnectedAccountTable.update(account, in: session)
            return account.seen(at: now)
        }
    }
}
