import GRDB

import struct Foundation.Date

/// Rows of `tools`.
enum ToolTable {
    /// What a row says about a tool's place, without its definition.
    struct Place: Sendable {
        var id: ToolID
        var name: String
        var schemaVersion: String
        var toolVersion: String
        var providerKey: String
        var isDefault: Bool
        var isDeleted: Bool
        /// For a tool of an MCP server.
        var remoteConnection: ConnectionID?
    }

    private static let columns = """
        number, name, schema_version, tool_version, provider_key, is_default, is_deleted, remote_connection
        """

    static func places(in session: Database) throws -> [Place] {
        try Row.fetchAll(session.cachedStatement(sql: "SELECT \(columns) FROM tools ORDER BY number")).map(place)
    }

    /// Nil when there is no row, or the row says that the tool is gone.
    static func find(_ id: ToolID, in session: Database) throws -> Tool? {
        let sql = """
            SELECT \(columns), updated_at, tags, metadata, definition, remote_name FROM tools WHERE number = ? AND is_deleted = 0
            """
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [id.number]).map(tool)
    }

    /// Writes a tool in the place of whatever has its name and versions.
    static func save(_ tool: Tool, isDeleted: Bool = false, in session: Database) throws {
        let sql = """
            INSERT OR REPLACE INTO tools (\(columns), updated_at, tags, metadata, definition, remote_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            tool.id.number, tool.name, tool.schemaVersion, tool.toolVersion, tool.providerKey, tool.isDefault,
            isDeleted, tool.remote?.connection.number, tool.updatedAt?.microseconds ?? 0, JSONColumn.text(tool.tags),
            JSONColumn.text(tool.metadata), JSONColumn.text(tool.registeredDefinition ?? [:]), tool.remote?.name,
        ])
    }

    static func delete(_ id: ToolID, in session: Database) throws {
        try session.execute(sql: "DELETE FROM tools WHERE number = ?", arguments: [id.number])
    }

    /// The tools that were read over a connection, by name.
    static func remote(on connection: ConnectionID, in session: Database) throws -> [String: ToolID] {
        let sql = "SELECT name, number FROM tools WHERE remote_connection = ?"
        let rows = try Row.fetchAll(session.cachedStatement(sql: sql), arguments: [connection.number])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], ToolID(number: $0[1])) })
    }

    static func setDefault(_ id: ToolID?, named name: String, in session: Database) throws {
        try session.execute(
            sql: "UPDATE tools SET is_default = (number = ?) WHERE name = ?", arguments: [id?.number ?? 0, name])
    }

    private static func place(_ row: Row) -> Place {
        Place(
            id: ToolID(number: row[0]), name: row[1], schemaVersion: row[2], toolVersion: row[3], providerKey: row[4],
            isDefault: row[5], isDeleted: row[6],
            remoteConnection: (row[7] as Int64?).map(ConnectionID.init(number:)))
    }

    private static func tool(_ row: Row) throws -> Tool {
        let definition = try JSONColumn.value([String: JSONValue].self, from: row[11])
        var tool = Tool(registered: definition, id: ToolID(number: row[0]), providerKey: row[4])
        tool.isDefault = row[5]
        tool.updatedAt = Date(microseconds: row[8])
        tool.tags = try JSONColumn.value([String].self, from: row[9])
        tool.metadata = try JSONColumn.value([String: JSONValue].self, from: row[10])
        if let number = row[7] as Int64?, let name = row[12] as String? {
            tool.remote = .init(connection: ConnectionID(number: number), name: name)
        }
        return tool
    }
}
