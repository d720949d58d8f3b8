import GRDB

import struct Foundation.Date

/// Rows of `magic_links`.
enum MagicLinkTable {
    static func find(_ token: String, in session: Database) throws -> MagicLink? {
        let sql = """
            SELECT token, account, state, user_verify_url, created_at, expires_at, consumed_at, outcome, consented_as
            FROM magic_links WHERE token = ?
            """
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [token]).map { row in
            MagicLink(
                token: row[0], accountID: ConnectedAccountID(number: row[1]), state: row[2], userVerifyURL: row[3],
                createdAt: Date(microseconds: row[4]), expiresAt: Date(microseconds: row[5]),
                consumedAt: (row[6] as Int64?).map(Date.init(microseconds:)),
                outcome: (row[7] as String?).flatMap(MagicLink.Outcome.init(rawValue:)), consentedAs: row[8])
        }
    }

    static func insert(_ link: MagicLink, in session: Database) throws {
        let sql = """
            INSERT INTO magic_links (token, account, state, user_verify_url, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            link.token, link.accountID.number, link.state, link.userVerifyURL, link.createdAt.microseconds,
            link.expiresAt.microseconds,
        ])
    }

    static func saveConsumed(_ link: MagicLink, in session: Database) throws {
        let sql = "UPDATE magic_links SET consumed_at = ?, outcome = ?, consented_as = ? WHERE token = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [
            link.consumedAt?.microseconds, link.outcome?.rawValue, link.consentedAs, link.token,
        ])
    }

    /// Ends a link's time.
    static func expire(_ token: String, at date: Date, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE magic_links SET expires_at = ? WHERE token = ?")
            .execute(arguments: [date.microseconds, token])
    }

    /// Links that can still be used, oldest first.
    static func open(at now: Date, in session: Database) throws -> [OpenMagicLink] {
        let sql = """
            SELECT l.token, l.account, c.key_id, a.identifier, l.expires_at FROM magic_links l
            JOIN connected_accounts a ON a.number = l.account JOIN connections c ON c.number = a.connection
            WHERE l.consumed_at IS NULL AND l.expires_at > ? ORDER BY l.created_at, l.token
            """
        return try Row.fetchAll(session, sql: sql, arguments: [now.microseconds]).map { row in
            OpenMagicLink(
                token: row[0], accountID: ConnectedAccountID(number: row[1]), connector: row[2], identifier: row[3],
                expiresAt: Date(microseconds: row[4]))
        }
    }
}
