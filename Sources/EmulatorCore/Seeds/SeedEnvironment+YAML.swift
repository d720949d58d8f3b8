extension Seed.Environment {
    init(
        settings: YAMLValue?, connections: YAMLValue?, accounts: YAMLValue?, stubs: YAMLValue?, faults: YAMLValue?,
        rateLimits: YAMLValue?, catalogue: Catalogue
    ) {
        self.faults =
            faults?.list { Fault.withDefinition($0) }?.map { Seed.GivenFault(fault: $0.0, definition: $0.1) } ?? []
        self.rateLimits =
            rateLimits?.list { RateLimit.withDefinition($0) }?
            .map { Seed.GivenRateLimit(limit: $0.0, definition: $0.1) } ?? []
        self.stubs =
            stubs?.list { Stub.withDefinition($0) }?.map { Seed.GivenStub(stub: $0.0, definition: $0.1) } ?? []
        self.settings = settings.flatMap { Seed.Settings($0) } ?? Seed.Settings()
        var names = SeedConnections(catalogue: catalogue, isStrict: self.settings.strictConnections ?? false)
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
    }
}

extension Seed.Account {
    /// What makes an account unique in its environment.
    fileprivate var identity: [String?] { [connection, identifier, organizationID, userID] }
}

/// The connections that accounts of one environment may name.
struct SeedConnections {
    let catalogue: Catalogue
    let isStrict: Bool
    /// The type of every declared connection; nil for one whose declaration has mistakes.
    private var declared: [String: ConnectionType?] = [:]

    init(catalogue: Catalogue, isStrict: Bool) {
        self.catalogue = catalogue
        self.isStrict = isStrict
    }

    mutating func declare(_ yaml: YAMLValue) -> Seed.Connection? {
        guard let map = yaml.mapping(of: Seed.Connection.Key.self) else { return nil }
        guard let name = map.required(.name)?.text(.connectionName) else { return nil }
        if declared.keys.contains(name) { map[.name]?.refuse("the connection \"\(name)\" is used twice") }
        let connection = Seed.Connection(map, name: name, catalogue: catalogue)
        declared[name] = .some(connection?.type)
        return connection
    }

    /// The type of a connection that an account names. Nil, with a mistake, when there is none of that name;
    /// nil without one when its declaration was refused already.
    func type(of name: String, at yaml: YAMLValue) -> ConnectionType? {
        if let type = declared[name] { return type }
        if !isStrict, let provider = catalogue.provider(connectionNamed: name) {
            return provider.authPatterns.first?.type
        }
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
