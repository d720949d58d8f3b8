import GRDB

/// Rows of `connections`.
enum ConnectionTable {
    private static let columns = """
        number, key_id, provider_key, type, status, enabled, is_app, is_login, provider, auth_mode, debug_enabled, \
        configuration_type, created_at, updated_at, ui_button_title, resolved_proxy_url, attribute_mapping, settings
        """

    static func find(_ id: ConnectionID, in session: Database) throws -> Connection? {
        let statement = try session.cachedStatement(sql: "SELECT \(columns) FROM connections WHERE number = ?")
        return try Row.fetchOne(statement, arguments: [id.number]).map(connection)
    }

    static func find(keyID: String, in session: Database) throws -> Connection? {
        let statement = try session.cachedStatement(sql: "SELECT \(columns) FROM connections WHERE key_id = ?")
        return try Row.fetchOne(statement, arguments: [keyID]).map(connection)
    }

    /// The name's id alone, which costs less than the whole connection.
    static func id(keyID: String, in session: Database) throws -> ConnectionID? {
        let statement = try session.cachedStatement(sql: "SELECT number FROM connections WHERE key_id = ?")
        return try Int64.fetchOne(statement, arguments: [keyID]).map(ConnectionID.init(number:))
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
        let condition = onlyReady ? "WHERE status = \(ConnectionStatus.completed.rawValue) AND enabled = 1" : ""
        let sql = "SELECT \(columns) FROM connections \(condition) ORDER BY number DESC"
        return try Row.fetchAll(session.cachedStatement(sql: sql)).map(connection)
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

    /// Removes what was never asked for and holds no account.
    static func deleteUnusedImplicit(in session: Database) throws {
        try session.execute(
            sql: """
                DELETE FROM connections WHERE is_implicit = 1
                AND NOT EXISTS (SELECT 1 FROM connected_accounts WHERE connection = connections.number)
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

    static func connection(_ row: Row) throws -> Connection {
        guard let type = ConnectionType(rawValue: row[3]), let status = ConnectionStatus(rawValue: row[4]),
            let authMode = ConnectionAuthMode(rawValue: row[9])
        else { throw EmulatorError(.dataLoss, "a connection in the store has a type that does not exist") }
        return Connection(
            id: ConnectionID(number: row[0]), keyID: row[1], providerKey: row[2], provider: row[8], type: type,
            status: status, enabled: row[5], debugEnabled: row[10], uiButtonTitle: row[14],
            configurationType: row[11],
            attributeMapping: try JSONColumn.value([String: String].self, from: row[16]),
            settings: try (row[17] as String?).map { try JSONColumn.value(ConnectionSettings.self, from: $0) },
            authMode: authMode, isApp: row[6], isLogin: row[7], resolvedProxyURL: row[15],
            createdAt: .init(microseconds: row[12]), updatedAt: .init(microseconds: row[13]))
    }
}

/// App connections by page.
extension ConnectionTable {
    struct AppFilter {
        /// Exact, with case.
        var provider: String?
        /// Folded.
        var query: String?

        fileprivate var condition: (sql: String, arguments: [any DatabaseValueConvertible]) {
            var sql = "is_app = 1"
            var arguments: [any DatabaseValueConvertible] = []
            if let provider {
                sql += " AND provider_key = ?"
                arguments.append(provider)
            }
            if let query {
                sql += " AND instr(search_text, ?) > 0"
                arguments.append(query)
            }
            return (sql, arguments)
        }
    }

    static func countApps(_ filter: AppFilter, in session: Database) throws -> Int {
        let (condition, arguments) = filter.condition
        let statement = try session.cachedStatement(sql: "SELECT COUNT(*) FROM connections WHERE \(condition)")
        return try Int.fetchOne(statement, arguments: StatementArguments(arguments)) ?? 0
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
        let statement = try session.cachedStatement(
            sql: "SELECT \(columns) FROM connections WHERE \(condition) AND \(range) LIMIT ?")
        return try Row.fetchAll(statement, arguments: StatementArguments(arguments + [bound, limit])).map(connection)
    }
}
