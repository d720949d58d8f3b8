extension Seed.Connection {
    enum Key: String, YAMLKeys {
        case name
        case provider
        case type
        case enabled
        case authMode = "auth_mode"
        case scopes
        case uiButtonTitle = "ui_button_title"
    }

    static let authModes: [(String, ConnectionAuthMode)] = [("USER", .user), ("ORG_WIDE", .orgWide)]

    init?(_ map: YAMLMapping<Key>, name: String, providers: SeedConnections) {
        let provider = Self.provider(map, name: name, providers)
        let authMode = map[.authMode]?.choice(of: Self.authModes) ?? .user
        let isEnabled = map[.enabled]?.bool() ?? true
        let title = map[.uiButtonTitle]?.text(.title) ?? ""
        let scopes = map[.scopes]?.texts(.line)
        guard let provider, let pattern = Self.pattern(map, of: provider) else { return nil }
        if pattern.oauth == nil {
            map[.scopes]?.refuse("a connection of the type \(pattern.type.wireName) has no scopes")
        }
        self.init(
            name: name, providerKey: provider.key, type: pattern.type, isEnabled: isEnabled, authMode: authMode,
            scopes: scopes, uiButtonTitle: title)
    }

    /// Given by its key, or by the connection's name when that is made of a provider's.
    private static func provider(_ map: YAMLMapping<Key>, name: String, _ known: SeedConnections) -> Provider? {
        let named = known.catalogue.provider(connectionNamed: name)
        if let named, map[.provider] == nil { return named }
        guard let yaml = map.required(.provider),
            let provider = yaml.choice(of: (known.customProviders + known.catalogue.providers).map { ($0.key, $0) })
        else { return nil }
        if let named, named.key != provider.key {
            yaml.refuse("the name \"\(name)\" belongs to \(named.key): choose another name for a \(provider.key) one")
        }
        return provider
    }

    private static func pattern(_ map: YAMLMapping<Key>, of provider: Provider) -> AuthPattern? {
        guard let yaml = map[.type] else { return provider.authPatterns.first }
        return yaml.choice(of: provider.authPatterns.map { ($0.type.wireName, $0) })
    }
}

extension TextRule {
    static let title = TextRule(0...200, only: "one line of printable text") { !$0.isControl }
}
