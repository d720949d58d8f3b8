import GRDB

import struct Foundation.Date

/// Rows of `providers`: what an environment lays over the catalogue.
enum ProviderTable {
    /// By key; nil for a provider of the catalogue that is gone.
    static func all(in session: Database) throws -> [String: ProviderRecord?] {
        let sql = "SELECT number, identifier, is_custom, is_deleted, updated_at, details FROM providers"
        let rows = try Row.fetchAll(session.cachedStatement(sql: sql))
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row -> (String, ProviderRecord?) in
                guard !(row[3] as Bool) else { return (row[1], nil) }
                let record = ProviderRecord(
                    id: ProviderID(number: row[0]), key: row[1], isCustom: row[2],
                    details: try JSONColumn.value(ProviderDetails.self, from: row[5]),
                    updatedAt: Date(microseconds: row[4]))
                return (record.key, record)
            })
    }

    /// Writes a provider in the place of whatever has its identifier.
    static func save(_ record: ProviderRecord, isDeleted: Bool = false, in session: Database) throws {
        let sql = """
            INSERT OR REPLACE INTO providers (number, identifier, is_custom, is_deleted, updated_at, details)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            record.id.number, record.key, record.isCustom, isDeleted, record.updatedAt?.microseconds ?? 0,
            JSONColumn.text(record.details),
        ])
    }

    static func delete(_ id: ProviderID, in session: Database) throws {
        try session.execute(sql: "DELETE FROM providers WHERE number = ?", arguments: [id.number])
    }

    /// Whether a connection that somebody made, or an account, is of this provider.
    static func isInUse(_ key: String, in session: Database) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM connections WHERE provider_key = :key AND is_implicit = 0)
                OR EXISTS (SELECT 1 FROM connected_accounts WHERE provider_key = :key)
            """
        return try Bool.fetchOne(session, sql: sql, arguments: ["key": key]) ?? false
    }

    /// Takes away what hangs on a provider that is gone: its tools, and connections that nobody made.
    static func deleteRest(of key: String, in session: Database) throws {
        try session.execute(
            sql: "DELETE FROM connections WHERE provider_key = ? AND is_implicit = 1", arguments: [key])
        try session.execute(sql: "DELETE FROM tools WHERE provider_key = ?", arguments: [key])
    }
}
