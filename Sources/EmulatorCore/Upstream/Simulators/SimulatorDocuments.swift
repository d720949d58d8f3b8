import GRDB

/// The documents of one kind in one room, in the order of their rank.
struct SimulatorDocuments {
    let account: Int64
    let collection: String
    let session: Database

    struct Document {
        var id: String
        var rank: Int64
        var body: JSONValue
    }

    func get(_ id: String) throws -> JSONValue? {
        try text(id).map { try JSONColumn.value(JSONValue.self, from: $0) }
    }

    /// A document as it is written.
    func text(_ id: String) throws -> String? {
        let sql = "SELECT body FROM simulator_documents WHERE account = ? AND collection = ? AND id = ?"
        return try String.fetchOne(session.cachedStatement(sql: sql), arguments: [account, collection, id])
    }

    /// Writes a document.
    /// - Parameter rank: its place among the others; nil leaves it where it is, or puts a new one last.
    func put(_ id: String, _ body: JSONValue, rank: Int64? = nil) throws {
        try put(id, text: try JSONColumn.text(body), rank: rank)
    }

    func put(_ id: String, text: String, rank: Int64? = nil) throws {
        let sql = """
            INSERT INTO simulator_documents (account, collection, id, rank, body) VALUES (?1, ?2, ?3,
            COALESCE(?4, (SELECT MAX(rank) + 1 FROM simulator_documents WHERE account = ?1 AND collection = ?2), 1), ?5)
            ON CONFLICT (account, collection, id) DO UPDATE SET body = ?5, rank = COALESCE(?4, rank)
            """
        try session.cachedStatement(sql: sql).execute(arguments: [account, collection, id, rank, text])
    }

    /// Whether it was there.
    @discardableResult
    func remove(_ id: String) throws -> Bool {
        let sql = "DELETE FROM simulator_documents WHERE account = ? AND collection = ? AND id = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [account, collection, id])
        return session.changesCount > 0
    }

    func removeAll() throws {
        let sql = "DELETE FROM simulator_documents WHERE account = ? AND collection = ?"
        try session.cachedStatement(sql: sql).execute(arguments: [account, collection])
    }

    /// From the lowest rank to the highest.
    func all() throws -> [Document] { try fetch("ORDER BY rank, id") }

    /// From the highest rank to the lowest.
    func newestFirst() throws -> [Document] { try fetch("ORDER BY rank DESC, id DESC") }

    func count() throws -> Int {
        let sql = "SELECT COUNT(*) FROM simulator_documents WHERE account = ? AND collection = ?"
        return try Int.fetchOne(session.cachedStatement(sql: sql), arguments: [account, collection]) ?? 0
    }

    /// As they are written, from the lowest rank to the highest.
    func texts() throws -> [String] {
        let sql = "SELECT body FROM simulator_documents WHERE account = ? AND collection = ? ORDER BY rank, id"
        return try String.fetchAll(session.cachedStatement(sql: sql), arguments: [account, collection])
    }

    private func fetch(_ order: String) throws -> [Document] {
        let sql = "SELECT id, rank, body FROM simulator_documents WHERE account = ? AND collection = ? \(order)"
        return try Row.fetchAll(session.cachedStatement(sql: sql), arguments: [account, collection]).map { row in
            Document(id: row[0], rank: row[1], body: try JSONColumn.value(JSONValue.self, from: row[2]))
        }
    }
}
