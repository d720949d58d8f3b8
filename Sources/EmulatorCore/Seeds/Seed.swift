package import struct Foundation.Date

/// What is there from the start: a file given with `--seed`, read and checked as a whole.
/// `fixtures/seeds/demo.yaml` shows every key, `fixtures/seeds/seed.schema.json` describes them.
package struct Seed: Sendable, Equatable {
    /// For the environment of the server's own client id.
    package var environment = Environment()
    /// Further environments with credentials of their own.
    package var clients: [Client] = []

    package struct Client: Sendable, Equatable {
        package var clientID: String
        package var clientSecret: String
        package var environment: Environment
    }

    package struct Environment: Sendable, Equatable {
        package var settings = Settings()
        package var customProviders: [CustomProvider] = []
        package var connections: [Connection] = []
        package var connectedAccounts: [Account] = []
        package var stubs: [GivenStub] = []
        package var mcpConfigs: [MCPConfig] = []
        package var mcpInstances: [MCPInstance] = []
        package var faults: [GivenFault] = []
        package var rateLimits: [GivenRateLimit] = []
    }

    /// A fault, and its text as it was given.
    package struct GivenFault: Sendable, Equatable {
        package var fault: Fault
        package var definition: JSONValue
    }

    /// A rate limit, and its text as it was given.
    package struct GivenRateLimit: Sendable, Equatable {
        package var limit: RateLimit
        package var definition: JSONValue
    }

    package struct MCPConfig: Sendable, Equatable {
        package var name: String
        package var description: String
        package var mappings: [MCPMappingDraft]
    }

    package struct MCPInstance: Sendable, Equatable {
        package var config: String
        package var identifier: String
        /// Empty for one that is named like its config.
        package var name: String
    }

    /// A stub, and its text as it was given.
    package struct GivenStub: Sendable, Equatable {
        package var stub: Stub
        package var definition: JSONValue
    }

    /// What is nil stays as the command line or the environment has it.
    package struct Settings: Sendable, Equatable {
        package var consent: ConsentMode?
        package var verify: VerifyMode?
        package var strictConnections: Bool?
        /// In seconds.
        package var magicLinkLifetime: Double?
        package var dashboardUsers: [String]?
        package var scopedTools: ScopedToolAccounts?
        package var proxy: Bool?
    }

    /// A custom provider, as CreateCustomProvider would make it, under an identifier that stays the same.
    package struct CustomProvider: Sendable, Equatable {
        package var key: String
        package var details: ProviderDetails
    }

    /// A connection to create, or to change when it exists from the start.
    package struct Connection: Sendable, Equatable {
        /// The `keyID` that accounts and API calls refer to.
        package var name: String
        package var providerKey: String
        package var type: ConnectionType
        package var isEnabled: Bool
        package var authMode: ConnectionAuthMode
        /// Nil for the scopes that the catalogue asks for.
        package var scopes: [String]?
        package var uiButtonTitle: String
    }

    package struct Account: Sendable, Equatable {
        package var connection: String
        package var identifier: String
        package var organizationID: String?
        package var userID: String?
        package var status: ConnectorStatus
        package var credentials: Credentials?
        package var tokenExpiry: Expiry?
        package var apiConfig: [String: JSONValue]
        package var lastUsedAt: Date?
        /// Whether the provider refuses to renew the token.
        package var isGrantRevoked = false
        /// Whether it holds the one credential of an ORG_WIDE connection.
        package var isOrgWideCredential = false
        /// What the provider's simulator holds for the account, instead of its own data.
        package var providerData: JSONValue?
    }

    package enum Expiry: Sendable, Equatable {
        /// Seconds after the moment the seed is applied, by the environment's clock; negative for the past.
        case after(Double)
        case at(Date)
    }
}
