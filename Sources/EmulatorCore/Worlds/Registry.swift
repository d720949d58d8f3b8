import Crypto
import GRDB

import struct Foundation.Data

/// Which client id owns which environment. A line is on disk before the client's first token leaves.
struct Registry: Sendable {
    struct Client: Sendable {
        var environment: Environment
        /// SHA-256; the secret itself is nowhere.
        var secretHash: Data
        var randomSeed: UInt64

        func accepts(_ secret: String) -> Bool { SHA256.hash(data: Data(secret.utf8)) == secretHash }
    }

    /// Where the ids of new environments come from.
    let randomSeed: UInt64
    private let store: Store

    /// - Parameter randomSeed: nil for the one of earlier runs, or a random one when there was none.
    init(file: String?, randomSeed: UInt64?) throws {
        let store = try Store(schema: Self.schema, file: file)
        self.store = store
        self.randomSeed = try store.write { session in
            let earlier = try Int64.fetchOne(session, sql: "SELECT random_seed FROM server")
            let seed = randomSeed ?? earlier.map(UInt64.init(bitPattern:)) ?? UInt64.random(in: 0 ... .max)
            try session.execute(
                sql: "INSERT OR REPLACE INTO server (id, random_seed) VALUES (1, ?)",
                arguments: [Int64(bitPattern: seed)])
            return seed
        }
    }

    func clients() throws -> [Client] {
        let sql = """
            SELECT client_id, secret_sha256, environment_id, environment_key, random_seed FROM clients ORDER BY rowid
            """
        return try store.read { session in
            try Row.fetchAll(session, sql: sql).map { row in
                Client(
                    environment: Environment(
                        id: row[2], key: EnvironmentKey(number: UInt32(truncatingIfNeeded: row[3] as Int64)),
                        clientID: row[0]),
                    secretHash: row[1], randomSeed: UInt64(bitPattern: row[4]))
            }
        }
    }

    /// Gives a client an environment of its own.
    func add(clientID: String, secret: String) throws -> Client {
        try store.write { session in
            let key = try freeKey(for: clientID, in: session)
            let number = IDSource(seed: randomSeed, clientID: clientID, key: key).firstNumber
            let client = Client(
                environment: Environment(id: "env_\(number)", key: key, clientID: clientID),
                secretHash: Data(SHA256.hash(data: Data(secret.utf8))), randomSeed: randomSeed)
            try session.execute(
                sql: """
                    INSERT INTO clients (client_id, secret_sha256, environment_id, environment_key, random_seed)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    clientID, client.secretHash, client.environment.id, Int64(key.number),
                    Int64(bitPattern: randomSeed),
                ])
            return client
        }
    }

    func setSecret(_ secret: String, of clientID: String) throws -> Data {
        let hash = Data(SHA256.hash(data: Data(secret.utf8)))
        try store.write { session in
            try session.execute(
                sql: "UPDATE clients SET secret_sha256 = ? WHERE client_id = ?", arguments: [hash, clientID])
        }
        return hash
    }

    func close() { store.close() }

    private func freeKey(for clientID: String, in session: Database) throws -> EnvironmentKey {
        var attempt = 0
        while true {
            let key = EnvironmentKey(clientID: clientID, attempt: attempt)
            let sql = "SELECT 1 FROM clients WHERE environment_key = ?"
            if try Int.fetchOne(session, sql: sql, arguments: [Int64(key.number)]) == nil { return key }
            attempt += 1
        }
    }

    private static let schema = Schema(steps: [
        """
        CREATE TABLE server (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            random_seed INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE clients (
            client_id TEXT NOT NULL UNIQUE,
            secret_sha256 BLOB NOT NULL,
            environment_id TEXT NOT NULL,
            environment_key INTEGER NOT NULL UNIQUE,
            random_seed INTEGER NOT NULL
        ) STRICT;
        """
    ])
}
