import struct Foundation.Date

extension ConnectedAccounts {
    /// Changes what is present. Credentials make the account active, whatever it was before.
    ///
    /// Empty members of an OAuth token leave the stored ones; static details are replaced as a whole; the API
    /// configuration is merged key by key.
    package func update(_ lookup: AccountLookup, _ changes: ConnectedAccountChanges) throws -> ConnectedAccount {
        let now = world.clock.now()
        return try world.write { session in
            var account = try find(lookup, creatingConnection: true, in: session)
            let connection = try world.connections.find(account.connectionID, in: session)
            let mint = try TokenMint(connection, world: world, in: session)
            let selection = try changes.scopeSelection.flatMap { try connection.scopes(selected: $0) }
            if let given = try changes.credentials?.admitted(by: connection.type) {
                guard !account.isConsentOnly(on: connection) else {
                    throw ConnectedAccount.noCredentials(on: connection)
                }
                try apply(given, scopes: selection, to: &account, mint: mint)
                if account.status == .active { try AuthRequestTable.delete(of: account.id, in: session) }
            } else if let selection, let present = account.credentials {
                account.renew(with: try mint.renewed(present.with(scopes: selection)))
            }
            account.apiConfig.merge(changes.apiConfig ?? [:]) { _, new in new }
            account.updatedAt = now
            try ConnectedAccountTable.update(account, in: session)
            return account.seen(at: now)
        }
    }

    private func apply(
        _ given: Credentials, scopes: [String]?, to account: inout ConnectedAccount, mint: TokenMint
    ) throws {
        if case .oauthToken(let new) = given, case .oauthToken(let present) = account.credentials {
            account.credentials = .oauthToken(present.overlaid(with: new))
            if !new.accessToken.isEmpty {
                account.tokenExpiresAt = mint.now.addingTimeInterval(TokenMint.standardLifetime)
            }
        } else if given.carriesAccess {
            account.hold(try mint.obtained(with: given, scopes: scopes ?? account.credentials?.obtainedScopes))
        }
        guard given.carriesAccess else { return }
        // Whoever is behind a token that was handed in, nobody asked.
        account.providerIdentity = nil
        account.isGrantRevoked = false
        account.status = .active
    }
}

extension Credentials {
    /// The scopes of an earlier selection, for credentials that the server obtains a token with.
    fileprivate var obtainedScopes: [String]? {
        switch self {
        case .oauthToken(let token): token.scopes
        case .googleDWD(let delegation): delegation.scopes
        case .staticAuth, .trustedIDP: nil
        }
    }

    fileprivate func with(scopes: [String]) -> Credentials {
        switch self {
        case .oauthToken(var token):
            token.scopes = scopes
            return .oauthToken(token)
        case .googleDWD(var delegation):
            delegation.scopes = scopes
            return .googleDWD(delegation)
        case .staticAuth, .trustedIDP:
            return self
        }
    }
}

extension Credentials.OAuthToken {
    fileprivate func overlaid(with new: Self) -> Self {
        Self(
            accessToken: new.accessToken.isEmpty ? accessToken : new.accessToken,
            refreshToken: new.refreshToken.isEmpty ? refreshToken : new.refreshToken,
            scopes: new.scopes.isEmpty ? scopes : new.scopes,
            domain: new.domain.isEmpty ? domain : new.domain)
    }
}

extension Connection {
    /// The scopes a selection comes to: what was ticked and what is required. Nil where no selection is heeded.
    /// - Throws: INVALID_ARGUMENT for a scope that the connection does not ask for.
    fileprivate func scopes(selected selection: ScopeSelection) throws -> [String]? {
        guard type == .oauthM2M || type == .googleDWD, let settings, settings.isTrue("scope_selection_allowed") else {
            return nil
        }
        let offered = requestedScopes
        if let unknown = selection.scopes.first(where: { !offered.contains($0) }) {
            throw EmulatorError(
                .invalidArgument, "Validation error: scope_selection.scopes \"\(unknown) is not a scope of \(keyID)\"",
                errorCode: "INVALID_SCOPE_SELECTION",
                violations: [
                    .init(
                        field: "scope_selection.scopes", description: "must be scopes of the connection",
                        constraint: "scope_selection.known")
                ])
        }
        let required = settings.strings("required_scopes")
        return offered.filter { selection.scopes.contains($0) || required.contains($0) }
    }
}
