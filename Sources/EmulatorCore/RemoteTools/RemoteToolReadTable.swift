import GRDB

/// Rows of `remote_tool_reads`: accounts whose tools were read, or tried to. A trigger takes them out when the account
/// changes.
enum RemoteToolReadTable {
    static func waiting(_ providerKeys: Set<String>, in session: Database) throws -> [ConnectedAccountID] {
        let places = providerKeys.map { _ in "?" }.joined(separator: ", ")
        let sql = """
            SELECT number FROM connected_accounts WHERE provider_key IN (\(places)) AND status = ?
            AND number NOT IN (SELECT account FROM remote_tool_reads) ORDER BY number
            """
        let arguments: [any DatabaseValueConvertible] = providerKeys.sorted() + [ConnectorStatus.active.rawValue]
        return try Int64.fetchAll(session.cachedStatement(sql: sql), arguments: StatementArguments(arguments))
            .map(ConnectedAccountID.init(number:))
    }

    static func insert(_ account: ConnectedAccountID, in session: Database) throws {
        let sql = "INSERT OR IGNORE INTO remote_tool_reads (account) VALUES (?)"
        try session.cachedStatement(sql: sql).execute(arguments: [account.number])
    }
}
