import Testing

@testable import EmulatorCore

struct MCPSessionsTests {
    let world: World

    init() throws { world = try .withTools() }

    private func failure(_ body: () throws -> MCPServerID) -> EmulatorError? {
        #expect(throws: EmulatorError.self) { try body() }
    }

    @Test func `a config is for a user who is active on every connection`() throws {
        let config = try world.config()
        let sessions = world.mcpSessions
        #expect(try sessions.server(configID: "\(config.id)", identifier: "ada") == config.server)
        try world.account("bob", on: "board")
        let missing = failure { try sessions.server(configID: "\(config.id)", identifier: "bob") }
        #expect(missing?.code == .failedPrecondition)
        #expect(missing?.errorCode == "CONNECTED_ACCOUNT_NOT_ACTIVE")
        #expect(missing?.message == "no active connected account of bob on chat")
        try world.connectedAccounts.disconnect(AccountLookup(connector: "chat", identifier: "ada"))
        let disconnected = failure { try sessions.server(configID: "\(config.id)", identifier: "ada") }
        #expect(disconnected?.message == "no active connected account of ada on chat: DISCONNECTED")
    }

    @Test func `a config without connections, or with one that is disabled, mints nothing`() throws {
        let empty = try world.config("empty", [])
        let sessions = world.mcpSessions
        #expect(
            failure { try sessions.server(configID: "\(empty.id)", identifier: "ada") }?.code == .failedPrecondition)
        let config = try world.config()
        let chat = try #require(try world.connections.find(keyID: "chat"))
        try world.connections.disable("\(chat.id)")
        #expect(
            failure { try sessions.server(configID: "\(config.id)", identifier: "ada") }?.code == .failedPrecondition)
    }

    @Test func `a config that does not exist is not found, and text that is no id is refused`() throws {
        let sessions = world.mcpSessions
        #expect(failure { try sessions.server(configID: "cfg_1", identifier: "ada") }?.code == .notFound)
        let malformed = failure { try sessions.server(configID: "daily", identifier: "ada") }
        #expect(malformed?.code == .invalidArgument)
        #expect(malformed?.violations.first?.field == "mcp_config_id")
    }

    @Test func `a connection is found in any case, and its URL has its own`() throws {
        _ = try world.connections.create(ConnectionDraft(keyID: "My Chat", providerKey: "CHAT", isApp: true))
        try world.account("ada", on: "My Chat")
        let server = try world.mcpSessions.server(keyID: "my cHAT", identifier: "ada")
        #expect(server == .connection("My Chat"))
        #expect(server.path == "/mcp/v3/connections/My%20Chat")
    }

    @Test func `the very name wins over one in another case`() throws {
        _ = try world.connections.create(ConnectionDraft(keyID: "CHAT", providerKey: "CHAT", isApp: true))
        try world.account("ada", on: "CHAT")
        #expect(try world.mcpSessions.server(keyID: "CHAT", identifier: "ada") == .connection("CHAT"))
        #expect(try world.mcpSessions.server(keyID: "chat", identifier: "ada") == .connection("chat"))
    }

    @Test func `a connection that is unknown or disabled is not found`() throws {
        let sessions = world.mcpSessions
        #expect(failure { try sessions.server(keyID: "chatt", identifier: "ada") }?.code == .notFound)
        #expect(failure { try sessions.server(keyID: "chat-ab12CD34", identifier: "ada") }?.code == .notFound)
        let chat = try #require(try world.connections.find(keyID: "chat"))
        try world.connections.disable("\(chat.id)")
        #expect(failure { try sessions.server(keyID: "chat", identifier: "ada") }?.code == .notFound)
    }

    @Test func `a sign-on connection, and a user without an active account, are refused`() throws {
        _ = try world.connections.create(
            ConnectionDraft(keyID: "okta", providerKey: "OKTA", type: .oidc, isApp: false, isLogin: true))
        let sessions = world.mcpSessions
        #expect(failure { try sessions.server(keyID: "okta", identifier: "ada") }?.code == .invalidArgument)
        #expect(failure { try sessions.server(keyID: "chat", identifier: "bob") }?.code == .failedPrecondition)
        let lookup = AccountLookup(connector: "chat", identifier: "bob")
        #expect(throws: EmulatorError.self) { try world.connectedAccounts.get(lookup) }
    }

    @Test(arguments: [(nil, 3_600), (60, 60), (86_400, 86_400), (90.5, 90.5)] as [(Double?, Double)])
    func `tokens live between a minute and a day`(_ asked: Double?, _ given: Double) throws {
        #expect(try MCPSessions.lifetime(asked) == given)
    }

    @Test(arguments: [0, -60, 59.999, 86_400.001, .infinity, .nan] as [Double])
    func `other lifetimes are refused`(_ asked: Double) {
        let error = #expect(throws: EmulatorError.self) { try MCPSessions.lifetime(asked) }
        #expect(error?.violations.first?.field == "expiry")
    }
}
