extension Seed.Environment {
    init(
        settings: YAMLValue?, customProviders: YAMLValue?, connections: YAMLValue?, accounts: YAMLValue?,
        stubs: YAMLValue?, mcpConfigs: YAMLValue?, mcpInstances: YAMLValue?, faults: YAMLValue?, rateLimits: YAMLValue?,
        catalogue: Catalogue
    ) {
        self.faults =
            faults?.list { Fault.withDefinition($0) }?.map { Seed.GivenFault(fault: $0.0, definition: $0.1) } ?? []
        self.rateLimits =
            rateLimits?.list { RateLimit.withDefinition($0) }?
            .map { Seed.GivenRateLimit(limit: $0.0, definition: $0.1) } ?? []
        self.stubs =
            stubs?.list { Stub.withDefinition($0) }?.map { Seed.GivenStub(stub: $0.0, definition: $0.1) } ?? []
        self.settings = settings.flatMap { Seed.Settings($0) } ?? Seed.Settings()
        let own = customProviders?.list { Self.customProvider($0, catalogue: catalogue) } ?? []
        customProviders?.checkDistinct(own)
        self.customProviders = own
        var names = SeedConnections(
            catalogue: catalogue, customProviders: own.map { $0.record.provider() },
            isStrict: self.settings.strictConnections ?? false)
        self.connections = connections?.list { names.declare($0) } ?? []
        var seen: Set<[String?]> = []
        connectedAccounts =
            accounts?.list { item in
                let account = Seed.Account(item, connections: names)
                if let account, !seen.insert(account.identity).inserted {
                    item.refuse("the same account stands above already: \(account.identity.compactMap(\.self))")
                }
                return account
            } ?? []
        var configNames: [String] = []
        self.mcpConfigs =
            mcpConfigs?.list { item in
                let config = Seed.MCPConfig(item, connections: names)
                if let config, configNames.contains(config.name) {
                    item.refuse("the MCP config \"\(config.name)\" is used twice")
                }
                configNames += config.map { [$0.name] } ?? []
                return config
            } ?? []
        self.mcpInstances = mcpInstances?.list { Seed.MCPInstance($0, configs: configNames) } ?? []
    }
}

extension Seed.Environment {
    private static func customProvider(_ yaml: YAMLValue, catalogue: Catalogue) -> Seed.CustomProvider? {
        guard let provider = Seed.CustomProvider(yaml) else { return nil }
        guard catalogue.provider(key: provider.key) == nil else {
            yaml.refuse("the identifier \"\(provider.key)\" belongs to a provider of the catalogue")
            return nil
        }
        return provider
    }
}

extension YAMLValue {
    fileprivate func checkDistinct(_ providers: [Seed.CustomProvider]) {
        for (index, provider) in providers.enumerated() {
            let earlier = providers[..<index]
            if earlier.contains(where: { $0.key == provider.key }) {
                refuse("the identifier \"\(provider.key)\" is used twice")
            }
            let name = provider.details.displayName
            if earlier.contains(where: { $0.details.displayName.lowercased() == name.lowercased() }) {
                refuse("the display_name \"\(name)\" is used twice")
            }
        }
    }
}

extension Seed.Account {
    /// What makes an account unique in its environment.
    fileprivate var identity: [String?] { [connection, identifier, organizationID, userID] }
}

/// The connections that accounts of one environment may name.
struct SeedConnections {
    let catalogue: Catalogue
    /// Those that the same environment declares.
    let customProviders: [Provider]
    let isStrict: Bool
    /// Every declared connection; nil for one whose declaration has mistakes.
    private var declared: [String: Seed.Connection?] = [:]

    init(catalogue: Catalogue, customProviders: [Provider] = [], isStrict: Bool) {
        self.catalogue = catalogue
        self.customProviders = customProviders
        self.isStrict = isStrict
    }

    mutating func declare(_ yaml: YAMLValue) -> Seed.Connection? {
        guard let map = yaml.mapping(of: Seed.Connection.Key.self) else { return nil }
        guard let name = map.required(.name)?.text(.connectionName) else { return nil }
        if declared.keys.contains(name) { map[.name]?.refuse("the connection \"\(name)\" is used twice") }
        let connection = Seed.Connection(map, name: name, providers: self)
        declared[name] = .some(connection)
        return connection
    }

    /// The type of a connection that an account names. Nil, with a mistake, when there is none of that name;
    /// nil without one when its declaration was refused already.
    func type(of name: String, at yaml: YAMLValue) -> ConnectionType? {
        if let connection = declared[name] { return connection?.type }
        return implied(by: name, at: yaml)?.authPatterns.first?.type
    }

    /// The provider of a connection; nil as with `type(of:at:)`.
    func providerKey(of name: String, at yaml: YAMLValue) -> String? {
        if let connection = declared[name] { return connection?.providerKey }
        return implied(by: name, at: yaml)?.key
    }

    private func implied(by name: String, at yaml: YAMLValue) -> Provider? {
        if !isStrict, let provider = catalogue.provider(connectionNamed: name) { return provider }
        let allowed = declared.keys.sorted() + (isStrict ? [] : catalogue.providers.map(\.slug))
        yaml.refuse(unknown: name, suggestion: NearestName.to(name, in: allowed), allowed: allowed)
        return nil
    }
}

extension Catalogue {
    /// The provider of a connection that needs no declaration: `gmail`, or `gmail-` and eight letters or digits.
    func provider(connectionNamed name: String) -> Provider? {
        if let provider = provider(slug: name) { return provider }
        let suffix = name.suffix(8)
        guard suffix.count == 8, suffix.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
            name.dropLast(8).hasSuffix("-")
        else { return nil }
        return provider(slug: String(name.dropLast(9)))
    }
}

extension TextRule {
    /// The contract's pattern for `connector`, within the length that it allows for a key id.
    static let connectionName = TextRule(1...300, only: "letters, digits, spaces, '_', ':' and '-'") {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            || "_: -".unicodeScalars.contains($0)
    }
}
