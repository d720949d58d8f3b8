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
        try accounts("a.number = ?", [.integer(id.number)], in: session).first
    }

    /// Every account of this identifier on a connection, one per organization and user.
    static func find(_ identifier: String, on connection: ConnectionID, in session: Database) throws
        -> [ConnectedAccount]
    {
        try accounts(
            "a.connection = ? AND a.identifier = ?", [.integer(connection.number), .text(identifier)], in: session)
    }

    /// Every account of this identifier, on all connections, the oldest first.
    static func all(of identifier: String, in session: Database) throws -> [ConnectedAccount] {
        try accounts("a.identifier = ? ORDER BY a.number", [.text(identifier)], in: session)
    }

    /// Up to `limit` identifiers that have an account on a connection, in order.
    static func identifiers(on connection: ConnectionID, limit: Int, in session: Database) throws -> [String] {
        let sql = """
            SELECT DISTINCT identifier FROM connected_accounts WHERE connection = ? ORDER BY identifier LIMIT ?
            """
        var identifiers: [String] = []
        try session.select(sql, [.integer(connection.number), .integer(Int64(limit))]) {
            identifiers.append($0.text(0))
        }
        return identifiers
    }

    /// Every account at a provider, the oldest first.
    static func all(ofProvider key: String, in session: Database) throws -> [ConnectedAccount] {
        try accounts("a.provider_key = ? ORDER BY a.number", [.text(key)], in: session)
    }

    /// The one account of a connection that stands for everybody; nil when there is none.
    static func orgWide(on connection: ConnectionID, in session: Database) throws -> ConnectedAccount? {
        try accounts("a.connection = ? AND a.is_org_wide = 1", [.integer(connection.number)], in: session).first
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

    private static let credentials = DecodedTexts<Credentials>()
    private static let apiConfigs = DecodedTexts<[String: JSONValue]>()

    private static func accounts(_ condition: String, _ arguments: [SelectArgument], in session: Database) throws
        -> [ConnectedAccount]
    {
        var accounts: [ConnectedAccount] = []
        try session.select("\(select) WHERE \(condition)", arguments) { accounts.append(try account($0)) }
        return accounts
    }

    private static func account(_ row: SelectedRow) throws -> ConnectedAccount {
        guard let type = ConnectionType(rawValue: row.integer(3)),
            let status = ConnectorStatus(rawValue: row.integer(8))
        else { throw EmulatorError(.dataLoss, "an account in the store has a status or type that does not exist") }
        let organizationID = row.text(6)
        let userID = row.text(7)
        return ConnectedAccount(
            id: ConnectedAccountID(number: row.int64(0)), connectionID: ConnectionID(number: row.int64(1)),
            connector: row.text(2), providerKey: row.text(4), identifier: row.text(5),
            organizationID: organizationID.isEmpty ? nil : organizationID, userID: userID.isEmpty ? nil : userID,
            status: status, authorizationType: ConnectorType(type),
            credentials: try row.textIfAny(15).map(credentials.value), apiConfig: try apiConfigs.value(row.text(14)),
            tokenExpiresAt: row.int64IfAny(10).map(Date.init(microseconds:)),
            createdAt: Date(microseconds: row.int64(11)), updatedAt: Date(microseconds: row.int64(12)),
            lastUsedAt: row.int64IfAny(13).map(Date.init(microseconds:)), isOrgWideCredential: row.bool(9),
            providerIdentity: row.textIfAny(16), isGrantRevoked: row.bool(17))
    }
}
