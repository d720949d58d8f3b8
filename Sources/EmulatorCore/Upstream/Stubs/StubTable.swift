import GRDB

/// Rows of `stubs`.
enum StubTable {
    static func all(in session: Database, cache: StubCache) throws -> [StubState] {
        let sql = "SELECT id, hits, last_miss, definition FROM stubs ORDER BY position"
        return try Row.fetchAll(session.cachedStatement(sql: sql)).map { row in
            let (stub, definition) = try cache.stub(row[3])
            return StubState(id: row[0], stub: stub, definition: definition, hits: row[1], lastMiss: row[2])
        }
    }

    static func count(in session: Database) throws -> Int {
        try Int.fetchOne(session.cachedStatement(sql: "SELECT COUNT(*) FROM stubs")) ?? 0
    }

    static func insert(_ state: StubState, in session: Database) throws {
        try session.cachedStatement(sql: "INSERT INTO stubs (id, hits, last_miss, definition) VALUES (?, ?, ?, ?)")
            .execute(arguments: [state.id, state.hits, state.lastMiss, JSONColumn.text(state.definition)])
    }

    static func noteHit(of id: String, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE stubs SET hits = hits + 1 WHERE id = ?").execute(arguments: [id])
    }

    static func note(miss: String, of id: String, in session: Database) throws {
        try session.cachedStatement(sql: "UPDATE stubs SET last_miss = ? WHERE id = ?").execute(arguments: [miss, id])
    }

    static func clear(in session: Database) throws { try session.execute(sql: "DELETE FROM stubs") }
}
