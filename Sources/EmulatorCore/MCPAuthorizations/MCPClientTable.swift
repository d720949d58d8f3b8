import GRDB

import struct Foundation.Date

/// Rows of `mcp_clients`.
enum MCPClientTable {
    static func find(_ id: String, in session: Database) throws -> MCPClient? {
        let sql = """
            SELECT id, name, redirect_uris, grant_types, authentication, created_at, secret_sha256
            FROM mcp_clients WHERE id = ?
            """
        return try Row.fetchOne(session.cachedStatement(sql: sql), arguments: [id]).map { row in
            MCPClient(
                id: row[0], name: row[1], redirectURIs: try JSONColumn.value([String].self, from: row[2]),
                grantTypes: try JSONColumn.value([String].self, from: row[3]),
                authentication: MCPClient.Authentication(rawValue: row[4]) ?? .none,
                createdAt: Date(microseconds: row[5]), secretHash: row[6])
        }
    }

    static func insert(_ client: MCPClient, in session: Database) throws {
        let sql = """
            INSERT INTO mcp_clients (id, name, redirect_uris, grant_types, authentication, created_at, secret_sha256)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [
            client.id, client.name, JSONColumn.text(client.redirectURIs), JSONColumn.text(client.grantTypes),
            client.authentication.rawValue, client.createdAt.microseconds, client.secretHash,
        ])
    }

    /// Keeps the youngest.
    static func trim(to limit: Int, in session: Database) throws {
        let sql = """
            DELETE FROM mcp_clients WHERE id IN
            (SELECT id FROM mcp_clients ORDER BY created_at DESC, id LIMIT -1 OFFSET ?)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [limit])
    }
}
