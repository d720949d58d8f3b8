import struct Foundation.Date

extension Seed.Account {
    enum Key: String, YAMLKeys {
        case connection
        case identifier
        case organizationID = "organization_id"
        case userID = "user_id"
        case status
        case credentials
        case tokenExpiresIn = "token_expires_in"
        case tokenExpiresAt = "token_expires_at"
        case apiConfig = "api_config"
        case lastUsedAt = "last_used_at"
        case refresh
        case isOrgWideCredential = "is_org_wide_credential"
        case providerData = "provider_data"
    }

    /// States that other systems and older texts speak of, and what the API has in their place.
    static let otherStatusNames = [
        "PENDING": "PENDING_AUTH", "INACTIVE": "DISCONNECTED", "REVOKED": "DISCONNECTED", "CONNECTED": "ACTIVE",
    ]

    /// Waiting for the user, or cut off: without a credential either way.
    private static let emptyStatuses: [ConnectorStatus] = [.pendingAuth, .disconnected]

    init?(_ yaml: YAMLValue, connections: SeedConnections) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let connection = map.required(.connection)?.text(.connectionName)
        let type = connection.flatMap { name in map[.connection].flatMap { connections.type(of: name, at: $0) } }
        let identifier = map.required(.identifier)?.text(.identifier)
        let credentials = map[.credentials].flatMap { Credentials($0, type: type) }
        let names = ConnectorStatus.allCases.map { ($0.wireName, $0) }
        let status = map[.status]?.choice(of: names, insteadOf: Self.otherStatusNames)
        let organizationID = map[.organizationID]?.text(.scopeID)
        let userID = map[.userID]?.text(.scopeID)
        let expiry = Self.expiry(map, type: type)
        let apiConfig = map[.apiConfig]?.jsonObject() ?? [:]
        let lastUsedAt = map[.lastUsedAt]?.timestamp()
        let refreshFails = map[.refresh]?.choice(of: [("works", false), ("fails", true)]) ?? false
        let isOrgWide = map[.isOrgWideCredential]?.bool() ?? false
        if let status, Self.emptyStatuses.contains(status) {
            for key in [Key.credentials, .tokenExpiresIn, .tokenExpiresAt, .refresh] {
                map[key]?.refuse("an account with the status \(status.wireName) holds no credentials")
            }
        }
        if let type, !AuthPattern.typesWithTokens.contains(type) {
            map[.refresh]?.refuse("a connection of the type \(type.wireName) has no token that is renewed")
        }
        guard let type, let connection, let identifier else { return nil }
        let isReady = credentials != nil || type == .noAuth
        self.init(
            connection: connection, identifier: identifier, organizationID: organizationID, userID: userID,
            status: status ?? (isReady ? .active : .pendingAuth), credentials: credentials, tokenExpiry: expiry,
            apiConfig: apiConfig, lastUsedAt: lastUsedAt, isGrantRevoked: refreshFails, isOrgWideCredential: isOrgWide,
            providerData: map[.providerData]?.jsonObject().map(JSONValue.object))
    }

    private static func expiry(_ map: YAMLMapping<Key>, type: ConnectionType?) -> Seed.Expiry? {
        guard let yaml = map[.tokenExpiresIn] ?? map[.tokenExpiresAt] else { return nil }
        if let type, !AuthPattern.typesWithTokens.contains(type) {
            yaml.refuse("a connection of the type \(type.wireName) has no token that expires")
        }
        if map[.tokenExpiresIn] != nil, let other = map[.tokenExpiresAt] {
            other.refuse("give token_expires_in or token_expires_at, not both")
        }
        return map[.tokenExpiresIn]?.duration().map(Seed.Expiry.after)
            ?? map[.tokenExpiresAt]?.timestamp().map(Seed.Expiry.at)
    }
}

extension TextRule {
    static let identifier = TextRule(1...100)
    static let scopeID = TextRule(1...32)
}
