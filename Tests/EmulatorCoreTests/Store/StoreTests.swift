import GRDB
import Testing

@testable import EmulatorCore

@Suite struct StoreTests {
    private let schema = Schema(steps: ["CREATE TABLE notes (text TEXT NOT NULL)"])

    private func notes(in store: Store) throws -> [String] {
        try store.read { try String.fetchAll($0, sql: "SELECT text FROM notes") }
    }

    private func note(_ text: String, in store: Store) throws {
        try store.write { try $0.execute(sql: "INSERT INTO notes VALUES (?)", arguments: [text]) }
    }

    @Test func `a write that throws leaves nothing behind`() throws {
        let store = try Store(schema: schema, file: nil)
        #expect(throws: EmulatorError.self) {
            try store.write { session in
                try session.execute(sql: "INSERT INTO notes VALUES ('half')")
                throw EmulatorError(.aborted, "enough")
            }
        }
        #expect(try notes(in: store).isEmpty)
    }

    @Test func `an error of the database becomes an emulator error that names the place`() throws {
        let store = try Store(schema: schema, file: nil)
        let error = #expect(throws: EmulatorError.self) {
            try store.write { try $0.execute(sql: "INSERT INTO notes VALUES (NULL)") }
        }
        #expect(error?.code == .internal)
        #expect(error?.message.contains("the database in memory") == true)
    }

    @Test func `a later version takes only the steps that are missing`() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/store.sqlite"
        let first = try Store(schema: schema, file: file)
        try note("kept", in: first)
        first.close()
        let later = Schema(steps: schema.steps + ["ALTER TABLE notes ADD COLUMN author TEXT"])
        let second = try Store(schema: later, file: file)
        #expect(try notes(in: second) == ["kept"])
        #expect(try second.read { try $0.columns(in: "notes").map(\.name) } == ["text", "author"])
    }

    @Test func `refuses data that a newer version wrote`() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/store.sqlite"
        try Store(schema: Schema(steps: schema.steps + ["SELECT 1"]), file: file).close()
        let error = #expect(throws: EmulatorError.self) { try Store(schema: schema, file: file) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message.contains("newer version") == true)
    }

    @Test func `only so many files are open, and a closed one opens again by itself`() throws {
        let folder = try TemporaryFolder()
        let openStores = OpenStores(limit: 2)
        let stores = try (0..<5).map { number in
            try Store(schema: schema, file: "\(folder.path)/\(number).sqlite", openStores: openStores)
        }
        for (number, store) in stores.enumerated() { try note("\(number)", in: store) }
        #expect(openStores.count == 2)
        for (number, store) in stores.enumerated() { #expect(try notes(in: store) == ["\(number)"]) }
        #expect(openStores.count == 2)
    }

    @Test func `no write is lost while files are let go and opened again under it`() async throws {
        let folder = try TemporaryFolder()
        let openStores = OpenStores(limit: 1)
        let stores = try (0..<3).map { number in
            try Store(schema: schema, file: "\(folder.path)/\(number).sqlite", openStores: openStores)
        }
        try await withThrowingTaskGroup { group in
            for task in 0..<6 {
                group.addTask {
                    for number in 0..<20 { try self.note("\(task) \(number)", in: stores[(task + number) % 3]) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try stores.map { try notes(in: $0).count }.reduce(0, +) == 120)
    }

    @Test func `a closed store stays closed`() throws {
        let store = try Store(schema: schema, file: nil)
        store.close()
        #expect(throws: EmulatorError.self) { try notes(in: store) }
    }
}
