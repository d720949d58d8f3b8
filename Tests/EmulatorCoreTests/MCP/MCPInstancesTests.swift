import Testing

@testable import EmulatorCore

struct MCPInstancesTests {
    let world: World

    init() throws {
        world = try .withTools()
        try world.config()
    }

    private func ensure(_ user: String = "ada", name: String = "", config: String = "daily") throws -> MCPInstance {
        try world.mcpInstances.ensure(configName: config, userIdentifier: user, name: name)
    }

    private func ids(_ filter: (inout MCPInstanceFilter) -> Void) throws -> [MCPInstanceID] {
        var wanted = MCPInstanceFilter()
        filter(&wanted)
        return try world.mcpInstances.list(wanted, page: PageRequest()).items.map(\.id)
    }

    @Test func `ensuring twice makes one`() throws {
        let made = try ensure()
        #expect("\(made.id)".hasPrefix("inst_"))
        #expect(made.name == "daily")
        #expect(made.lastUsedAt == nil)
        try world.clock.advance(by: 60)
        #expect(try ensure() == made)
        #expect(try world.mcpInstances.get("\(made.id)") == made)
    }

    @Test func `another user, or another name, is another instance with a URL of its own`() throws {
        let all = [try ensure(), try ensure("bob"), try ensure(name: "laptop")]
        #expect(Set(all.map(\.id)).count == 3)
        #expect(Set(all.map(\.secret)).count == 3)
        for instance in all {
            #expect(EnvironmentKey(mcpServer: instance.server) == world.environment.key)
            #expect(instance.secret.count == 40)
        }
        #expect(try ensure(name: "laptop") == all[2])
    }

    @Test func `without a name the oldest instance of the user will do`() throws {
        let laptop = try ensure(name: "laptop")
        _ = try ensure(name: "phone")
        #expect(try ensure() == laptop)
    }

    @Test func `a config that does not exist is not found, and says what is near`() throws {
        let error = #expect(throws: EmulatorError.self) { try ensure(config: "dailly") }
        #expect(error?.code == .notFound)
        #expect(error?.hint == "Did you mean daily?")
        #expect(throws: EmulatorError.self) { try ensure("") }
    }

    @Test func `an instance makes no accounts`() throws {
        _ = try ensure("bob")
        let lookup = AccountLookup(connector: "board", identifier: "bob")
        #expect(throws: EmulatorError.self) { try world.connectedAccounts.get(lookup) }
    }

    @Test func `it is renamed and hung on another config, and its URL stays`() throws {
        let made = try ensure()
        try world.config("weekly", [.init(connection: "chat")])
        try world.clock.advance(by: 60)
        let renamed = try world.mcpInstances.update("\(made.id)", name: "phone")
        #expect((renamed.name, renamed.config.name, renamed.secret) == ("phone", "daily", made.secret))
        #expect(renamed.updatedAt > made.updatedAt)
        let moved = try world.mcpInstances.update("\(made.id)", configName: "weekly")
        #expect((moved.name, moved.config.name, moved.secret) == ("phone", "weekly", made.secret))
        #expect(moved.config.mappings.map(\.connection.keyID) == ["chat"])
        #expect(try world.mcpInstances.get("\(made.id)") == moved)
    }

    @Test func `an update needs something to change, and a name that is free`() throws {
        let made = try ensure()
        _ = try ensure(name: "phone")
        func failure(_ name: String = "", _ config: String = "") -> EmulatorError? {
            #expect(throws: EmulatorError.self) {
                try world.mcpInstances.update("\(made.id)", name: name, configName: config)
            }
        }
        #expect(failure()?.code == .invalidArgument)
        #expect(failure("phone")?.code == .alreadyExists)
        #expect(failure("", "nowhere")?.code == .notFound)
        #expect(try world.mcpInstances.update("\(made.id)", name: "daily").name == "daily")
    }

    @Test func `deleting one leaves the config`() throws {
        let made = try ensure()
        try world.mcpInstances.delete("\(made.id)")
        let error = #expect(throws: EmulatorError.self) { try world.mcpInstances.delete("\(made.id)") }
        #expect(error?.code == .notFound)
        #expect(try ensure().secret != made.secret)
    }

    @Test func `lists are filtered by id, name, config, user and text`() throws {
        try world.config("weekly", [.init(connection: "chat")])
        let first = try ensure().id
        let second = try ensure("Bob@Example.com", name: "phone").id
        let third = try ensure("ada", config: "weekly").id
        #expect(try ids { _ in } == [third, second, first])
        #expect(try ids { $0.id = "\(second)" } == [second])
        #expect(try ids { $0.name = "phone" } == [second])
        #expect(try ids { $0.name = "pho" } == [])
        #expect(try ids { $0.configName = "daily" } == [second, first])
        #expect(try ids { $0.configName = "nowhere" } == [])
        #expect(try ids { $0.userIdentifier = "ada" } == [third, first])
        #expect(try ids { $0.search = "bob@ex" } == [second])
        #expect(try ids { $0.search = "PHONE" } == [second])
        let error = #expect(throws: EmulatorError.self) { try ids { $0.id = "cfg_1" } }
        #expect(error?.violations.first?.field == "filter.id")
    }
}
