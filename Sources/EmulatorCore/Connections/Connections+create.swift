extension Connections {
    /// Makes a connection. App connections are ready at once; the others are drafts, which lists show and nothing
    /// uses.
    /// - Throws: NOT_FOUND for an unknown provider, ALREADY_EXISTS for a name that is taken, INVALID_ARGUMENT for a
    ///   type that the provider does not offer.
    package func create(_ draft: ConnectionDraft) throws -> Connection {
        try world.write { session in
            let connection = try connection(from: draft, in: session)
            guard try ConnectionTable.id(keyID: connection.keyID, in: session) == nil else {
                throw Self.taken(connection.keyID)
            }
            try ConnectionTable.insert(connection, isImplicit: false, in: session)
            return connection
        }
    }

    func connection(from draft: ConnectionDraft, in session: Store.Session) throws -> Connection {
        let providers = try world.providers.directory(in: session)
        let isApp = draft.isApp || isMeantAsApp(draft, providers)
        let blueprint = try isApp ? appBlueprint(draft, providers) : signOnBlueprint(draft, providers)
        let id: ConnectionID = try world.ids.next(in: session)
        var settings = ConnectionSettings.initial(id: id, type: blueprint.type, pattern: blueprint.pattern)
        if let given = draft.settings { settings = try Self.merge(given, into: settings, type: blueprint.type) }
        let now = world.clock.now()
        return Connection(
            id: id, keyID: try keyID(draft, slug: blueprint.slug, in: session), providerKey: blueprint.providerKey,
            provider: draft.provider != 0
                ? draft.provider : IdentityProvider(key: blueprint.providerKey)?.rawValue ?? 0,
            type: blueprint.type, status: isApp ? .completed : .draft, enabled: isApp, debugEnabled: false,
            uiButtonTitle: "", configurationType: 0, attributeMapping: [:], settings: settings,
            authMode: draft.authMode, isApp: isApp, isLogin: draft.isLogin,
            resolvedProxyURL: try resolvedBaseURL(draft.context, of: blueprint.provider), createdAt: now,
            updatedAt: now)
    }

    /// A caller that sends no flags means an app when the provider or the type can be nothing else.
    private func isMeantAsApp(_ draft: ConnectionDraft, _ providers: ProviderDirectory) -> Bool {
        guard !draft.isLogin else { return false }
        guard let type = draft.type else { return providers.provider(named: Self.providerName(draft)) != nil }
        return !type.isSignOn
    }

    private struct Blueprint {
        var provider: Provider?
        var providerKey: String
        var slug: String
        var type: ConnectionType
        var pattern: AuthPattern?
    }

    private func appBlueprint(_ draft: ConnectionDraft, _ providers: ProviderDirectory) throws -> Blueprint {
        let name = Self.providerName(draft)
        guard let provider = providers.provider(named: name) else {
            throw EmulatorError.notFound(
                "provider", name,
                hint: "This emulator knows: \(providers.keys.joined(separator: ", ")).")
        }
        let pattern =
            draft.type.map { type in provider.authPatterns.first { $0.type == type } }
            ?? provider.authPatterns.first
        guard let pattern else {
            let offered = provider.authPatterns.map(\.type.wireName).joined(separator: ", ")
            throw EmulatorError.invalid(
                "connection.type",
                "\(provider.key) does not offer \(draft.type?.wireName ?? "any type");"
                    + " use one of: \(offered)", constraint: "connection.type.offered")
        }
        return Blueprint(
            provider: provider, providerKey: provider.key, slug: provider.slug, type: pattern.type, pattern: pattern)
    }

    /// Sign-on connections are kept for what lists them; nothing in this emulator signs on with them.
    private func signOnBlueprint(_ draft: ConnectionDraft, _ providers: ProviderDirectory) throws -> Blueprint {
        let name = Self.providerName(draft)
        return Blueprint(
            provider: nil, providerKey: providers.key(named: name), slug: name.lowercased(), type: draft.type ?? .oidc,
            pattern: nil)
    }

    private static func providerName(_ draft: ConnectionDraft) -> String {
        guard draft.providerKey.isEmpty else { return draft.providerKey }
        return IdentityProvider(rawValue: draft.provider)?.key ?? ""
    }

    private func keyID(_ draft: ConnectionDraft, slug: String, in session: Store.Session) throws -> String {
        if let keyID = draft.keyID, !keyID.isEmpty {
            try requireText(keyID, field: "connection.key_id")
            return keyID
        }
        return "\(slug)-\(try world.ids.alphanumerics(8, for: "connection name", in: session))"
    }

    /// The provider's base URL with its placeholders filled; nil when it has none.
    private func resolvedBaseURL(_ context: [String: JSONValue], of provider: Provider?) throws -> String? {
        let placeholders = ["domain", "version"]
        if let unknown = context.keys.sorted().first(where: { !placeholders.contains($0) }) {
            throw EmulatorError.invalid(
                "connection.context.\(unknown)", "only domain and version are recognized here",
                constraint: "connection.context.known")
        }
        guard let provider, provider.baseURL.contains("{{") else { return nil }
        var url = provider.baseURL
        for name in placeholders {
            guard let value = context[name]?.string, !value.isEmpty else { continue }
            url = url.replacing("{{\(name)}}", with: value)
        }
        return url.contains("{{") ? nil : url
    }

    static func taken(_ keyID: String) -> EmulatorError {
        EmulatorError(
            .alreadyExists, "connection already exists: \(keyID)",
            hint: "Names of connections are unique in an environment; choose another key_id or update that one.")
    }

    static func merge(
        _ given: ConnectionSettings, into present: ConnectionSettings?, type: ConnectionType
    ) throws -> ConnectionSettings {
        let kind = ConnectionSettings.kind(for: type)
        guard given.kind == kind else {
            throw EmulatorError.invalid(
                "connection.\(given.kind)",
                "does not belong to type \(type.wireName)" + (kind.map { "; set \($0)" } ?? ""),
                constraint: "connection.settings.type")
        }
        let merged = (present ?? ConnectionSettings(kind: given.kind, values: [:])).merging(given)
        try merged.check()
        return merged
    }
}

extension ConnectionType {
    /// Types that sign people on, rather than give access to a provider's API.
    var isSignOn: Bool {
        switch self {
        case .oidc, .saml, .password, .passwordless, .webauthn: true
        default: false
        }
    }
}

extension Catalogue {
    /// A provider by key or slug, whatever the case.
    func provider(named name: String) -> Provider? {
        provider(key: name.uppercased()) ?? provider(slug: name.lowercased())
    }
}
