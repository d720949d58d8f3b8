import GRDB

/// Rows of `provider_data`: what a seed says that a provider holds for an account.
enum ProviderDataTable {
    static func find(_ id: ConnectedAccountID, in session: Database) throws -> JSONValue? {
        let sql = "SELECT body FROM provider_data WHERE account = ?"
        let text = try String.fetchOne(session.cachedStatement(sql: sql), arguments: [id.number])
        return try text.map { try JSONColumn.value(JSONValue.self, from: $0) }
    }

    static func insert(_ data: JSONValue, for id: ConnectedAccountID, in session: Database) throws {
        try session.execute(
            sql: "INSERT OR REPLACE INTO provider_data (account, body) VALUES (?, ?)",
            arguments: [id.number, try JSONColumn.text(data)])
    }
}
