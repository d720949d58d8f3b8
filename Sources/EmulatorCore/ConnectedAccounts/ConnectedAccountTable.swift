import GRDB

import struct Foundation.Date

/// Rows of `connected_accounts`.
enum ConnectedAccountTable {
    // CROSS JOIN keeps SQLite from turning the loops around.
    private static let select = """
        SELECT a.number, a.connection, c.key_id, c.type, a.provider_key, a.identifier, a.organization_id, a.user_id, \
        a.status, a.is_org_wide, a.token_expires_at, a.created_at, a.updated_at, a.last_used_at, a.api_config, \
        a.credentials, a.provider_identity, a.is_grant_revoked FROM connected_accounts a CROSS JOIN connections c ON c.number = a.connection
        """

    static func find(_ id: ConnectedAccountID, in session: Database) throws -> ConnectedAccount? {
        let statement = try session.cachedStatement(sql: "\(select) WHERE a.number = ?")
        return try Row.fetchOne(statement, arguments: [id.number]).map(account)
    }

    /// Every account of this identifier on a connection, one per organization and user.
    static func find(_ identifier: String, on connection: ConnectionID, in session: Database) throws
        -> [ConnectedAccount]
    {
        let statement = try session.cachedStatement(sql: "\(select) WHERE a.connection = ? AND a.identifier = ?")
        return try Row.fetchAll(statement, arguments: [connection.number, identifier]).map(account)
    }

    /// Every account of this identifier, on all connections, the oldest first.
    static func all(of identifier: String, in session: Database) throws -> [ConnectedAccount] {
        let statement = try session.cachedStatement(sql: "\(select) WHERE a.identifier = ? ORDER BY a.number")
        return try Row.fetchAll(statement, arguments: [identifier]).map(account)
    }

    /// Every account at a provider, the oldest first.
    static func all(ofProvider key: String, in session: Database) throws -> [ConnectedAccount] {
        let statement = try session.cachedStatement(sql: "\(select) WHERE a.provider_key = ? ORDER BY a.number")
        return try Row.fetchAll(statement, arguments: [key]).map(account)
    }

    /// The one account of a connection that stands for everybody; nil when there is none.
    static func orgWide(on connection: ConnectionID, in session: Database) throws -> ConnectedAccount? {
        let statement = try session.cachedStatement(sql: "\(select) WHERE a.connection = ? AND a.is_org_wide = 1")
        return try Row.fetchOne(statement, arguments: [connection.number]).map(account)
    }

    static func hasOrgWide(on connection: ConnectionID, in session: Database) throws -> Bool {
        let sql = "SELECT 1 FROM connected_accounts WHERE connection = ? AND is_org_wide = 1"
        return try Int.fetchOne(session.cachedStatement(sql: sql), arguments: [connection.number]) != nil
    }

    static func insert(_ account: ConnectedAccount, in session: Database) throws {
        let sql = """
            INSERT INTO connected_accounts (number, connection, provider_key, identifier, organization_id, user_id, \
            status, is_org_wide, is_renewable, token_expires_at, created_at, updated_at, last_used_at, search_text, \
            api_config, credentials, provider_identity, is_grant_revoked) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            account.id.number, account.connectionID.number, account.providerKey, account.identifier,
            account.organizationID ?? "", account.userID ?? "", account.status.rawValue,
            account.isOrgWideCredential, account.isRenewable, account.tokenExpiresAt?.microseconds,
            account.createdAt.microseconds, account.updatedAt.microseconds, account.lastUsedAt?.microseconds,
            account.identifier.lowercased(), try JSONColumn.text(account.apiConfig),
            try account.credentials.map(JSONColumn.text), account.providerIdentity, account.isGrantRevoked,
        ])
    }

    /// Writes what can change in an account.
    static func update(_ account: ConnectedAccount, in session: Database) throws {
        let sql = """
            UPDATE connected_accounts SET status = ?, is_renewable = ?, token_expires_at = ?, updated_at = ?, \
            api_config = ?, credentials = ?, provider_identity = ?, is_grant_revoked = ? WHERE number = ?
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            account.status.rawValue, account.isRenewable, account.tokenExpiresAt?.microseconds,
            account.updatedAt.microseconds, try JSONColumn.text(account.apiConfig),
            try account.credentials.map(JSONColumn.text), account.providerIdentity, account.isGrantRevoked,
            account.id.number,
        ])
    }

    static func setLastUsed(_ date: Date, _ id: ConnectedAccountID, in session: Database) throws {
        let sql = "UPDATE connected_accounts SET last_used_at = ? WHERE number = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [date.microseconds, id.number])
    }

    static func delete(_ id: ConnectedAccountID, in session: Database) throws {
        let sql = "DELETE FROM connected_accounts WHERE number = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [id.number])
    }

    private static func account(_ row: Row) throws -> ConnectedAccount {
        guard let type = ConnectionType(rawValue: row[3]), let status = ConnectorStatus(rawValue: row[8]) else {
            throw EmulatorError(.dataLoss, "an account in the store has a status or type that does not exist")
        }
        let organizationID: String = row[6]
        let userID: String = row[7]
        return ConnectedAccount(
            id: ConnectedAccountID(number: row[0]), connectionID: ConnectionID(number: row[1]), connector: row[2],
            providerKey: row[4], identifier: row[5], organizationID: organizationID.isEmpty ? nil : organizationID,
            userID: userID.isEmpty ? nil : userID, status: status, authorizationType: ConnectorType(type),
            credentials: try (row[15] as String?).map { try JSONColumn.value(Credentials.self, from: $0) },
            apiConfig: try JSONColumn.value([String: JSONValue].self, from: row[14]),
            tokenExpiresAt: (row[10] as Int64?).map(Date.init(microseconds:)),
            createdAt: Date(microseconds: row[11]), updatedAt: Date(microseconds: row[12]),
            lastUsedAt: (row[13] as Int64?).map(Date.init(microseconds:)), isOrgWideCredential: row[9],
            providerIdentity: row[16], isGrantRevoked: row[17])
    }
}
