import Foundation
import GRDB
import Logging
import Testing

@testable import EmulatorCore

@Suite struct PersistenceTests {
    private func configuration(_ folder: TemporaryFolder, seed: UInt64? = nil) -> WorldsConfiguration {
        WorldsConfiguration(randomSeed: seed, dataDirectory: folder.path)
    }

    @Test func `accounts, settings, clock and clients are there after a restart`() throws {
        let folder = try TemporaryFolder()
        let first = try Worlds.make(configuration(folder))
        let world = try first.authenticate(clientID: "a", clientSecret: "s")
        let account = try world.account("ada")
        try world.update(settings: WorldSettings(verify: .b2b))
        try world.clock.freeze(at: .start)
        first.close()

        let second = try Worlds.make(configuration(folder))
        let again = try second.authenticate(clientID: "a", clientSecret: "s")
        #expect(again.environment == world.environment)
        #expect(try again.connectedAccounts.get(account.id).credentials == account.credentials)
        #expect(again.settings.verify == .b2b)
        #expect(again.clock.now() == .start)
        #expect(throws: EmulatorError.self) { try second.authenticate(clientID: "a", clientSecret: "other") }
    }

    @Test func `settings of an earlier version are completed`() throws {
        let old = #"{"consent":"auto","magicLinkLifetime":5,"strictConnections":true,"verify":"b2b"}"#
        let settings = try JSONColumn.value(WorldSettings.self, from: old)
        #expect(
            settings
                == WorldSettings(consent: .auto, verify: .b2b, strictConnections: true, magicLinkLifetime: 5))
        #expect(try JSONColumn.value(WorldSettings.self, from: "{}") == WorldSettings())
    }

    @Test func `a database of the first version gets what came later`() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/world.sqlite"
        let first = try Store(schema: Schema(steps: Array(Schema.world.steps.prefix(1))), file: file)
        first.close()
        let environment = Environment(id: "env_1", key: EnvironmentKey(number: 1), clientID: "a")
        let world = try World(
            environment: environment, randomSeed: 1, settings: WorldSettings(), catalogue: .testing,
            store: Store(schema: .world, file: file))
        let there = try AtProvider(world)
        #expect(try there.callback(try there.approve()).name == "activated")
        world.close()
    }

    @Test func `what a killed process acknowledged is there`() throws {
        let folder = try TemporaryFolder()
        let worlds = try Worlds.make(configuration(folder))
        let world = try worlds.authenticate(clientID: "a", clientSecret: "s")
        let account = try world.account("ada")
        let left = try folder.copied()
        let restarted = try Worlds.make(configuration(left))
        let found = try restarted.authenticate(clientID: "a", clientSecret: "s").connectedAccounts.get(account.id)
        #expect(found.identifier == "ada")
    }

    @Test func `a second process is refused and told who holds the directory`() throws {
        let folder = try TemporaryFolder()
        let holder = try Worlds.make(configuration(folder))
        let error = #expect(throws: EmulatorError.self) { try Worlds.make(configuration(folder)) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
        withExtendedLifetime(holder) {}
    }

    @Test func `a directory is free again when its holder is gone`() throws {
        let folder = try TemporaryFolder()
        try Worlds.make(configuration(folder)).close()
        #expect(throws: Never.self) { try Worlds.make(configuration(folder)) }
    }

    @Test func `refuses a directory that a newer version wrote`() throws {
        let folder = try TemporaryFolder()
        try Worlds.make(configuration(folder)).close()
        let queue = try DatabaseQueue(path: folder.path + "/registry.sqlite")
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try queue.close()
        let error = #expect(throws: EmulatorError.self) { try Worlds.make(configuration(folder)) }
        #expect(error?.message.contains("newer version") == true)
    }

    @Test func `no file holds a secret in clear text`() throws {
        let folder = try TemporaryFolder()
        let worlds = try Worlds.make(configuration(folder))
        _ = try worlds.authenticate(clientID: "a", clientSecret: "very-secret-secret")
        worlds.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/registry.sqlite"))
        #expect(bytes.range(of: Data("very-secret-secret".utf8)) == nil)
    }

    @Test func `nobody else may read the databases`() throws {
        let folder = try TemporaryFolder()
        let worlds = try Worlds.make(configuration(folder))
        let key = worlds.default.environment.key.text
        for file in ["registry.sqlite", "worlds/\(key).sqlite", "worlds/\(key).sqlite-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(file)")
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test func `a configured secret replaces the one of an earlier run`() throws {
        let folder = try TemporaryFolder()
        try Worlds.make(configuration(folder)).close()
        var changed = configuration(folder)
        changed.clientSecret = "another"
        let worlds = try Worlds.make(changed)
        #expect(throws: Never.self) {
            try worlds.authenticate(clientID: changed.clientID, clientSecret: "another")
        }
    }

    @Test func `ids go on after a restart and never repeat`() throws {
        let folder = try TemporaryFolder()
        let first = try Worlds.make(configuration(folder))
        let before = try first.default.account("ada").id.number
        first.close()
        let after = try Worlds.make(configuration(folder)).default.account("bob").id.number
        #expect(after > before)
    }

    @Test func `opens when its providers have left the catalogue, and goes on when they are back`() throws {
        let folder = try TemporaryFolder()
        let first = try Worlds.make(configuration(folder))
        let account = try first.default.account("ada")
        first.close()

        let smaller = Catalogue(providers: [.make(slug: "other", patterns: [.make(.oauth)])])
        let second = try Worlds(
            configuration: configuration(folder), catalogue: smaller, logger: Logger(label: "test"))
        #expect(try second.default.connections.resolve("other", creating: false).providerKey == "OTHER")
        #expect(try second.default.connections.resolve("gmail", creating: false).providerKey == "GMAIL")
        #expect(try second.default.connectedAccounts.get(account.id).identifier == "ada")
        let request = ProxyRequest(
            connection: "gmail", identifier: "ada", request: UpstreamRequest(method: "GET", baseURL: "", path: "/"))
        let error = #expect(throws: EmulatorError.self) { try second.default.upstream.proxyHere(request) }
        #expect(error?.message == "the provider GMAIL is not in the catalogue any more")
        second.close()

        let third = try Worlds.make(configuration(folder))
        #expect(try third.default.connectedAccounts.get(account.id).status == .active)
    }

    @Test func `a deleted connection does not come back`() throws {
        let folder = try TemporaryFolder()
        let first = try Worlds.make(configuration(folder))
        let gmail = try first.default.connections.resolve("gmail", creating: false)
        try first.default.connections.delete("\(gmail.id)")
        first.close()
        #expect(try Worlds.make(configuration(folder)).default.connections.find(keyID: "gmail") == nil)
    }
}
