/// One connector of the catalogue: a third-party service and the ways to authenticate with it.
/// Read from `fixtures/catalogue/<slug>.yaml`.
package struct Provider: Sendable, Equatable {
    /// Upper-case key, for example `GOOGLECALENDAR`.
    package var key: String
    /// Lower-case name; also the name of the connection that exists from the start.
    package var slug: String
    package var displayName: String
    package var description: String
    package var categories: [String]
    /// Where the provider's API lives, without a trailing slash.
    package var baseURL: String
    /// How it words a failure, with `{{error.status}}`, `{{error.code}}` and `{{error.message}}`.
    package var errorBody: JSONValue = ["error": "{{error.code}}", "message": "{{error.message}}"]
    /// Whether failures come with status 200, inside the answer.
    package var reportsErrorsInData = false
    /// Whether calls may be proxied to it.
    package var allowsProxy = true
    /// Whether this environment made it; false for those of the catalogue.
    package var isCustom = false
    /// Whether `baseURL` is an MCP server whose tools are read there (spec/actions.md section 12).
    package var isCustomMCP: Bool { isCustom && authPatterns.contains(where: \.isMCP) }
    /// As an environment's API showed it; nil for one that was written by hand.
    package var details: ProviderDetails?
    /// The first is the one a connection gets when none is named.
    package var authPatterns: [AuthPattern]
}

/// A way to authenticate with a provider, in the shape of Scalekit's `auth_patterns`.
package struct AuthPattern: Sendable, Equatable {
    package var type: ConnectionType
    package var displayName: String
    package var oauth: OAuth?
    /// What the person is asked for on the credential form.
    package var fields: [CredentialField]
    /// What an account needs besides its credential, for example a tenant's domain; kept in `api_config`.
    package var accountFields: [CredentialField]
    package var tokens: TokenShape
    /// The header that carries the credential instead of `Authorization`.
    package var authHeader: String?
    /// What happens to a field's value before it is sent, by field name.
    package var mutations: [String: FieldMutation] = [:]
    /// What HTTP's Basic scheme carries where it is not user name and password: `api:{{api_key}}`.
    package var basic: String?
    /// Whether what it authenticates with is an MCP server.
    package var isMCP = false

    package struct FieldMutation: Sendable, Equatable {
        package var standard = ""
        package var prefix = ""
        package var suffix = ""
    }

    package struct OAuth: Sendable, Equatable {
        package var authorizeURI: String
        package var tokenURI: String
        package var userInfoURI: String
        package var pkceEnabled: Bool
        package var scopes: [Scope]
    }

    package struct Scope: Sendable, Equatable {
        package var name: String
        package var description: String
        /// Whether a new connection asks for it.
        package var requested: Bool
    }

    /// What the provider's tokens look like, so that the ones made here look real.
    package struct TokenShape: Sendable, Equatable {
        package var accessPrefix: String
        package var refreshPrefix: String
        /// Seconds an access token lives; nil when this provider's tokens do not expire.
        package var lifetime: Double?
    }
}

/// One input of a credential form.
package struct CredentialField: Sendable, Equatable {
    package enum InputType: String, Sendable { case text, password, select, textarea }

    package struct Option: Sendable, Equatable {
        package var value: String
        package var displayName: String
    }

    package var name: String
    package var label: String
    package var inputType: InputType
    package var hint: String
    package var required: Bool
    package var options: [Option]
    /// The header that carries this value, where a credential has several.
    package var headerName: String?
    /// Whether the value belongs into the provider's base URL, and is no credential.
    package var isPathParam = false
}

/// Every provider this process knows.
package struct Catalogue: Sendable {
    package let providers: [Provider]
    package let tools: CatalogueTools
    private let byKey: [String: Provider]
    private let bySlug: [String: Provider]

    package init(providers: [Provider], tools: CatalogueTools = CatalogueTools()) {
        self.providers = providers.sorted { $0.slug < $1.slug }
        self.tools = tools
        byKey = Dictionary(providers.map { ($0.key, $0) }) { first, _ in first }
        bySlug = Dictionary(providers.map { ($0.slug, $0) }) { first, _ in first }
    }

    package func provider(key: String) -> Provider? { byKey[key] }
    package func provider(slug: String) -> Provider? { bySlug[slug] }
}
