import struct Foundation.Date

/// One link on its way from the page to an active account.
struct Consent {
    private(set) var link: MagicLink
    private(set) var account: ConnectedAccount
    let connection: Connection
    let world: World
    let providers: ProviderDirectory

    init(
        link: MagicLink, account: ConnectedAccount, connection: Connection, world: World, in session: Store.Session
    ) throws {
        self.link = link
        self.account = account
        self.connection = connection
        self.world = world
        providers = try world.providers.directory(in: session)
    }

    var pattern: AuthPattern? { providers.pattern(of: connection) }

    /// A credential comes from the provider's own page.
    var goesToProvider: Bool { connection.type.redirects && !account.isConsentOnly(on: connection) }

    /// The credential form; where the provider asks, or nothing is needed, it has no fields.
    var fields: [CredentialField] {
        connection.type.redirects || account.isConsentOnly(on: connection) ? [] : pattern?.fields ?? []
    }

    /// What the account needs besides; where it is used with another account's credential, that one knows.
    private var accountFields: [CredentialField] {
        account.isConsentOnly(on: connection) ? [] : pattern?.accountFields ?? []
    }

    func page(at now: Date) -> OpenedMagicLink {
        let known = pattern?.oauth?.scopes ?? []
        let scopes = goesToProvider ? connection.requestedScopes : []
        return OpenedMagicLink(
            link: link, state: link.state(at: now), account: account.seen(at: now), connection: connection,
            provider: providers.provider(key: connection.providerKey),
            scopes: scopes.map { name in
                known.first { $0.name == name } ?? .init(name: name, description: "", requested: true)
            },
            fields: fields, accountFields: accountFields, goesToProvider: goesToProvider,
            isConsentOnly: account.isConsentOnly(on: connection))
    }

    /// - Parameters:
    ///   - requested: the scopes that were asked for; nil for those of the connection.
    ///   - isUnattended: nobody looks at a page, so what a form would ask for is made up.
    mutating func approve(
        _ approval: Approval, requested: [String]? = nil, isUnattended: Bool, in session: Store.Session
    ) throws -> ConsentOutcome {
        let values = try values(approval, isUnattended: isUnattended)
        for field in accountFields {
            if let value = values[field.name] { account.set(field, to: value) }
        }
        guard connection.type != .noAuth, !account.isConsentOnly(on: connection) else {
            return try activate(with: nil, in: session)
        }
        let mint = try TokenMint(connection, world: world, in: session)
        guard goesToProvider else {
            let typed = values.filter { name, _ in fields.contains { $0.name == name } }
            let held =
                try isUnattended
                ? mint.invented(for: account.identifier, fields: typed) : mint.submitted(typed, by: account.identifier)
            return try activate(with: held, in: session)
        }
        let scopes = try approval.scopes(of: connection, requested: requested ?? connection.requestedScopes)
        var held = try mint.consented(scopes: scopes)
        held.identity = try approval.checkedIdentity(of: account)
        // Users are verified where they consent at a provider; a credential form never asks who filled it in.
        guard world.settings.verify == .b2b else { return try activate(with: held, in: session) }
        return try awaitVerification(of: held, in: session)
    }

    /// What was typed, when it will do. What an account has already need not be filled in again.
    /// - Throws: INVALID_ARGUMENT naming every field that will not.
    func values(_ approval: Approval, isUnattended: Bool) throws -> [String: String] {
        let missing = accountFields.filter {
            !account.has($0) || !(approval.fields[$0.name] ?? "").isEmpty
        }
        return try CredentialField.values(of: fields + missing, from: approval.fields, areRequired: !isUnattended)
    }

    /// Uses the link up.
    mutating func finish(_ outcome: MagicLink.Outcome, as identity: String? = nil, in session: Store.Session) throws {
        link.consumedAt = world.clock.now()
        link.outcome = outcome
        link.consentedAs = identity
        try MagicLinkTable.saveConsumed(link, in: session)
    }

    private mutating func activate(with held: HeldCredentials?, in session: Store.Session) throws -> ConsentOutcome {
        if let held { account.hold(held) }
        account.status = .active
        account.updatedAt = world.clock.now()
        try ConnectedAccountTable.update(account, in: session)
        try AuthRequestTable.delete(of: account.id, in: session)
        try finish(.activated, as: held?.identity, in: session)
        return .activated(account)
    }

    private mutating func awaitVerification(of held: HeldCredentials, in session: Store.Session) throws
        -> ConsentOutcome
    {
        // With `instant` consent there is no browser to redirect, and the caller verifies through the API.
        guard link.userVerifyURL != nil || world.settings.consent == .instant else {
            try finish(.failed, as: held.identity, in: session)
            return .failed(
                error: "failed_to_exchange",
                description: "user_verify_url not configured for verification redirect")
        }
        let id = try AuthRequestTable.insert(held, for: account.id, world: world, in: session)
        account.status = .pendingVerification
        account.updatedAt = world.clock.now()
        try ConnectedAccountTable.update(account, in: session)
        try finish(.pendingVerification, as: held.identity, in: session)
        let parameters = [("auth_request_id", id)] + (link.state.map { [("state", $0)] } ?? [])
        return .verificationRequired(account, redirect: (link.userVerifyURL ?? "").addingQuery(parameters))
    }
}
