import GRDB

import struct Foundation.Date

/// Rows of `mcp_instances`.
enum MCPInstanceTable {
    private static let columns = "number, secret, config, name, user_identifier, created_at, updated_at, last_used_at"

    static func find(_ id: MCPInstanceID, in session: Database) throws -> MCPInstance? {
        try instances("number = ?", [.integer(id.number)], in: session).first
    }

    static func find(secret: String, in session: Database) throws -> MCPInstance? {
        try instances("secret = ?", [.text(secret)], in: session).first
    }

    /// A user's instances of a config, the oldest first.
    static func all(of userIdentifier: String, config: MCPConfig, in session: Database) throws -> [MCPInstance] {
        try instances(
            "config = ? AND user_identifier = ? ORDER BY number",
            [.integer(config.id.number), .text(userIdentifier)], in: session)
    }

    static func insert(_ instance: MCPInstance, in session: Database) throws {
        let sql = "INSERT INTO mcp_instances (\(columns), search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        try session.cachedStatement(sql: sql).execute(arguments: [
            instance.id.number, instance.secret, instance.config.id.number, instance.name, instance.userIdentifier,
            instance.createdAt.microseconds, instance.updatedAt.microseconds, instance.lastUsedAt?.microseconds,
            searchText(of: instance),
        ])
    }

    /// Writes what can change in an instance but for its last use.
    static func update(_ instance: MCPInstance, in session: Database) throws {
        let sql = "UPDATE mcp_instances SET config = ?, name = ?, search_text = ?, updated_at = ? WHERE number = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [
            instance.config.id.number, instance.name, searchText(of: instance), instance.updatedAt.microseconds,
            instance.id.number,
        ])
    }

    static func setLastUsed(_ date: Date, secret: String, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE mcp_instances SET last_used_at = ? WHERE secret = ?")
            .execute(arguments: [date.microseconds, secret])
    }

    static func delete(_ id: MCPInstanceID, in session: Database) throws {
        try session.cachedStatement(sql: "DELETE FROM mcp_instances WHERE number = ?").execute(arguments: [id.number])
    }

    static func instances(_ condition: String, _ arguments: [SelectArgument], in session: Database) throws
        -> [MCPInstance]
    {
        var rows: [(instance: (MCPConfig) -> MCPInstance, config: MCPConfigID)] = []
        try session.select("SELECT \(columns) FROM mcp_instances WHERE \(condition)", arguments) { row in
            let (number, secret, name, user) = (row.int64(0), row.text(1), row.text(3), row.text(4))
            let (created, updated, used) = (row.int64(5), row.int64(6), row.int64IfAny(7))
            rows.append(
                (
                    { config in
                        MCPInstance(
                            id: MCPInstanceID(number: number), secret: secret, name: name, userIdentifier: user,
                            config: config, createdAt: Date(microseconds: created),
                            updatedAt: Date(microseconds: updated), lastUsedAt: used.map(Date.init(microseconds:)))
                    }, MCPConfigID(number: row.int64(2))
                ))
        }
        return try rows.compactMap { row in try MCPConfigTable.find(row.config, in: session).map(row.instance) }
    }

    /// What a text search looks at, folded once.
    private static func searchText(of instance: MCPInstance) -> String {
        "\(instance.name)\n\(instance.userIdentifier)".lowercased()
    }
}
