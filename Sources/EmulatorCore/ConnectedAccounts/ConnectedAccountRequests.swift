package import struct Foundation.Date

/// Which account a caller means: its id, or connector and identifier, narrowed by organization and user.
package struct AccountLookup: Sendable {
    /// When it is there the other fields say nothing.
    package var id: String
    package var connector: String
    package var identifier: String
    package var organizationID: String
    package var userID: String

    /// Empty text stands for what the caller did not say.
    package init(
        id: String = "", connector: String = "", identifier: String = "", organizationID: String = "",
        userID: String = ""
    ) {
        self.id = id
        self.connector = connector
        self.identifier = identifier
        self.organizationID = organizationID
        self.userID = userID
    }
}

/// An account that is to be made.
package struct ConnectedAccountDraft: Sendable {
    package var connector: String
    package var identifier: String
    package var organizationID: String
    package var userID: String
    package var credentials: Credentials?
    package var apiConfig: [String: JSONValue]

    package init(
        connector: String, identifier: String, organizationID: String = "", userID: String = "",
        credentials: Credentials? = nil, apiConfig: [String: JSONValue] = [:]
    ) {
        self.connector = connector
        self.identifier = identifier
        self.organizationID = organizationID
        self.userID = userID
        self.credentials = credentials
        self.apiConfig = apiConfig
    }
}

/// What changes in an account; what is nil stays.
package struct ConnectedAccountChanges: Sendable {
    package var credentials: Credentials?
    /// Laid over the present configuration, key by key.
    package var apiConfig: [String: JSONValue]?
    package var scopeSelection: ScopeSelection?

    package init(
        credentials: Credentials? = nil, apiConfig: [String: JSONValue]? = nil, scopeSelection: ScopeSelection? = nil
    ) {
        self.credentials = credentials
        self.apiConfig = apiConfig
        self.scopeSelection = scopeSelection
    }
}

/// The scopes that somebody ticked. Heeded only for OAUTH_M2M and GOOGLE_DWD connections that allow a selection.
package struct ScopeSelection: Sendable {
    package var scopes: [String]
    package var optionalScopes: [String]

    package init(scopes: [String] = [], optionalScopes: [String] = []) {
        self.scopes = scopes
        self.optionalScopes = optionalScopes
    }
}

/// An account put into a given status, as seeds do.
package struct PlacedAccount: Sendable {
    package var draft: ConnectedAccountDraft
    package var status: ConnectorStatus
    /// Nil: what a new token of this provider would have.
    package var tokenExpiresAt: Date?
    package var lastUsedAt: Date?
    package var isOrgWideCredential: Bool
    /// Whether the provider refuses to renew what the account holds.
    package var isGrantRevoked: Bool
    /// What the provider's simulator holds for the account, instead of its own data.
    package var providerData: JSONValue?

    package init(
        _ draft: ConnectedAccountDraft, status: ConnectorStatus, tokenExpiresAt: Date? = nil,
        lastUsedAt: Date? = nil, isOrgWideCredential: Bool = false, isGrantRevoked: Bool = false,
        providerData: JSONValue? = nil
    ) {
        self.draft = draft
        self.status = status
        self.tokenExpiresAt = tokenExpiresAt
        self.lastUsedAt = lastUsedAt
        self.isOrgWideCredential = isOrgWideCredential
        self.isGrantRevoked = isGrantRevoked
        self.providerData = providerData
    }
}
