import GRDB

/// What a seed asks before it changes a connection.
extension ConnectionTable {
    /// Whether the catalogue brought the connection and nobody has changed it since.
    static func isFromCatalogue(_ id: ConnectionID, in session: Database) throws -> Bool {
        let sql = "SELECT is_implicit FROM connections WHERE number = ?"
        return try Bool.fetchOne(session, sql: sql, arguments: [id.number]) ?? false
    }

    static func hasAccounts(_ id: ConnectionID, in session: Database) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM connected_accounts WHERE connection = ?)"
        return try Bool.fetchOne(session, sql: sql, arguments: [id.number]) ?? false
    }
}
