package import struct Foundation.Date

/// A connected account as lists show it: no credentials, no configuration.
package struct ConnectedAccountSummary: Sendable, Equatable {
    package var id: ConnectedAccountID
    package var connectionID: ConnectionID
    package var connector: String
    package var providerKey: String
    package var identifier: String
    package var status: ConnectorStatus
    package var authorizationType: ConnectorType
    package var tokenExpiresAt: Date?
    package var updatedAt: Date
    package var lastUsedAt: Date?
    package var isOrgWideCredential: Bool
}

/// Which accounts a list shows. All that is set must hold; empty text means not set.
package struct AccountFilter: Sendable {
    /// Names of connections, any of them; nil for all connections. A name nobody has finds nothing.
    package var connectors: [String]?
    package var connectionID: ConnectionID?
    package var identifier: String
    package var organizationID: String
    package var userID: String
    /// A provider's key or slug, in any case.
    package var provider: String
    /// Part of an identifier, a connection's name or a provider key, in any case.
    package var query: String
    package var isOrgWideCredential: Bool?

    package init(
        connectors: [String]? = nil, connectionID: ConnectionID? = nil, identifier: String = "",
        organizationID: String = "", userID: String = "", provider: String = "", query: String = "",
        isOrgWideCredential: Bool? = nil
    ) {
        self.connectors = connectors
        self.connectionID = connectionID
        self.identifier = identifier
        self.organizationID = organizationID
        self.userID = userID
        self.provider = provider
        self.query = query
        self.isOrgWideCredential = isOrgWideCredential
    }
}
