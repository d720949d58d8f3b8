import GRDB

import struct Foundation.Date

/// Rows of `mcp_configs` and `mcp_mappings`.
enum MCPConfigTable {
    static let columns = "number, server, name, revision, created_at, updated_at, description"

    static func find(_ id: MCPConfigID, in session: Database) throws -> MCPConfig? {
        try configs("number = ?", [.integer(id.number)], in: session).first
    }

    static func find(name: String, in session: Database) throws -> MCPConfig? {
        try configs("name = ?", [.text(name)], in: session).first
    }

    /// A config with a name, by the id in its URL.
    static func find(serverID: String, in session: Database) throws -> MCPConfig? {
        try configs("server = ? AND name IS NOT NULL", [.text(serverID)], in: session).first
    }

    static func names(in session: Database) throws -> [String] {
        try String.fetchAll(session, sql: "SELECT name FROM mcp_configs WHERE name IS NOT NULL ORDER BY name")
    }

    static func insert(_ config: MCPConfig, in session: Database) throws {
        let sql = "INSERT INTO mcp_configs (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)"
        try session.cachedStatement(sql: sql).execute(arguments: [
            config.id.number, config.serverID, config.name.isEmpty ? nil : config.name, config.revision,
            config.createdAt.microseconds, config.updatedAt.microseconds, config.description,
        ])
        try insertMappings(of: config, in: session)
    }

    /// Writes what can change in a config.
    static func update(_ config: MCPConfig, in session: Database) throws {
        let sql = "UPDATE mcp_configs SET description = ?, revision = ?, updated_at = ? WHERE number = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [
            config.description, config.revision, config.updatedAt.microseconds, config.id.number,
        ])
        let deletion = "DELETE FROM mcp_mappings WHERE config = ?"
        try session.cachedStatement(sql: deletion).execute(arguments: [config.id.number])
        try insertMappings(of: config, in: session)
    }

    static func delete(_ id: MCPConfigID, in session: Database) throws {
        try session.cachedStatement(sql: "DELETE FROM mcp_configs WHERE number = ?").execute(arguments: [id.number])
    }

    static func configs(_ condition: String, _ arguments: [SelectArgument], in session: Database) throws -> [MCPConfig]
    {
        var configs: [MCPConfig] = []
        try session.select("SELECT \(columns) FROM mcp_configs WHERE \(condition)", arguments) { row in
            configs.append(
                MCPConfig(
                    id: MCPConfigID(number: row.int64(0)), serverID: row.text(1), name: row.text(2),
                    description: row.text(6), mappings: [], revision: row.int64(3),
                    createdAt: Date(microseconds: row.int64(4)), updatedAt: Date(microseconds: row.int64(5))))
        }
        for index in configs.indices {
            configs[index].mappings = try mappings(of: configs[index].id, in: session)
        }
        return configs
    }

    private static let toolNames = DecodedTexts<[String]>()

    private static func mappings(of id: MCPConfigID, in session: Database) throws -> [MCPMapping] {
        var rows: [(connection: ConnectionID, tools: [String])] = []
        let sql = "SELECT connection, tools FROM mcp_mappings WHERE config = ? ORDER BY position"
        try session.select(sql, [.integer(id.number)]) { row in
            rows.append((ConnectionID(number: row.int64(0)), try toolNames.value(row.text(1))))
        }
        return try rows.compactMap { row in
            try ConnectionTable.find(row.connection, in: session).map { MCPMapping(connection: $0, tools: row.tools) }
        }
    }

    private static func insertMappings(of config: MCPConfig, in session: Database) throws {
        let sql = "INSERT INTO mcp_mappings (config, position, connection, tools) VALUES (?, ?, ?, ?)"
        for (position, mapping) in config.mappings.enumerated() {
            try session.cachedStatement(sql: sql).execute(arguments: [
                config.id.number, position, mapping.connection.id.number, try JSONColumn.text(mapping.tools),
            ])
        }
    }
}
