import struct Foundation.Date

/// What somebody chose on the page behind a link.
package struct Approval: Sendable {
    /// The scopes that were ticked; nil for all that are asked for. Others are not granted.
    package var grantedScopes: [String]?
    /// The values of the credential form and of the account's own fields, by name.
    package var fields: [String: String]
    /// Who consented at the provider, where the page asks.
    package var identity: String?

    package init(grantedScopes: [String]? = nil, fields: [String: String] = [:], identity: String? = nil) {
        self.grantedScopes = grantedScopes
        self.fields = fields
        self.identity = identity
    }
}

/// One link on its way from the page to an active account.
struct Consent {
    private(set) var link: MagicLink
    private(set) var account: ConnectedAccount
    let connection: Connection
    let world: World

    init(link: MagicLink, account: ConnectedAccount, connection: Connection, world: World) {
        self.link = link
        self.account = account
        self.connection = connection
        self.world = world
    }

    private var pattern: AuthPattern? { world.catalogue.pattern(of: connection) }

    func page(at now: Date) -> OpenedMagicLink {
        let known = pattern?.oauth?.scopes ?? []
        let scopes =
            connection.type.redirects
            ? connection.requestedScopes.map { name in
                known.first { $0.name == name } ?? .init(name: name, description: "", requested: true)
            } : []
        return OpenedMagicLink(
            link: link, state: link.state(at: now), account: account.seen(at: now), connection: connection,
            provider: world.catalogue.provider(key: connection.providerKey), scopes: scopes,
            fields: connection.type.redirects ? [] : pattern?.fields ?? [],
            accountFields: pattern?.accountFields ?? [])
    }

    /// - Parameter isUnattended: nobody looks at a page, so what a form would ask for is made up, and a caller
    ///   without a verification URL confirms the user through the API.
    mutating func approve(_ approval: Approval, isUnattended: Bool, in session: Store.Session) throws
        -> ConsentOutcome
    {
        try takeAccountFields(approval.fields, isUnattended: isUnattended)
        guard connection.type != .noAuth else { return try activate(with: nil, approval, in: session) }
        let held = try credentials(approval, isUnattended: isUnattended, in: session)
        // The applicable modes concern consents at a provider; a credential form is never verified.
        guard connection.type.redirects, world.settings.verify == .b2b else {
            return try activate(with: held, approval, in: session)
        }
        guard link.userVerifyURL != nil || world.settings.consent == .instant else {
            try finish(.failed, as: approval.identity, in: session)
            return .failed(
                error: "failed_to_exchange",
                description: "user_verify_url not configured for verification redirect")
        }
        return try awaitVerification(of: held, approval, in: session)
    }

    /// Uses the link up.
    mutating func finish(_ outcome: MagicLink.Outcome, as identity: String?, in session: Store.Session) throws {
        link.consumedAt = world.clock.now()
        link.outcome = outcome
        link.consentedAs = identity
        try MagicLinkTable.saveConsumed(link, in: session)
    }

    private mutating func activate(with held: HeldCredentials?, _ approval: Approval, in session: Store.Session) throws
        -> ConsentOutcome
    {
        if let held { account.hold(held) }
        account.status = .active
        account.updatedAt = world.clock.now()
        try ConnectedAccountTable.update(account, in: session)
        try AuthRequestTable.delete(of: account.id, in: session)
        try finish(.activated, as: approval.identity, in: session)
        return .activated(account)
    }

    private mutating func awaitVerification(
        of held: HeldCredentials, _ approval: Approval, in session: Store.Session
    ) throws -> ConsentOutcome {
        let id = try AuthRequestTable.insert(held, for: account.id, world: world, in: session)
        account.status = .pendingVerification
        account.updatedAt = world.clock.now()
        try ConnectedAccountTable.update(account, in: session)
        try finish(.pendingVerification, as: approval.identity, in: session)
        let parameters = [("auth_request_id", id)] + (link.state.map { [("state", $0)] } ?? [])
        return .verificationRequired(account, redirect: (link.userVerifyURL ?? "").addingQuery(parameters))
    }

    private func credentials(_ approval: Approval, isUnattended: Bool, in session: Store.Session) throws
        -> HeldCredentials
    {
        let mint = TokenMint(connection, world: world, in: session)
        if connection.type.redirects {
            let requested = connection.requestedScopes
            let granted = approval.grantedScopes
            return try mint.consented(scopes: requested.filter { granted?.contains($0) ?? true })
        }
        let fields = try Self.values(
            of: pattern?.fields ?? [], from: approval.fields, areRequired: !isUnattended)
        return try isUnattended
            ? mint.invented(for: account.identifier, fields: fields)
            : mint.submitted(fields, by: account.identifier)
    }

    private mutating func takeAccountFields(_ given: [String: String], isUnattended: Bool) throws {
        // What the account has already need not be filled in again.
        let missing = (pattern?.accountFields ?? []).filter {
            account.apiConfig[$0.name] == nil || !(given[$0.name] ?? "").isEmpty
        }
        for (name, value) in try Self.values(of: missing, from: given, areRequired: !isUnattended) {
            account.apiConfig[name] = .string(value)
        }
    }

    private static func values(
        of fields: [CredentialField], from given: [String: String], areRequired: Bool
    ) throws -> [String: String] {
        var values: [String: String] = [:]
        for field in fields {
            let value = given[field.name] ?? ""
            guard !value.isEmpty else {
                if areRequired, field.required {
                    throw EmulatorError.invalid(field.name, "value is required", constraint: "required")
                }
                continue
            }
            try requireText(value, field: field.name)
            guard field.options.isEmpty || field.options.contains(where: { $0.value == value }) else {
                let offered = field.options.map(\.value).joined(separator: ", ")
                throw EmulatorError.invalid(field.name, "value must be one of: \(offered)", constraint: "string.in")
            }
            values[field.name] = value
        }
        return values
    }
}
