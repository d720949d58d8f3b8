extension Seed {
    enum Key: String, YAMLKeys {
        /// For editors; it means nothing here.
        case schema = "$schema"
        case settings
        case customProviders = "custom_providers"
        case connections
        case connectedAccounts = "connected_accounts"
        case stubs
        case faults
        case rateLimits = "rate_limits"
        case mcpConfigs = "mcp_configs"
        case mcpInstances = "mcp_instances"
        case clients
    }

    /// Reads a seed from a file.
    ///
    /// - Throws: `EmulatorError` with every mistake, one line each: `file:line:column: what is wrong`.
    package static func load(path: String, catalogue: Catalogue) throws -> Seed {
        try read(YAMLFile(path: path), catalogue: catalogue)
    }

    /// Reads a seed from YAML or, when the file's name ends in `.json`, JSON.
    package static func parse(_ bytes: [UInt8], fileName: String, catalogue: Catalogue) throws -> Seed {
        try read(YAMLFile(name: fileName, bytes: bytes), catalogue: catalogue)
    }

    package static func parse(_ text: String, fileName: String, catalogue: Catalogue) throws -> Seed {
        try parse(Array(text.utf8), fileName: fileName, catalogue: catalogue)
    }

    private static func read(_ file: YAMLFile, catalogue: Catalogue) throws -> Seed {
        // An empty file, or one with nothing but comments, is a seed with nothing in it.
        try file.read { $0.isNull ? Seed() : Seed($0, catalogue: catalogue) }
    }

    init?(_ yaml: YAMLValue, catalogue: Catalogue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        _ = map[.schema]?.text()
        environment = Environment(
            settings: map[.settings], customProviders: map[.customProviders], connections: map[.connections],
            accounts: map[.connectedAccounts], stubs: map[.stubs], mcpConfigs: map[.mcpConfigs],
            mcpInstances: map[.mcpInstances], faults: map[.faults], rateLimits: map[.rateLimits],
            catalogue: catalogue)
        var seen: Set<String> = []
        clients =
            map[.clients]?.list { item in
                let client = Client(item, catalogue: catalogue)
                if let client, !seen.insert(client.clientID).inserted {
                    item.refuse("the client id \"\(client.clientID)\" is used twice")
                }
                return client
            } ?? []
    }
}

extension Seed.Client {
    enum Key: String, YAMLKeys {
        case clientID = "client_id"
        case clientSecret = "client_secret"
        case settings
        case customProviders = "custom_providers"
        case connections
        case connectedAccounts = "connected_accounts"
        case stubs
        case faults
        case rateLimits = "rate_limits"
        case mcpConfigs = "mcp_configs"
        case mcpInstances = "mcp_instances"
    }

    init?(_ yaml: YAMLValue, catalogue: Catalogue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let clientID = map.required(.clientID)?.text(.clientID)
        let clientSecret = map.required(.clientSecret)?.text(.secret)
        let environment = Seed.Environment(
            settings: map[.settings], customProviders: map[.customProviders], connections: map[.connections],
            accounts: map[.connectedAccounts], stubs: map[.stubs], mcpConfigs: map[.mcpConfigs],
            mcpInstances: map[.mcpInstances], faults: map[.faults], rateLimits: map[.rateLimits],
            catalogue: catalogue)
        guard let clientID, let clientSecret else { return nil }
        self.init(clientID: clientID, clientSecret: clientSecret, environment: environment)
    }
}

extension Seed.Settings {
    enum Key: String, YAMLKeys {
        case consent
        case verify
        case strictConnections = "strict_connections"
        case magicLinkLifetime = "magic_link_lifetime"
        case dashboardUsers = "dashboard_users"
        case scopedTools = "scoped_tools"
        case proxy
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        self.init(
            consent: map[.consent]?.choice(of: ConsentMode.allCases.map { ($0.rawValue, $0) }),
            verify: map[.verify]?.choice(of: VerifyMode.allCases.map { ($0.rawValue, $0) }),
            strictConnections: map[.strictConnections]?.bool(),
            magicLinkLifetime: map[.magicLinkLifetime]?.duration(1...30 * 86_400),
            dashboardUsers: map[.dashboardUsers]?.texts(.emailAddress),
            scopedTools: map[.scopedTools]?.choice(of: ScopedToolAccounts.allCases.map { ($0.rawValue, $0) }),
            proxy: map[.proxy]?.bool())
    }
}

extension TextRule {
    static let clientID = TextRule(1...100, only: "printable ASCII without spaces and colons") {
        ("!"..."~").contains($0) && $0 != ":"
    }

    static let emailAddress = TextRule(3...254, only: "an address without spaces") { !$0.isControl && $0 != " " }

    static let secret = TextRule(1...4_096, only: "text without control characters") { !$0.isControl }
}
