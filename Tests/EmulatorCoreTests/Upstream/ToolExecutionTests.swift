import FoundationEssentials
import Testing

@testable import EmulatorCore

struct ToolExecutionTests {
    private let ada = AccountLookup(connector: "board", identifier: "ada")

    private func execute(
        _ world: World, _ tool: String = "board_card_create", _ account: AccountLookup? = nil,
        _ params: [String: JSONValue] = ["board_id": "b1", "title": "Buy milk"]
    ) throws -> ExecutedTool {
        try world.upstream.executeHere(.init(tool: tool, account: account ?? ada, params: params)).result.get()
    }

    private func failure(
        _ world: World, _ tool: String = "board_card_create", _ account: AccountLookup? = nil,
        _ params: [String: JSONValue] = ["board_id": "b1", "title": "Buy milk"]
    ) throws -> EmulatorError {
        try #require(throws: EmulatorError.self) { try execute(world, tool, account, params) }
    }

    @Test func `the example answers with what was sent`() throws {
        let done = try execute(.withTools())
        #expect(done.data["title"] == "Buy milk")
        #expect(done.data["color"] == "blue")
        #expect(done.data["owner"] == "ada")
        #expect(done.data["made_at"] == .string(World.startText))
        #expect(done.executionID.hasPrefix("exec_"))
    }

    @Test func `lists stand under result and an empty answer is an empty object`() throws {
        let world = try World.withTools()
        #expect(try execute(world, "board_cards_list", nil, ["board_id": "b"]).data["result"]?.array?.count == 2)
        #expect(try execute(world, "board_card_delete", nil, ["card_id": "c"]).data == [:])
    }

    @Test func `two executions have different ids, and the same calls on the same seed the same`() throws {
        let world = try World.withTools()
        let first = try execute(world).executionID
        #expect(try execute(world).executionID != first)
        #expect(try execute(.withTools()).executionID == first)
    }

    // MARK: Which account

    @Test func `an account is found by id, by connector and identifier, and by identifier alone`() throws {
        let world = try World.withTools()
        let id = try world.connectedAccounts.get(ada).id
        for lookup in [AccountLookup(id: "\(id)"), ada, AccountLookup(identifier: "ada")] {
            #expect(try execute(world, "board_card_create", lookup).data["owner"] == "ada")
        }
    }

    @Test func `an identifier alone that fits several connections is refused and names them`() throws {
        let world = try World.withTools()
        try world.account("ada", on: "board-abcd1234")
        let error = try failure(world, "board_card_create", AccountLookup(identifier: "ada"))
        #expect(error.code == .invalidArgument)
        #expect(error.violations.first?.field == "connector")
        #expect(error.hint?.contains("board-abcd1234") == true)
    }

    @Test func `organization and user narrow an identifier`() throws {
        let world = try World.withTools()
        try world.account("eve", on: "board", organizationID: "org_1")
        try world.account("eve", on: "board", organizationID: "org_2")
        #expect(try failure(world, "board_card_create", AccountLookup(identifier: "eve")).code == .invalidArgument)
        let lookup = AccountLookup(identifier: "eve", organizationID: "org_2")
        #expect(try execute(world, "board_card_create", lookup).data["owner"] == "eve")
    }

    @Test func `without account, identifier and connector nothing runs`() throws {
        let world = try World.withTools()
        #expect(try failure(world, "board_card_create", AccountLookup()).violations.first?.field == "identifier")
        #expect(try failure(world, "board_card_create", AccountLookup(connector: "board")).code == .invalidArgument)
    }

    @Test func `unknown accounts, connections and tools are not found`() throws {
        let world = try World.withTools()
        for lookup in [
            AccountLookup(identifier: "bob"), AccountLookup(connector: "board", identifier: "bob"),
            AccountLookup(connector: "nothing", identifier: "ada"), AccountLookup(id: "ca_99"),
        ] {
            #expect(try failure(world, "board_card_create", lookup).code == .notFound)
        }
        #expect(try failure(world, "board_fly").code == .notFound)
    }

    @Test func `an account of another provider is refused before anything is sent`() throws {
        let world = try World.withTools()
        let error = try failure(world, "board_card_create", AccountLookup(connector: "chat", identifier: "ada"))
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains("belongs to CHAT"))
    }

    @Test(arguments: [ConnectorStatus.pendingAuth, .expired, .disconnected, .pendingVerification])
    func `an account that is not active says so with its status`(status: ConnectorStatus) throws {
        let world = try World.withTools()
        let draft = ConnectedAccountDraft(connector: "board", identifier: "eve")
        try world.connectedAccounts.place([PlacedAccount(draft, status: status)])
        let error = try failure(world, "board_card_create", AccountLookup(identifier: "eve"))
        #expect(error.code == .failedPrecondition)
        #expect(error.message.contains("not active"))
        #expect(error.message.contains(status.wireName))
    }

    @Test func `a token that ran out is renewed on use`() throws {
        let world = try World.withTools()
        try world.clock.advance(by: 7_200)
        _ = try execute(world)
        #expect(try world.connectedAccounts.get(ada).status == .active)
        #expect(try world.connectedAccounts.get(ada).lastUsedAt == world.clock.now())
    }

    @Test func `a credential that ends in a call is over afterwards as well`() throws {
        let world = try World.withTools()
        let draft = ConnectedAccountDraft(
            connector: "board", identifier: "eve",
            credentials: .oauthToken(.init(accessToken: "a", refreshToken: "r")))
        let soon = Date.start.addingTimeInterval(240)
        try world.connectedAccounts.place([
            PlacedAccount(draft, status: .active, tokenExpiresAt: soon, isGrantRevoked: true)
        ])
        let eve = AccountLookup(connector: "board", identifier: "eve")
        #expect(try world.connectedAccounts.get(eve).status == .active)
        #expect(try failure(world, "board_card_create", eve).message.contains("EXPIRED"))
        #expect(try world.connectedAccounts.get(eve).status == .expired)
    }

    @Test func `an org-wide credential stands for everybody`() throws {
        let world = try World.withTools()
        _ = try world.connections.create(.init(keyID: "shared", providerKey: "BOARD", authMode: .orgWide))
        try world.connectedAccounts.place([
            PlacedAccount(.init(connector: "shared", identifier: "all"), status: .active, isOrgWideCredential: true)
        ])
        let lookup = AccountLookup(connector: "shared", identifier: "whoever")
        #expect(try execute(world, "board_card_create", lookup).data["owner"] == "all")
    }

    // MARK: Parameters

    @Test func `violations name every path and rule`() throws {
        let error = try failure(
            .withTools(), "board_card_create", nil,
            ["title": 1, "color": "green", "labels": ["a", 2], "weight": 0])
        #expect(
            Set(error.violations.map { "\($0.field) \($0.constraint)" }) == [
                "params.board_id schema.required", "params.title schema.type", "params.color schema.enum",
                "params.labels[1] schema.type", "params.weight schema.minimum",
            ])
    }

    @Test func `null stands for a parameter that was left out`() throws {
        #expect(
            try execute(.withTools(), "board_card_create", nil, ["board_id": "b", "title": "t", "color": .null]).data[
                "color"] == "blue")
        #expect(throws: EmulatorError.self) {
            try execute(.withTools(), "board_card_create", nil, ["board_id": .null, "title": "t"])
        }
    }

    @Test func `a version that does not exist is refused with those that do`() throws {
        let params: [String: JSONValue] = ["board_id": "b", "title": "t", "tool_version": "7"]
        let error = try failure(.withTools(), "board_card_create", nil, params)
        #expect(error.violations.first?.field == "params.tool_version")
        #expect(error.message.contains("1/1"))
    }

    @Test func `a version is chosen by its parameter`() throws {
        let world = try World.withTools()
        _ = try world.tools.create(
            ToolDraft(definition: [
                "name": "board_card_create", "provider": "board", "tool_version": "2", "example": ["v": 2],
            ]))
        let params: [String: JSONValue] = ["board_id": "b", "title": "t"]
        #expect(
            try execute(world, "board_card_create", nil, params.merging(["tool_version": "2"]) { $1 }).data == ["v": 2])
        #expect(try execute(world, "board_card_create", nil, params).data["title"] == "t")
    }

    @Test func `a tool that nobody answers says which stub would`() throws {
        let world = try World.withTools()
        _ = try world.tools.create(ToolDraft(definition: ["name": "board_secret", "provider": "board"]))
        let error = try failure(world, "board_secret", nil, [:])
        #expect(error.code == .unimplemented)
        #expect(error.message.contains("PUT /_emulator/stubs"))
        #expect(error.message.contains(#""tool":"board_secret""#))
    }
}

extension World {
    static let startText = "2027-01-15T08:00:00Z"
}
