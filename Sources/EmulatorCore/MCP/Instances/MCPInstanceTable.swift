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

    /// Those of legacy MCPs, newest first.
    /// - Parameter identifier: empty for everybody's.
    static func legacy(of identifier: String, in session: Database) throws -> [MCPInstance] {
        let condition = "config IN (SELECT number FROM mcp_configs WHERE name IS NULL)"
        guard !identifier.isEmpty else { return try instances("\(condition) ORDER BY number DESC", [], in: session) }
        return try instances(
            "\(condition) AND user_identifier = ? ORDER BY number DESC", [.text(identifier)], in: session)
    }

    static func legacy(_ id: LegacyMCPID, in session: Database) throws -> MCPInstance? {
        try instances(
            "config = (SELECT number FROM mcp_configs WHERE number = ? AND name IS NULL)", [.integer(id.number)],
            in: session
        ).first
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
        var configs: [MCPConfigID] = []
        var makers: [(MCPConfig) -> MCPInstance] = []
        try session.select("SELECT \(columns) FROM mcp_instances WHERE \(condition)", arguments) { row in
            configs.append(MCPConfigID(number: row.int64(2)))
            makers.append(maker(row))
        }
        return try zip(configs, makers).compactMap { id, make in try MCPConfigTable.find(id, in: session).map(make) }
    }

    /// A row is read before its config, because statements that are read from do not nest.
    private static func maker(_ row: SelectedRow) -> (MCPConfig) -> MCPInstance {
        let id = MCPInstanceID(number: row.int64(0))
        let (secret, name, userIdentifier) = (row.text(1), row.text(3), row.text(4))
        let (createdAt, updatedAt) = (Date(microseconds: row.int64(5)), Date(microseconds: row.int64(6)))
        let lastUsedAt = row.int64IfAny(7).map(Date.init(microseconds:))
        return { config in
            MCPInstance(
                id: id, secret: secret, name: name, userIdentifier: userIdentifier, config: config,
                createdAt: createdAt, updatedAt: updatedAt, lastUsedAt: lastUsedAt)
        }
    }

    /// What a text search looks at, folded once.
    private static func searchText(of instance: MCPInstance) -> String {
        "\(instance.name)\n\(instance.userIdentifier)".lowercased()
    }
}
