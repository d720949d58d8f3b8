import struct Foundation.Date

/// The links of one environment that let people connect accounts.
package struct MagicLinks: Sendable {
    let world: World

    /// Makes a link for an account. An identifier that has no account yet gets one that waits for the consent. An
    /// account that has credentials keeps them until somebody consents again.
    ///
    /// With `instant` consent the link is approved when this returns.
    /// - Parameters:
    ///   - state: comes back with the redirect to `userVerifyURL`.
    ///   - userVerifyURL: where the user is verified in `b2b` mode; needed when the consent is given, not now.
    /// - Throws: NOT_FOUND for an unknown connection or id, FAILED_PRECONDITION for a disabled connection.
    package func create(
        _ lookup: AccountLookup, state: String? = nil, userVerifyURL: String? = nil
    ) throws -> MagicLink {
        try requireText(state ?? "", field: "state")
        try requireText(userVerifyURL ?? "", field: "user_verify_url")
        return try world.write { session in
            try create(lookup, state: state, userVerifyURL: userVerifyURL, lifetime: nil, in: session)
        }
    }

    /// - Parameter lifetime: in seconds; nil for the environment's.
    func create(
        _ lookup: AccountLookup, state: String? = nil, userVerifyURL: String? = nil, lifetime: Double?,
        in session: Store.Session
    ) throws -> MagicLink {
        let now = world.clock.now()
        let settings = world.settings
        let (account, connection) = try target(lookup, in: session)
        var link = MagicLink(
            token: try world.ids.magicLinkToken(in: session), accountID: account.id, state: state?.nonEmpty,
            userVerifyURL: userVerifyURL?.nonEmpty, createdAt: now,
            expiresAt: now.addingTimeInterval(lifetime ?? settings.magicLinkLifetime))
        try MagicLinkTable.insert(link, in: session)
        if settings.consent == .instant {
            var consent = try Consent(
                link: link, account: account, connection: connection, world: world, in: session)
            _ = try consent.approve(Approval(), isUnattended: true, in: session)
            link = consent.link
        }
        return link
    }

    /// What the page behind a link shows. Looking does not use it up.
    /// - Throws: NOT_FOUND when nobody made this link here.
    package func open(_ token: String) throws -> OpenedMagicLink {
        let now = world.clock.now()
        return try world.store.read { session in
            let consent = try consent(token, in: session)
            return consent.page(at: now)
        }
    }

    /// Uses the link up and gives the account what it is for. Of two approvals one is first and the other is too late.
    /// - Throws: NOT_FOUND for an unknown link; FAILED_PRECONDITION with the error code `MAGIC_LINK_USED`,
    ///   `MAGIC_LINK_EXPIRED` or, when the connection is disabled, its status name; INVALID_ARGUMENT when the form
    ///   is not filled. Only a link that was open is used up.
    package func approve(_ token: String, _ approval: Approval = Approval()) throws -> ConsentOutcome {
        let now = world.clock.now()
        let isUnattended = world.settings.consent != .manual
        return try world.write { session in
            var consent = try consent(token, in: session)
            try consent.link.requireOpen(at: now)
            try consent.connection.requireReady()
            return try consent.approve(approval, isUnattended: isUnattended, in: session)
        }
    }

    /// Uses the link up; the account stays as it is.
    /// - Throws: as `approve`.
    @discardableResult
    package func deny(_ token: String) throws -> OpenedMagicLink {
        let now = world.clock.now()
        return try world.write { session in
            var consent = try consent(token, in: session)
            try consent.link.requireOpen(at: now)
            try consent.finish(.denied, as: nil, in: session)
            return consent.page(at: now)
        }
    }

    func consent(_ token: String, in session: Store.Session) throws -> Consent {
        guard let link = try MagicLinkTable.find(token, in: session),
            let account = try ConnectedAccountTable.find(link.accountID, in: session)
        else { throw EmulatorError.notFound("magic link") }
        let connection = try world.connections.find(account.connectionID, in: session)
        return try Consent(link: link, account: account, connection: connection, world: world, in: session)
    }

    private func target(_ lookup: AccountLookup, in session: Store.Session) throws -> (ConnectedAccount, Connection) {
        let accounts = world.connectedAccounts
        if !lookup.id.isEmpty {
            let account = try accounts.find(id: lookup.id, in: session)
            let connection = try world.connections.find(account.connectionID, in: session)
            try connection.requireReady()
            return (account, connection)
        }
        try accounts.require(
            ["connector": lookup.connector, "identifier": lookup.identifier], of: "an account without id")
        let connection = try world.connections.resolve(lookup.connector, creating: true, in: session)
        try connection.requireReady()
        if let account = try accounts.match(lookup, on: connection.id, in: session) { return (account, connection) }
        let draft = ConnectedAccountDraft(
            connector: lookup.connector, identifier: lookup.identifier, organizationID: lookup.organizationID,
            userID: lookup.userID)
        return (try accounts.insert(draft, in: session), connection)
    }
}

extension MagicLink {
    func requireOpen(at now: Date) throws {
        switch state(at: now) {
        case .open:
            return
        case .used:
            throw EmulatorError(
                .failedPrecondition, "this link was already used", errorCode: "MAGIC_LINK_USED",
                hint: "A link works once; ask for another one.")
        case .expired:
            throw EmulatorError(
                .failedPrecondition, "this link has expired", errorCode: "MAGIC_LINK_EXPIRED",
                hint: "Ask for another one.")
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
