import GRDB

/// The one row that says what the environment itself is up to.
enum WorldTable {
    struct State {
        var settings: WorldSettings
        var clock: WorldClock.Setting
    }

    /// Nil in a database that was just made.
    static func state(in session: Database) throws -> State? {
        let sql = "SELECT settings, clock_offset, clock_frozen_at FROM world"
        guard let row = try Row.fetchOne(session, sql: sql) else { return nil }
        return State(
            settings: try JSONColumn.value(WorldSettings.self, from: row[0]),
            clock: WorldClock.Setting(offset: row[1], frozenAt: row[2]))
    }

    static func create(settings: WorldSettings, firstNumber: Int64, in session: Database) throws {
        try session.execute(
            sql: """
                INSERT INTO world (id, last_number, issued, draws, clock_offset, settings) VALUES (1, ?, 0, 0, 0, ?)
                """,
            arguments: [firstNumber, JSONColumn.text(settings)])
    }

    static func save(_ settings: WorldSettings, in session: Database) throws {
        try session.execute(sql: "UPDATE world SET settings = ?", arguments: [JSONColumn.text(settings)])
    }

    static func save(_ clock: WorldClock.Setting, in session: Database) throws {
        try session.execute(
            sql: "UPDATE world SET clock_offset = ?, clock_frozen_at = ?",
            arguments: [clock.offset, clock.frozenAt])
    }

    /// Whether a seed has filled this environment.
    static func isSeeded(in session: Database) throws -> Bool {
        try Bool.fetchOne(session, sql: "SELECT is_seeded FROM world") ?? false
    }

    static func markSeeded(in session: Database) throws {
        try session.execute(sql: "UPDATE world SET is_seeded = 1")
    }

    /// How many numbers were given out.
    static func issued(in session: Database) throws -> Int64 {
        try Int64(session.selectInteger("SELECT issued FROM world") ?? 0)
    }

    /// Moves on to the next number and returns it.
    static func advance(by stride: Int64, in session: Database) throws -> Int64 {
        try one(
            "UPDATE world SET issued = issued + 1, last_number = last_number + ? RETURNING last_number",
            [.integer(stride)], in: session)
    }

    /// Moves the counter behind tokens and returns it.
    static func draw(in session: Database) throws -> Int64 {
        try one("UPDATE world SET draws = draws + 1 RETURNING draws", [], in: session)
    }

    private static func one(_ sql: String, _ arguments: [SelectArgument], in session: Database) throws -> Int64 {
        guard let value = try session.selectInteger(sql, arguments) else {
            throw EmulatorError(.internal, "the environment's own row is missing")
        }
        return Int64(value)
    }

    /// Providers whose own connection was made once, whatever became of it.
    static func offeredProviders(in session: Database) throws -> Set<String> {
        try Set(String.fetchAll(session, sql: "SELECT slug FROM offered_providers"))
    }

    static func noteOffered(_ slug: String, in session: Database) throws {
        try session.execute(sql: "INSERT INTO offered_providers VALUES (?)", arguments: [slug])
    }

    static func forgetOffered(_ slug: String, in session: Database) throws {
        try session.execute(sql: "DELETE FROM offered_providers WHERE slug = ?", arguments: [slug])
    }
}
