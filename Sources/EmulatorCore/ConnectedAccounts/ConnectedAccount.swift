package import struct Foundation.Date

/// A user's credential on a connection.
package struct ConnectedAccount: Sendable, Equatable {
    package var id: ConnectedAccountID
    package var connectionID: ConnectionID
    /// The connection's `keyID`.
    package var connector: String
    package var providerKey: String
    /// The application's own stable key for its user: an email address, a user id, any string.
    package var identifier: String
    package var organizationID: String?
    package var userID: String?
    package var status: ConnectorStatus
    package var authorizationType: ConnectorType
    package var credentials: Credentials?
    package var apiConfig: [String: JSONValue]
    package var tokenExpiresAt: Date?
    package var createdAt: Date
    package var updatedAt: Date
    package var lastUsedAt: Date?
    package var isOrgWideCredential: Bool
    /// Who consented at the provider; nil where nobody was asked. Not on the wire.
    package var providerIdentity: String? = nil
    /// Whether the provider no longer honours the grant behind the credentials: they work until they end, and are
    /// not renewed. Not on the wire.
    package var isGrantRevoked: Bool = false
}

/// `ca_` and digits.
package struct ConnectedAccountID: Sendable, Hashable, NumberedID {
    package static let prefix = "ca_"
    package var number: Int64
    package init(number: Int64) { self.number = number }
}

/// `connected_accounts.ConnectorStatus`; there is no REVOKED, PENDING or INACTIVE.
package enum ConnectorStatus: Int, Sendable, CaseIterable {
    case active = 1
    case expired = 2
    case pendingAuth = 3
    case pendingVerification = 4
    case disconnected = 5
}

extension ConnectorStatus {
    package var wireName: String {
        switch self {
        case .active: "ACTIVE"
        case .expired: "EXPIRED"
        case .pendingAuth: "PENDING_AUTH"
        case .pendingVerification: "PENDING_VERIFICATION"
        case .disconnected: "DISCONNECTED"
        }
    }

    package init?(wireName: String) {
        guard let match = Self.allCases.first(where: { $0.wireName == wireName }) else { return nil }
        self = match
    }
}

/// `connected_accounts.ConnectorType` by number.
package enum ConnectorType: Int, Sendable {
    case oauth = 1
    case apiKey = 2
    case basicAuth = 3
    case bearerToken = 4
    case custom = 5
    case basic = 6
    case oauthM2M = 7
    case trelloOAuth1 = 8
    case googleDWD = 9
    case trustedIDP = 10
    case smartFHIR = 11
    case noAuth = 12
}

extension ConnectorType {
    /// The mapping is not documented for BASIC and BEARER; see the divergence ledger.
    package init(_ type: ConnectionType) {
        switch type {
        case .oauth: self = .oauth
        case .apiKey: self = .apiKey
        case .basic: self = .basic
        case .bearer: self = .bearerToken
        case .oauthM2M: self = .oauthM2M
        case .trelloOAuth1: self = .trelloOAuth1
        case .googleDWD: self = .googleDWD
        case .trustedIDP: self = .trustedIDP
        case .smartFHIR: self = .smartFHIR
        case .noAuth: self = .noAuth
        case .oidc, .saml, .password, .passwordless, .webauthn: self = .custom
        }
    }
}

/// The wire's `authorization_details` oneof.
package enum Credentials: Sendable, Hashable, Codable {
    case oauthToken(OAuthToken)
    case staticAuth([String: JSONValue])
    case googleDWD(GoogleDWD)
    case trustedIDP(TrustedIDP)

    package struct OAuthToken: Sendable, Hashable, Codable {
        package var accessToken: String
        package var refreshToken: String
        package var scopes: [String]
        package var domain: String

        package init(accessToken: String = "", refreshToken: String = "", scopes: [String] = [], domain: String = "") {
            self.accessToken = accessToken
            self.refreshToken = refreshToken
            self.scopes = scopes
            self.domain = domain
        }
    }

    package struct GoogleDWD: Sendable, Hashable, Codable {
        package var subject: String
        package var accessToken: String
        package var scopes: [String]

        package init(subject: String, accessToken: String = "", scopes: [String] = []) {
            self.subject = subject
            self.accessToken = accessToken
            self.scopes = scopes
        }
    }

    package struct TrustedIDP: Sendable, Hashable, Codable {
        package var dbUser: String
        package var accessKeyID: String

        package init(dbUser: String, accessKeyID: String = "") {
            self.dbUser = dbUser
            self.accessKeyID = accessKeyID
        }
    }
}
