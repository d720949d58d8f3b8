import GRDB

/// Rows of `connections`.
enum ConnectionTable {
    private static let columns = """
        number, key_id, provider_key, type, status, enabled, is_app, is_login, provider, auth_mode, debug_enabled, \
        configuration_type, created_at, updated_at, ui_button_title, resolved_proxy_url, attribute_mapping, settings
        """

    static func find(_ id: ConnectionID, in session: Database) throws -> Connection? {
        try connections("number = ?", [.integer(id.number)], in: session).first
    }

    static func find(keyID: String, in session: Database) throws -> Connection? {
        try connections("key_id = ?", [.text(keyID)], in: session).first
    }

    /// Whatever its case; of several the one in the very case, or else the oldest.
    static func find(anyCase keyID: String, in session: Database) throws -> Connection? {
        try connections(
            "key_id = ?1 COLLATE NOCASE ORDER BY key_id = ?1 DESC, number LIMIT 1", [.text(keyID)], in: session
        ).first
    }

    /// The name's id alone, which costs less than the whole connection.
    static func id(keyID: String, in session: Database) throws -> ConnectionID? {
        try session.selectInteger("SELECT number FROM connections WHERE key_id = ?", [.text(keyID)])
            .map { ConnectionID(number: Int64($0)) }
    }

    /// Keys of the providers that some enabled app connection is for.
    static func enabledProviders(in session: Database) throws -> Set<String> {
        try Set(String.fetchAll(session, sql: "SELECT provider_key FROM connections WHERE enabled = 1 AND is_app = 1"))
    }

    static func keyIDs(in session: Database) throws -> [String] {
        try String.fetchAll(session, sql: "SELECT key_id FROM connections ORDER BY key_id")
    }

    /// Newest first.
    static func all(onlyReady: Bool, in session: Database) throws -> [Connection] {
        let condition = onlyReady ? "status = \(ConnectionStatus.completed.rawValue) AND enabled = 1" : "1"
        return try connections("\(condition) ORDER BY number DESC", [], in: session)
    }

    static func insert(_ connection: Connection, isImplicit: Bool, in session: Database) throws {
        let sql = """
            INSERT INTO connections (\(columns), search_text, is_implicit)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try session.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(values(of: connection) + [searchText(of: connection), isImplicit]))
    }

    /// Writes a changed connection; it counts as made on purpose from then on.
    static func update(_ connection: Connection, in session: Database) throws {
        let sql = """
            UPDATE connections SET (\(columns), search_text, is_implicit)
            = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) WHERE number = ?
            """
        try session.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(
                values(of: connection) + [searchText(of: connection), connection.id.number]))
    }

    static func delete(_ id: ConnectionID, in session: Database) throws {
        try session.execute(sql: "DELETE FROM connections WHERE number = ?", arguments: [id.number])
    }

    /// Removes what was never asked for, holds no account and is in no MCP config.
    static func deleteUnusedImplicit(in session: Database) throws {
        try session.execute(
            sql: """
                DELETE FROM connections WHERE is_implicit = 1
                AND NOT EXISTS (SELECT 1 FROM connected_accounts WHERE connection = connections.number)
                AND NOT EXISTS (SELECT 1 FROM mcp_mappings WHERE connection = connections.number)
                """)
    }

    private static func values(of connection: Connection) throws -> [(any DatabaseValueConvertible)?] {
        [
            connection.id.number, connection.keyID, connection.providerKey, connection.type.rawValue,
            connection.status.rawValue, connection.enabled, connection.isApp, connection.isLogin,
            connection.provider, connection.authMode.rawValue, connection.debugEnabled,
            connection.configurationType, connection.createdAt.microseconds, connection.updatedAt.microseconds,
            connection.uiButtonTitle, connection.resolvedProxyURL,
            try JSONColumn.text(connection.attributeMapping), try connection.settings.map(JSONColumn.text),
        ]
    }

    /// What a text search looks at, folded once.
    private static func searchText(of connection: Connection) -> String {
        "\(connection.keyID)\n\(connection.providerKey)".lowercased()
    }

    private static let mappings = DecodedTexts<[String: String]>()
    private static let settings = DecodedTexts<ConnectionSettings>()

    fileprivate static func connections(_ condition: String, _ arguments: [SelectArgument], in session: Database) throws
        -> [Connection]
    {
        var connections: [Connection] = []
        try session.select("SELECT \(columns) FROM connections WHERE \(condition)", arguments) {
            connections.append(try connection($0))
        }
        return connections
    }

    private static func connection(_ row: SelectedRow) throws -> Connection {
        guard let type = ConnectionType(rawValue: row.integer(3)),
            let status = ConnectionStatus(rawValue: row.integer(4)),
            let authMode = ConnectionAuthMode(rawValue: row.integer(9))
        else { throw EmulatorError(.dataLoss, "a connection in the store has a type that does not exist") }
        return Connection(
            id: ConnectionID(number: row.int64(0)), keyID: row.text(1), providerKey: row.text(2),
            provider: row.integer(8), type: type, status: status, enabled: row.bool(5), debugEnabled: row.bool(10),
            uiButtonTitle: row.text(14), configurationType: row.integer(11),
            attributeMapping: try mappings.value(row.text(16)), settings: try row.textIfAny(17).map(settings.value),
            authMode: authMode, isApp: row.bool(6), isLogin: row.bool(7), resolvedProxyURL: row.textIfAny(15),
            createdAt: .init(microseconds: row.int64(12)), updatedAt: .init(microseconds: row.int64(13)))
    }
}

/// App connections by page.
extension ConnectionTable {
    struct AppFilter {
        /// Exact, with case.
        var provider: String?
        /// Folded.
        var query: String?

        fileprivate var condition: (sql: String, arguments: [SelectArgument]) {
            var sql = "is_app = 1"
            var arguments: [SelectArgument] = []
            if let provider {
                sql += " AND provider_key = ?"
                arguments.append(.text(provider))
            }
            if let query {
                sql += " AND instr(search_text, ?) > 0"
                arguments.append(.text(query))
            }
            return (sql, arguments)
        }
    }

    static func countApps(_ filter: AppFilter, in session: Database) throws -> Int {
        let (condition, arguments) = filter.condition
        return try session.selectInteger("SELECT COUNT(*) FROM connections WHERE \(condition)", arguments) ?? 0
    }

    static func apps(_ filter: AppFilter, from cursor: PageCursor, limit: Int, in session: Database) throws
        -> [Connection]
    {
        let (condition, arguments) = filter.condition
        let (bound, range) =
            switch cursor {
            case .older(let number): (number, "number < ? ORDER BY number DESC")
            case .newer(let number): (number, "number > ? ORDER BY number ASC")
            }
        return try connections(
            "\(condition) AND \(range) LIMIT ?", arguments + [.integer(bound), .integer(Int64(limit))], in: session)
    }
}
