import Testing

@testable import EmulatorCore

struct MCPToolboxTests {
    let world: World
    let config: MCPConfig

    init() throws {
        world = try .withTools()
        config = try world.config(description: "Cards and talk")
    }

    private func names(_ toolbox: MCPToolbox) throws -> [String] { try toolbox.tools().map(\.name) }

    private func failure(_ toolbox: MCPToolbox, _ tool: String) async -> EmulatorError? {
        await #expect(throws: EmulatorError.self) { try await toolbox.call(tool, arguments: [:], origin: "https://o") }
    }

    @Test func `holds the tools of the mappings in their order, and all of a connection where none are named`() throws {
        let toolbox = try world.toolbox(config)
        #expect(try names(toolbox) == ["board_card_create", "board_cards_list", "chat_message_send"])
        #expect((toolbox.name, toolbox.instructions) == ("daily", "Cards and talk"))
        let all = try world.config("all", [.init(connection: "board")])
        #expect(
            try names(world.toolbox(all)) == ["board_card_create", "board_card_delete", "board_cards_list"])
        #expect(try world.toolbox(all).instructions == nil)
    }

    @Test func `a connection's own server holds all of its tools`() throws {
        let toolbox = try world.mcpToolbox(server: .connection("board"), identifier: "ada", access: .full)
        #expect(try names(toolbox) == ["board_card_create", "board_card_delete", "board_cards_list"])
        #expect(toolbox.name == "board")
        for keyID in ["BOARD", "nowhere"] {
            let error = #expect(throws: EmulatorError.self) {
                try world.mcpToolbox(server: .connection(keyID), identifier: "ada", access: .full)
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `a tool brings its schemas and hints`() throws {
        let tools = try world.toolbox(config).tools()
        let list = try #require(tools.first { $0.name == "board_cards_list" })
        #expect((list.title, list.description) == ("List cards", "The cards of a board."))
        #expect(list.inputSchema["properties"]?["board_id"]?["type"] == "string")
        #expect(list.outputSchema?["type"] == "object")
        #expect(list.annotations == .init(readOnly: true, destructive: false, idempotent: true, openWorld: false))
    }

    @Test func `what a registered tool does not say stays unsaid`() throws {
        _ = try world.tools.create(
            ToolDraft(definition: [
                "name": "chat_shout", "description": "Loud", "input_schema": ["type": "object"],
                "annotations": ["destructive_hint": true],
            ]))
        let shout = try #require(try world.toolbox(config).tools().first { $0.name == "chat_shout" })
        #expect(shout.annotations == .init(readOnly: nil, destructive: true, idempotent: nil, openWorld: nil))
        #expect(shout.outputSchema == nil)
    }

    @Test func `READ_ONLY hides and refuses what is not annotated as read-only`() async throws {
        let toolbox = try world.toolbox(config, access: .readOnly)
        #expect(try names(toolbox) == ["board_cards_list"])
        #expect(await failure(toolbox, "board_card_create")?.code == .permissionDenied)
        let result = try await toolbox.call("board_cards_list", arguments: ["board_id": "b"], origin: "https://o")
        #expect(!result.isError)
    }

    @Test func `of two mappings with the same tool the first has it`() async throws {
        _ = try world.connections.create(ConnectionDraft(keyID: "chat-two", providerKey: "CHAT", isApp: true))
        try world.account("eve", on: "chat-two")
        let config = try world.config("two", [.init(connection: "chat-two"), .init(connection: "chat")])
        let toolbox = try world.toolbox(config, "eve")
        #expect(try names(toolbox) == ["chat_message_send"])
        let result = try await toolbox.call(
            "chat_message_send", arguments: ["room": "r", "text": "t"], origin: "https://o")
        #expect(!result.isError)
        #expect(try world.toolCalls.list(ToolCallFilter(), size: 1, token: "").items.first?.connection == "chat-two")
    }

    @Test func `a call answers data and the same as text, and is logged as MCP's`() async throws {
        let result = try await world.toolbox(config).call(
            "board_card_create", arguments: ["board_id": "b", "title": "Lunch"], origin: "https://o")
        #expect(!result.isError)
        #expect(result.data?["title"] == "Lunch")
        #expect(JSONText.parse(result.text.utf8) == result.data)
        let call = try #require(try world.toolCalls.list(ToolCallFilter(), size: 1, token: "").items.first)
        #expect((call.source, call.status, call.identifier) == (.mcp, .success, "ada"))
    }

    @Test func `a tool that the server does not have is not found, and the nearest is named`() async throws {
        let toolbox = try world.toolbox(config)
        let error = await failure(toolbox, "board_card_crate")
        #expect(error?.code == .notFound)
        #expect(error?.hint == "Did you mean board_card_create?")
        // It exists, but not here.
        #expect(await failure(toolbox, "board_card_delete")?.code == .notFound)
    }

    @Test func `a wrong parameter is for the agent to mend`() async throws {
        let result = try await world.toolbox(config).call(
            "board_card_create", arguments: ["board_id": "b"], origin: "https://o")
        #expect(result.isError)
        #expect(result.data == nil)
        #expect(result.text.contains("params.title"))
    }

    @Test func `a failure of the provider is for the agent to read`() async throws {
        let stub = try YAMLFile(
            name: "s.yaml",
            bytes: Array("{tool: chat_message_send, answer: {status: 429, error: {message: Slow}}}".utf8)
        ).read { Stub.withDefinition($0) }
        try world.stubs.replace([(stub.0, stub.1)])
        let config = try world.config("chat-only", [.init(connection: "chat")])
        let result = try await world.toolbox(config).call(
            "chat_message_send", arguments: ["room": "r", "text": "t"], origin: "https://o")
        #expect(result.isError)
        #expect(result.text.hasPrefix("tool execution failed: "))
    }

    @Test func `an account that is not active gives its status and a link that mends it`() async throws {
        try world.connectedAccounts.disconnect(AccountLookup(connector: "chat", identifier: "ada"))
        let arguments: [String: JSONValue] = ["room": "r", "text": "t"]
        let toolbox = try world.toolbox(config)
        let result = try await toolbox.call("chat_message_send", arguments: arguments, origin: "https://o")
        #expect(result.isError)
        #expect(result.text.contains("DISCONNECTED"))
        let token = try #require(result.text.split(separator: "https://o/magicLink/").last.map(String.init))
        _ = try world.magicLinks.approve(token, Approval(fields: ["api_key": "new"]))
        #expect(try await !toolbox.call("chat_message_send", arguments: arguments, origin: "https://o").isError)
        let last = try #require(try world.toolCalls.list(ToolCallFilter(), size: 2, token: "").items.last)
        #expect((last.source, last.errorCode) == (.mcp, "CONNECTED_ACCOUNT_NOT_ACTIVE"))
    }

    @Test func `a user without an account gets one, and the link for it`() async throws {
        let result = try await world.toolbox(config, "bob").call(
            "board_cards_list", arguments: ["board_id": "b"], origin: "https://o")
        #expect(result.isError)
        #expect(result.text.contains("PENDING_AUTH"))
        #expect(result.text.contains("https://o/magicLink/"))
        let account = try world.connectedAccounts.get(AccountLookup(connector: "board", identifier: "bob"))
        #expect(account.status == .pendingAuth)
    }

    @Test func `a change of the config acts at once, and the revision tells`() throws {
        let toolbox = try world.toolbox(config)
        let before = try toolbox.revision()
        #expect(try toolbox.revision() == before)
        _ = try world.mcpConfigs.update("\(config.id)", mappings: [.init(connection: "chat")])
        #expect(try names(toolbox) == ["chat_message_send"])
        #expect(try toolbox.revision() != before)
    }

    @Test func `the revision moves with registered tools and with connections`() throws {
        let toolbox = try world.toolbox(config)
        var seen = [try toolbox.revision()]
        _ = try world.tools.create(ToolDraft(definition: ["name": "chat_shout", "description": "Loud"]))
        seen.append(try toolbox.revision())
        let chat = try #require(try world.connections.find(keyID: "chat"))
        try world.connections.disable("\(chat.id)")
        seen.append(try toolbox.revision())
        #expect(try names(toolbox) == ["board_card_create", "board_cards_list"])
        try world.connections.delete("\(chat.id)")
        #expect(Set(seen).count == 3)
    }

    @Test func `a deleted server is not found`() async throws {
        let toolbox = try world.toolbox(config)
        try world.mcpConfigs.delete("\(config.id)")
        #expect(throws: EmulatorError.self) { try toolbox.tools() }
        #expect(throws: EmulatorError.self) { try toolbox.revision() }
        #expect(await failure(toolbox, "chat_message_send")?.code == .notFound)
    }

    @Test func `an instance's URL is its user, and remembers its last use`() async throws {
        let instance = try world.mcpInstances.ensure(configName: "daily", userIdentifier: "ada")
        let toolbox = try world.mcpToolbox(instanceSecret: instance.secret)
        #expect((toolbox.identifier, toolbox.access, toolbox.name) == ("ada", .full, "daily"))
        _ = try await toolbox.call("board_cards_list", arguments: ["board_id": "b"], origin: "https://o")
        #expect(try world.mcpInstances.get("\(instance.id)").lastUsedAt == .start)
        let error = #expect(throws: EmulatorError.self) { try world.mcpToolbox(instanceSecret: "x") }
        #expect(error?.code == .notFound)
    }

    @Test func `two users of one config do not meet`() async throws {
        try world.account("bob", on: "board")
        for user in ["ada", "bob"] {
            let result = try await world.toolbox(config, user).call(
                "board_card_create", arguments: ["board_id": "b", "title": "t"], origin: "https://o")
            #expect(result.data?["owner"] == .string(user))
        }
    }

    @Test func `tells who has accounts on a server`() throws {
        try world.account("bob", on: "board")
        try world.account("zoe", on: "chat")
        #expect(try world.mcpIdentifiers(server: config.server, limit: 10) == ["ada", "bob", "zoe"])
        #expect(try world.mcpIdentifiers(server: config.server, limit: 2) == ["ada", "bob"])
        #expect(try world.mcpIdentifiers(server: .connection("chat"), limit: 10) == ["ada", "zoe"])
    }

    @Test func `a tool that was read over a connection is on that connection only`() throws {
        let chat = try #require(try world.connections.find(keyID: "chat"))
        _ = try world.connections.create(ConnectionDraft(keyID: "chat-two", providerKey: "CHAT", isApp: true))
        try world.write { session in
            let name = "c-chat_hi"
            var tool = Tool(
                registered: ["name": .string(name)], id: try world.ids.next(in: session), providerKey: "CHAT")
            tool.remote = .init(connection: chat.id, name: "hi")
            try ToolTable.save(tool, in: session)
            world.toolPlaces.changed()
        }
        func server(_ keyID: String) throws -> MCPToolbox {
            try world.mcpToolbox(server: .connection(keyID), identifier: "ada", access: .full)
        }
        #expect(try names(server("chat")) == ["c-chat_hi", "chat_message_send"])
        #expect(try names(server("chat-two")) == ["chat_message_send"])
        #expect(throws: EmulatorError.self) {
            try world.config("two", [.init(connection: "chat-two", tools: ["c-chat_hi"])])
        }
    }

    @Test func `what another MCP server answered is unpacked`() {
        let text: JSONValue = ["type": "text", "text": "five"]
        let both = MCPToolResult(remote: ["content": [text, text], "structuredContent": ["sum": 5]])
        #expect(both == MCPToolResult(data: ["sum": 5], text: "five\nfive", isError: false))
        let picture = MCPToolResult(remote: ["content": [["type": "image", "data": "AA"]]])
        #expect(picture.data == nil)
        #expect(picture.text.contains("image"))
    }
}
