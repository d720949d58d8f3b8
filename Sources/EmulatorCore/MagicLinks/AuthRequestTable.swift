import GRDB

import struct Foundation.Date

/// Rows of `auth_requests`.
enum AuthRequestTable {
    /// Replaces an earlier one of the same account.
    static func insert(_ held: HeldCredentials, for account: ConnectedAccountID, world: World, in session: Database)
        throws -> String
    {
        let id = try world.ids.authRequestID(in: session)
        try delete(of: account, in: session)
        let sql = """
            INSERT INTO auth_requests (id, account, created_at, token_expires_at, credentials, provider_identity)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            id, account.number, world.clock.now().microseconds, held.expiresAt?.microseconds,
            JSONColumn.text(held.credentials), held.identity,
        ])
        return id
    }

    static func find(_ id: String, in session: Database) throws -> (ConnectedAccountID, HeldCredentials)? {
        let sql = "SELECT account, token_expires_at, credentials, provider_identity FROM auth_requests WHERE id = ?"
        guard let row = try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [id]) else { return nil }
        let held = HeldCredentials(
            credentials: try JSONColumn.value(Credentials.self, from: row[2]),
            expiresAt: (row[1] as Int64?).map(Date.init(microseconds:)), identity: row[3])
        return (ConnectedAccountID(number: row[0]), held)
    }

    static func delete(of account: ConnectedAccountID, in session: Database) throws {
        let sql = "DELETE FROM auth_requests WHERE account = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [account.number])
    }

    /// Oldest first.
    static func all(in session: Database) throws -> [AuthRequest] {
        let sql = """
            SELECT r.id, r.account, c.key_id, a.identifier, r.created_at FROM auth_requests r
            JOIN connected_accounts a ON a.number = r.account JOIN connections c ON c.number = a.connection
            ORDER BY r.created_at, r.account
            """
        return try Row.fetchAll(session, sql: sql).map { row in
            AuthRequest(
                id: row[0], accountID: ConnectedAccountID(number: row[1]), connector: row[2], identifier: row[3],
                createdAt: Date(microseconds: row[4]))
        }
    }
}
