/// What a caller says about a connection that is to be made.
package struct ConnectionDraft: Sendable {
    /// Nil: the provider's slug, a hyphen and eight letters or digits.
    package var keyID: String?
    /// A provider's key or slug, in any case; may be empty when `provider` says it.
    package var providerKey: String
    /// `ConnectionProvider` by number; 0 for none.
    package var provider: Int
    /// Nil: the first way to authenticate that the provider offers.
    package var type: ConnectionType?
    package var authMode: ConnectionAuthMode
    package var isApp: Bool
    package var isLogin: Bool
    /// Only `domain` and `version` mean anything; they resolve a templated base URL and are not kept.
    package var context: [String: JSONValue]
    /// Laid over what the catalogue says.
    package var settings: ConnectionSettings?

    package init(
        keyID: String? = nil,
        providerKey: String,
        provider: Int = 0,
        type: ConnectionType? = nil,
        authMode: ConnectionAuthMode = .user,
        isApp: Bool = true,
        isLogin: Bool = false,
        context: [String: JSONValue] = [:],
        settings: ConnectionSettings? = nil
    ) {
        self.keyID = keyID
        self.providerKey = providerKey
        self.provider = provider
        self.type = type
        self.authMode = authMode
        self.isApp = isApp
        self.isLogin = isLogin
        self.context = context
        self.settings = settings
    }
}

/// What a caller wants changed. What is nil stays; settings are laid over the present ones, member by member.
package struct ConnectionChanges: Sendable {
    package var keyID: String?
    package var providerKey: String?
    package var provider: Int?
    package var type: ConnectionType?
    package var debugEnabled: Bool?
    package var uiButtonTitle: String?
    package var configurationType: Int?
    package var attributeMapping: [String: String]?
    package var settings: ConnectionSettings?

    package init(
        keyID: String? = nil,
        providerKey: String? = nil,
        provider: Int? = nil,
        type: ConnectionType? = nil,
        debugEnabled: Bool? = nil,
        uiButtonTitle: String? = nil,
        configurationType: Int? = nil,
        attributeMapping: [String: String]? = nil,
        settings: ConnectionSettings? = nil
    ) {
        self.keyID = keyID
        self.providerKey = providerKey
        self.provider = provider
        self.type = type
        self.debugEnabled = debugEnabled
        self.uiButtonTitle = uiButtonTitle
        self.configurationType = configurationType
        self.attributeMapping = attributeMapping
        self.settings = settings
    }
}
