import GRDB

/// The statements behind lists of tool calls.
struct ToolCallListing {
    private var condition = "1"
    private var arguments: [any DatabaseValueConvertible] = []

    init(_ filter: ToolCallFilter, providerKeys: [String]) throws {
        if let date = filter.startTime { add("started_at >= ?", date.microseconds) }
        if let date = filter.endTime { add("started_at < ?", date.microseconds) }
        for (column, values) in [
            ("status", filter.statuses), ("source", filter.sources), ("provider_key", providerKeys),
        ] where !values.isEmpty {
            condition += " AND \(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))"
            arguments += values
        }
        if !filter.connectionID.isEmpty {
            add("connection = ?", try Connections.parse(filter.connectionID).number)
        }
        if !filter.accountID.isEmpty {
            guard let id = ConnectedAccountID(filter.accountID) else {
                throw EmulatorError.invalid(
                    "connected_account_id", "value must be ca_ followed by digits", constraint: "id.format")
            }
            add("account = ?", id.number)
        }
        if !filter.identifier.isEmpty { add("identifier = ?", filter.identifier) }
        if !filter.agentRunID.isEmpty { add("agent_run_id = ?", filter.agentRunID) }
        if !filter.connection.isEmpty { add("instr(connection_name, ?) > 0", filter.connection) }
    }

    private mutating func add(_ sql: String, _ value: any DatabaseValueConvertible) {
        condition += " AND \(sql)"
        arguments.append(value)
    }

    func count(in session: Database) throws -> Int {
        let statement = try session.cachedStatement(sql: "SELECT COUNT(*) FROM tool_calls WHERE \(condition)")
        return try Int.fetchOne(statement, arguments: StatementArguments(arguments)) ?? 0
    }

    /// Up to `limit` rows from the cursor on, the nearest first.
    func fetch(from cursor: PageCursor, limit: Int, in session: Database) throws -> [ToolCall] {
        let (range, bound) =
            switch cursor {
            case .older(let number): ("number < ? ORDER BY number DESC", number)
            case .newer(let number): ("number > ? ORDER BY number ASC", number)
            }
        let sql = "SELECT \(ToolCallTable.columns) FROM tool_calls WHERE \(condition) AND \(range) LIMIT ?"
        let statement = try session.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: StatementArguments(arguments + [bound, limit]))
            .map(ToolCallTable.call)
    }
}
