package import struct Foundation.Date

/// A provider's configuration in one environment: an OAuth client or a static scheme that connected
/// accounts hang on. Everywhere in the actions API `connector` and `connection_name` mean `keyID`.
package struct Connection: Sendable, Equatable {
    package var id: ConnectionID
    /// The connection's name, unique within its environment, case-sensitive.
    package var keyID: String
    /// The catalogue's provider key, for example `GMAIL`.
    package var providerKey: String
    /// `ConnectionProvider` by number; 0 for providers that only have a key.
    package var provider: Int
    package var type: ConnectionType
    package var status: ConnectionStatus
    package var enabled: Bool
    package var debugEnabled: Bool
    package var uiButtonTitle: String
    /// `ConfigurationType` by number.
    package var configurationType: Int
    package var attributeMapping: [String: String]
    /// The wire's `settings` oneof: its member's name (`oauth_config`, `static_config`, …) and the member as
    /// JSON in proto field names. The rules read only what they need; everything else round-trips.
    package var settings: ConnectionSettings?
    package var authMode: ConnectionAuthMode
    package var isApp: Bool
    package var isLogin: Bool
    package var resolvedProxyURL: String?
    package var createdAt: Date
    package var updatedAt: Date
}

package struct ConnectionSettings: Sendable, Hashable, Codable {
    package var kind: String
    package var values: [String: JSONValue]

    package init(kind: String, values: [String: JSONValue]) {
        self.kind = kind
        self.values = values
    }
}

/// `conn_` and digits. The number orders connections by age.
package struct ConnectionID: Sendable, Hashable, NumberedID {
    package static let prefix = "conn_"
    package var number: Int64
    package init(number: Int64) { self.number = number }
}

/// `connections.ConnectionType`; names and numbers are the contract's.
package enum ConnectionType: Int, Sendable, CaseIterable, Codable {
    case oidc = 1
    case saml = 2
    case password = 3
    case oauth = 4
    case passwordless = 5
    case basic = 6
    case bearer = 7
    case apiKey = 8
    case webauthn = 9
    case oauthM2M = 10
    case trelloOAuth1 = 11
    case googleDWD = 12
    case trustedIDP = 13
    case smartFHIR = 14
    case noAuth = 15
}

extension ConnectionType {
    /// The enum name on the wire, for example `OAUTH_M2M`.
    package var wireName: String {
        switch self {
        case .oidc: "OIDC"
        case .saml: "SAML"
        case .password: "PASSWORD"
        case .oauth: "OAUTH"
        case .passwordless: "PASSWORDLESS"
        case .basic: "BASIC"
        case .bearer: "BEARER"
        case .apiKey: "API_KEY"
        case .webauthn: "WEBAUTHN"
        case .oauthM2M: "OAUTH_M2M"
        case .trelloOAuth1: "TRELLO_OAUTH1"
        case .googleDWD: "GOOGLE_DWD"
        case .trustedIDP: "TRUSTED_IDP"
        case .smartFHIR: "SMART_FHIR"
        case .noAuth: "NO_AUTH"
        }
    }

    package init?(wireName: String) {
        guard let match = Self.allCases.first(where: { $0.wireName == wireName }) else { return nil }
        self = match
    }

    /// Types whose credential comes from a redirect to the provider (spec/actions.md section 6.4).
    package var redirects: Bool { self == .oauth || self == .smartFHIR || self == .trelloOAuth1 }
}

/// `connections.ConnectionStatus` by number.
package enum ConnectionStatus: Int, Sendable { case draft = 1, inProgress = 2, completed = 3 }

/// `connections.ConnectionAuthMode` by number.
package enum ConnectionAuthMode: Int, Sendable { case user = 1, orgWide = 2 }
