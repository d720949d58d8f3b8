import Testing

@testable import EmulatorCore

struct LegacyMCPsTests {
    let world: World

    init() throws { world = try .withTools() }

    private let mappings: [MCPMappingDraft] = [
        .init(connection: "board", tools: ["board_card_create", "board_cards_list"]), .init(connection: "chat"),
    ]

    @Test func `the same configuration is the same one`() throws {
        let made = try world.legacyMCPs.create(identifier: "ada", mappings: mappings)
        #expect("\(made.id)".hasPrefix("res_"))
        let again = [
            MCPMappingDraft(connection: "chat"),
            MCPMappingDraft(connection: "board", tools: ["board_cards_list", "board_card_create"]),
        ]
        #expect(try world.legacyMCPs.create(identifier: "ada", mappings: again) == made)
        #expect(try world.legacyMCPs.create(identifier: "bob", mappings: mappings).id != made.id)
        #expect(try world.legacyMCPs.create(identifier: "ada", mappings: [.init(connection: "chat")]).id != made.id)
    }

    @Test func `it is listed by identifier and by the token of its URL`() throws {
        let ada = try world.legacyMCPs.create(identifier: "ada", mappings: mappings)
        let bob = try world.legacyMCPs.create(identifier: "bob", mappings: mappings)
        #expect(try world.legacyMCPs.list().map(\.id) == [bob.id, ada.id])
        #expect(try world.legacyMCPs.list(identifier: "ada") == [ada])
        #expect(try world.legacyMCPs.list(linkToken: bob.instance.secret) == [bob])
        #expect(try world.legacyMCPs.list(identifier: "ada", linkToken: bob.instance.secret) == [])
        #expect(try world.legacyMCPs.get("\(ada.id)") == ada)
    }

    @Test func `its inside is neither a config nor an instance that anybody sees`() throws {
        let made = try world.legacyMCPs.create(identifier: "ada", mappings: mappings)
        #expect(try world.mcpConfigs.list(page: PageRequest()).items.isEmpty)
        #expect(try world.mcpInstances.list(page: PageRequest()).items.isEmpty)
        #expect(throws: EmulatorError.self) { try world.mcpConfigs.get("cfg_\(made.id.number)") }
        #expect(throws: EmulatorError.self) { try world.mcpInstances.get("\(made.instance.id)") }
        #expect(throws: EmulatorError.self) {
            try world.mcpToolbox(server: made.instance.config.server, identifier: "ada", access: .full)
        }
        let config = try world.config()
        #expect(throws: EmulatorError.self) { try world.legacyMCPs.get("res_\(config.id.number)") }
    }

    @Test func `its URL is a server, until it is deleted`() throws {
        let made = try world.legacyMCPs.create(identifier: "ada", mappings: mappings)
        let toolbox = try world.mcpToolbox(instanceSecret: made.instance.secret)
        #expect(try toolbox.tools().map(\.name) == ["board_card_create", "board_cards_list", "chat_message_send"])
        try world.legacyMCPs.delete("\(made.id)")
        let error = #expect(throws: EmulatorError.self) { try toolbox.tools() }
        #expect(error?.code == .notFound)
        #expect(throws: EmulatorError.self) { try world.legacyMCPs.delete("\(made.id)") }
        #expect(throws: EmulatorError.self) { try world.legacyMCPs.get("daily") }
    }

    @Test func `a tool that does not exist is named by its place`() throws {
        let error = #expect(throws: EmulatorError.self) {
            try world.legacyMCPs.create(identifier: "ada", mappings: [.init(connection: "chat", tools: ["chat_x"])])
        }
        #expect(error?.violations.first?.field == "mcp.tool_mappings[0].tool_names[0]")
    }
}
