import Testing

import struct Foundation.Date

@testable import EmulatorCore

struct MCPConfigsTests {
    let world: World

    init() throws { world = try .withTools() }

    private func refusal(_ mappings: [MCPMappingDraft]) -> EmulatorError? {
        #expect(throws: EmulatorError.self) { try world.config("refused", mappings) }
    }

    private func names(_ filter: (inout MCPConfigFilter) -> Void) throws -> [String] {
        var wanted = MCPConfigFilter()
        filter(&wanted)
        return try world.mcpConfigs.list(wanted, page: PageRequest()).items.map(\.name)
    }

    @Test func `a config has its connections and tools in the order they were given`() throws {
        let made = try world.config(description: "Every day")
        #expect("\(made.id)".hasPrefix("cfg_"))
        let config = try world.mcpConfigs.get("\(made.id)")
        #expect(config == made)
        #expect(config.mappings.map(\.connection.keyID) == ["board", "chat"])
        #expect(config.mappings.map(\.tools) == [["board_card_create", "board_cards_list"], []])
        #expect(config.mappings.map(\.connection.providerKey) == ["BOARD", "CHAT"])
    }

    @Test func `the id in its URL carries the environment and looks like a UUID`() throws {
        let config = try world.config()
        #expect(EnvironmentKey(mcpServer: config.server) == world.environment.key)
        let groups = config.serverID.split(separator: "-").map(\.count)
        #expect(groups == [8, 4, 4, 4, 12])
        #expect(config.server.path == "/mcp/v3/servers/\(config.serverID)")
        #expect(try world.config("other").serverID != config.serverID)
    }

    @Test func `a name is taken once`() throws {
        try world.config()
        let error = #expect(throws: EmulatorError.self) { try world.config() }
        #expect(error?.code == .alreadyExists)
    }

    @Test(arguments: ["", "Upper", "a b", "ä", String(repeating: "a", count: 101)])
    func `a name has a form`(_ name: String) throws {
        let error = #expect(throws: EmulatorError.self) { try world.config(name) }
        #expect(error?.violations.first?.field == "config.name")
    }

    @Test func `a connection that does not exist is a mistake in the request, and says what is near`() throws {
        let error = refusal([.init(connection: "board"), .init(connection: "chatt")])
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.first?.field == "config.connection_tool_mappings[1].connection_name")
        #expect(error?.message == "connection not found: chatt")
        #expect(error?.hint == "Did you mean chat?")
    }

    @Test func `a connection named like a provider's is made on the way`() throws {
        let config = try world.config("daily", [.init(connection: "chat-ab12CD34")])
        #expect(config.mappings.first?.connection.providerKey == "CHAT")
    }

    @Test func `a tool has to exist, and to be of the connection's provider`() throws {
        let unknown = refusal([.init(connection: "board", tools: ["board_cards_list", "board_card_crate"])])
        #expect(unknown?.code == .invalidArgument)
        #expect(unknown?.violations.first?.field == "config.connection_tool_mappings[0].tools[1]")
        #expect(unknown?.message.contains("did you mean board_card_create?") == true)
        let foreign = refusal([.init(connection: "chat", tools: ["board_cards_list"])])
        #expect(foreign?.violations.first?.constraint == "mcp.tool.provider")
    }

    @Test func `a connection is mapped once, and a tool stands in it once`() throws {
        let twice = refusal([.init(connection: "chat"), .init(connection: "chat")])
        #expect(twice?.violations.first?.field == "config.connection_tool_mappings[1].connection_name")
        let config = try world.config(
            "daily", [.init(connection: "board", tools: ["board_cards_list", "board_cards_list"])])
        #expect(config.mappings.first?.tools == ["board_cards_list"])
    }

    @Test func `no more than twenty-five connections`() throws {
        let mappings = (0..<26).map { MCPMappingDraft(connection: "chat-\(10_000_000 + $0)") }
        #expect(refusal(mappings)?.violations.first?.constraint == "repeated.max_items")
        #expect(try world.config("daily", Array(mappings.prefix(25))).mappings.count == 25)
    }

    @Test func `what is refused leaves nothing behind`() throws {
        _ = refusal([.init(connection: "chat-ab12CD34"), .init(connection: "nowhere")])
        #expect(try world.connections.find(keyID: "chat-ab12CD34") == nil)
        #expect(try names { _ in } == [])
    }

    @Test func `a sign-on connection has no tools`() throws {
        _ = try world.connections.create(
            ConnectionDraft(keyID: "okta", providerKey: "OKTA", type: .oidc, isApp: false, isLogin: true))
        #expect(refusal([.init(connection: "okta")])?.violations.first?.constraint == "mcp.connection.app")
    }

    @Test func `an update replaces what it gives and keeps the rest`() throws {
        let made = try world.config(description: "Every day")
        try world.clock.advance(by: 60)
        let described = try world.mcpConfigs.update("\(made.id)", description: "Every week")
        #expect(described.description == "Every week")
        #expect(described.mappings == made.mappings)
        #expect(described.updatedAt == made.updatedAt.addingTimeInterval(60))
        let narrowed = try world.mcpConfigs.update(
            "\(made.id)", mappings: [.init(connection: "chat", tools: ["chat_message_send"])])
        #expect(narrowed.description == "Every week")
        #expect(narrowed.mappings.map(\.tools) == [["chat_message_send"]])
        #expect(narrowed.serverID == made.serverID)
        #expect(try world.mcpConfigs.get("\(made.id)") == narrowed)
    }

    @Test func `an update that is refused changes nothing`() throws {
        let made = try world.config()
        let error = #expect(throws: EmulatorError.self) {
            try world.mcpConfigs.update("\(made.id)", description: "x", mappings: [.init(connection: "nowhere")])
        }
        #expect(error?.violations.first?.field == "connection_tool_mappings[0].connection_name")
        #expect(try world.mcpConfigs.get("\(made.id)") == made)
    }

    @Test func `deleting one takes its instances with it`() throws {
        let config = try world.config()
        let instance = try world.mcpInstances.ensure(configName: "daily", userIdentifier: "ada")
        try world.mcpConfigs.delete("\(config.id)")
        for gone in [
            #expect(throws: EmulatorError.self, performing: { try world.mcpConfigs.get("\(config.id)") }),
            #expect(throws: EmulatorError.self, performing: { try world.mcpInstances.get("\(instance.id)") }),
            #expect(throws: EmulatorError.self, performing: { try world.mcpConfigs.delete("\(config.id)") }),
        ] {
            #expect(gone?.code == .notFound)
        }
    }

    @Test(arguments: ["daily", "cfg_", "cfg_x", "inst_1", ""])
    func `text that is no id is refused`(_ id: String) {
        let error = #expect(throws: EmulatorError.self) { try world.mcpConfigs.get(id) }
        #expect(error?.violations.first?.field == "config_id")
    }

    @Test func `deleting a connection takes it out of every config`() throws {
        let config = try world.config()
        let board = try #require(try world.connections.find(keyID: "board"))
        try world.connections.delete("\(board.id)")
        #expect(try world.mcpConfigs.get("\(config.id)").mappings.map(\.connection.keyID) == ["chat"])
    }

    @Test func `a renamed connection stays in its configs`() throws {
        let config = try world.config()
        let board = try #require(try world.connections.find(keyID: "board"))
        _ = try world.connections.update("\(board.id)", ConnectionChanges(keyID: "cards"))
        #expect(try world.mcpConfigs.get("\(config.id)").mappings.map(\.connection.keyID) == ["cards", "chat"])
    }

    @Test func `a connection in a config outlives the turn to strict connections`() throws {
        let world = try World.make(catalogue: .withTools())
        try world.config("daily", [.init(connection: "chat")])
        try world.update(settings: WorldSettings(strictConnections: true))
        #expect(try world.connections.find(keyID: "chat") != nil)
        #expect(try world.connections.find(keyID: "board") == nil)
    }

    @Test func `lists are filtered by id, name, provider, URL and a part of the name`() throws {
        let daily = try world.config("daily-mail", [.init(connection: "board")])
        try world.config("weekly", [.init(connection: "chat")])
        #expect(try names { _ in } == ["weekly", "daily-mail"])
        #expect(try names { $0.id = "\(daily.id)" } == ["daily-mail"])
        #expect(try names { $0.name = "DAILY-mail" } == ["daily-mail"])
        #expect(try names { $0.name = "daily" } == [])
        #expect(try names { $0.provider = "CHAT" } == ["weekly"])
        #expect(try names { $0.provider = "board" } == ["daily-mail"])
        #expect(try names { $0.provider = "nobody" } == [])
        #expect(try names { $0.serverURL = "https://elsewhere\(daily.server.path)?a=/b" } == ["daily-mail"])
        #expect(try names { $0.serverURL = "https://elsewhere/" } == [])
        #expect(try names { $0.search = "Mail" } == ["daily-mail"])
        #expect(try names { $0.search = "ly" } == ["weekly", "daily-mail"])
        let error = #expect(throws: EmulatorError.self) { try names { $0.id = "daily" } }
        #expect(error?.violations.first?.field == "filter.id")
    }

    @Test func `lists have pages in both directions`() throws {
        for number in 1...5 { try world.config("c\(number)", [.init(connection: "chat")]) }
        let first = try world.mcpConfigs.list(page: PageRequest(size: 2))
        #expect(first.items.map(\.name) == ["c5", "c4"])
        #expect(first.totalSize == 5)
        #expect(first.previousPageToken.isEmpty)
        let second = try world.mcpConfigs.list(page: PageRequest(size: 2, token: first.nextPageToken))
        #expect(second.items.map(\.name) == ["c3", "c2"])
        let back = try world.mcpConfigs.list(page: PageRequest(size: 2, token: second.previousPageToken))
        #expect(back.items.map(\.name) == ["c5", "c4"])
    }
}
