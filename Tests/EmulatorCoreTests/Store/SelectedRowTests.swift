import GRDB
import Testing

@testable import EmulatorCore

struct SelectedRowTests {
    private let store: Store

    init() throws {
        store = try Store(
            schema: Schema(steps: [
                """
                CREATE TABLE things (number INTEGER, flag INTEGER, name TEXT);
                INSERT INTO things VALUES (1, 1, 'Grüße 🎈'), (9223372036854775807, 0, ''), (NULL, NULL, NULL);
                """
            ]), file: nil)
    }

    @Test func `columns come as they were stored`() throws {
        var rows: [String] = []
        try store.read { session in
            try session.select("SELECT number, flag, name FROM things ORDER BY rowid", []) { row in
                rows.append("\(row.int64IfAny(0) as Int64?, default: "none") \(row.bool(1)) <\(row.text(2))>")
            }
        }
        #expect(rows == ["1 true <Grüße 🎈>", "9223372036854775807 false <>", "none false <>"])
    }

    @Test func `arguments are values and never SQL`() throws {
        let count = "SELECT COUNT(*) FROM things WHERE name = ?"
        #expect(try integer(count, .text("Grüße 🎈")) == 1)
        #expect(try integer(count, .text("' OR 1 = 1 --")) == 0)
        #expect(try integer("SELECT number FROM things WHERE number = ?", .integer(1)) == 1)
        #expect(try integer("SELECT number FROM things WHERE number = ?", .integer(2)) == nil)
    }

    private func integer(_ sql: String, _ argument: SelectArgument) throws -> Int? {
        try store.read { try $0.selectInteger(sql, [argument]) }
    }

    @Test func `a read that breaks off leaves nothing open`() throws {
        struct Enough: Error {}
        #expect(throws: Enough.self) {
            try store.read { try $0.select("SELECT number FROM things", []) { _ in throw Enough() } }
        }
        // SQLite refuses this while a statement still reads the table.
        try store.write { try $0.execute(sql: "DROP TABLE things") }
    }

    @Test func `what SQLite refuses is an error of the store`() throws {
        let error = #expect(throws: EmulatorError.self) {
            try store.read { try $0.select("SELECT nothing FROM nowhere", []) { _ in } }
        }
        #expect(error?.code == .internal)
    }
}
