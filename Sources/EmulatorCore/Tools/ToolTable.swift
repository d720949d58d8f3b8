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
    }

    private static let columns = "number, name, schema_version, tool_version, provider_key, is_default, is_deleted"

    static func places(in session: Database) throws -> [Place] {
        try Row.fetchAll(session.cachedStatement(sql: "SELECT \(columns) FROM tools ORDER BY number")).map(place)
    }

    /// Nil when there is no row, or the row says that the tool is gone.
    static func find(_ id: ToolID, in session: Database) throws -> Tool? {
        let sql = """
            SELECT \(columns), updated_at, tags, metadata, definition FROM tools WHERE number = ? AND is_deleted = 0
            """
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [id.number]).map(tool)
    }

    /// Writes a tool in the place of whatever has its name and versions.
    static func save(_ tool: Tool, isDeleted: Bool = false, in session: Database) throws {
        let sql = """
            INSERT OR REPLACE INTO tools (\(columns), updated_at, tags, metadata, definition)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            tool.id.number, tool.name, tool.schemaVersion, tool.toolVersion, tool.providerKey, tool.isDefault,
            isDeleted, tool.updatedAt?.microseconds ?? 0, JSONColumn.text(tool.tags), JSONColumn.text(tool.metadata),
            JSONColumn.text(tool.registeredDefinition ?? [:]),
        ])
    }

    static func delete(_ id: ToolID, in session: Database) throws {
        try session.execute(sql: "DELETE FROM tools WHERE number = ?", arguments: [id.number])
    }

    static func setDefault(_ id: ToolID?, named name: String, in session: Database) throws {
        try session.execute(
            sql: "UPDATE tools SET is_default = (number = ?) WHERE name = ?", arguments: [id?.number ?? 0, name])
    }

    private static func place(_ row: Row) -> Place {
        Place(
            id: ToolID(number: row[0]), name: row[1], schemaVersion: row[2], toolVersion: row[3], providerKey: row[4],
            isDefault: row[5], isDeleted: row[6])
    }

    private static func tool(_ row: Row) throws -> Tool {
        let definition = try JSONColumn.value([String: JSONValue].self, from: row[10])
        var tool = Tool(registered: definition, id: ToolID(number: row[0]), providerKey: row[4])
        tool.isDefault = row[5]
        tool.updatedAt = Date(microseconds: row[7])
        tool.tags = try JSONColumn.value([String].self, from: row[8])
        tool.metadata = try JSONColumn.value([String: JSONValue].self, from: row[9])
        return tool
    }
}
