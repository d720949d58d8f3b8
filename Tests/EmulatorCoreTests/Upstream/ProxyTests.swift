import FoundationEssentials
import Testing

@testable import EmulatorCore

struct ProxyTests {
    private func proxy(
        _ world: World, _ method: String = "GET", _ path: String = "/boards/b1/cards", connection: String = "board",
        identifier: String = "ada", query: [UpstreamRequest.QueryItem] = [], body: UpstreamRequest.Body = .none
    ) throws -> UpstreamResponse {
        let request = UpstreamRequest(method: method, baseURL: "", path: path, query: query, body: body)
        return try world.upstream.proxyHere(.init(connection: connection, identifier: identifier, request: request))
            .result
            .get()
    }

    private func echo(_ world: World) throws {
        let stub = """
            [{proxy: {path: '*'}, answer: {data: {url: "{{request.url}}", headers: "{{request.headers}}"}}}]
            """
        try world.stubs.replace(Stub.parse(Array(stub.utf8), fileName: "s.yaml"))
    }

    @Test func `the example of the tool that would have sent it answers`() throws {
        let world = try World.withTools()
        let response = try proxy(
            world, "POST", "/boards/b9/cards",
            body: .json(["fields": ["title": "By hand", "color": "red"], "weight": 7]))
        #expect(response.status == 201)
        guard case .json(let body) = response.body else { return #expect(Bool(false)) }
        #expect(body["title"] == "By hand")
        #expect(body["color"] == "red")
        #expect(body["weight"] == 7)
        #expect(try proxy(world, "DELETE", "/cards/c1") == UpstreamResponse(status: 204))
    }

    @Test func `the account's credential goes with it, by the type of its connection`() throws {
        let world = try World.withTools()
        try echo(world)
        guard case .json(let board) = try proxy(world, query: [.init("a b", "ü&")]).body,
            case .json(let chat) = try proxy(world, connection: "chat").body
        else { return #expect(Bool(false)) }
        #expect(board[path: "headers.authorization"] == "Bearer bd_ada")
        #expect(board["url"] == "https://acme.board.example/boards/b1/cards?a%20b=%C3%BC%26")
        #expect(chat[path: "headers.x-chat-key"] == "key s3cret")
    }

    @Test func `what nobody answers names the nearest tool and the stub to write`() throws {
        let error = try #require(throws: EmulatorError.self) { try proxy(.withTools(), "GET", "/boards/b1/card") }
        #expect(error.code == .unimplemented)
        #expect(error.message.contains("board_cards_list (GET /boards/{board_id}/cards)"))
        #expect(error.message.contains(#""path":"/boards/b1/card""#))
    }

    @Test func `what is missing or unknown is said`() throws {
        let world = try World.withTools()
        for (connection, identifier, code) in [
            ("", "ada", EmulatorError.Code.invalidArgument), ("board", "", .invalidArgument),
            ("nothing", "ada", .notFound), ("board", "bob", .notFound),
        ] {
            let error = try #require(throws: EmulatorError.self) {
                try proxy(world, connection: connection, identifier: identifier)
            }
            #expect(error.code == code)
        }
    }

    @Test func `an account that is not active, and an environment without proxy, refuse`() throws {
        let world = try World.withTools(settings: WorldSettings(proxy: false))
        let off = try #require(throws: EmulatorError.self) { try proxy(world) }
        #expect(off.code == .permissionDenied)
        #expect(off.message.contains("proxy not enabled for provider"))
        _ = try world.connectedAccounts.create(.init(connector: "board", identifier: "eve"))
        let pending = try #require(throws: EmulatorError.self) { try proxy(world, identifier: "eve") }
        #expect(pending.message.contains("not active"))
    }

    @Test func `every call is in the log with its door, failures too`() throws {
        let world = try World.withTools()
        _ = try proxy(world)
        _ = try? proxy(world, "GET", "/nothing")
        let account = AccountLookup(connector: "board", identifier: "ada")
        _ = try world.upstream.executeHere(
            .init(tool: "board_card_delete", account: account, params: ["card_id": "c"], agentRunID: "run 1"))
        let calls = try world.toolCalls.list(ToolCallFilter(), size: 0, token: "").items
        #expect(calls.map(\.source) == [.api, .proxy, .proxy])
        #expect(calls.map(\.status) == [.success, .platformError, .success])
        #expect(calls[1].errorCode == "UPSTREAM_NOT_EMULATED")
        #expect(calls[0].toolName == "board_card_delete")
        #expect(calls[2].toolName == "GET /boards/b1/cards")
        #expect(calls.allSatisfy { $0.connection == "board" && $0.identifier == "ada" && $0.providerKey == "BOARD" })
        #expect(try world.toolCalls.get(calls[0].executionID) == calls[0])
    }

    @Test func `the log is filtered and paged`() throws {
        let world = try World.withTools()
        let account = AccountLookup(connector: "board", identifier: "ada")
        for number in 0..<5 {
            _ = try world.upstream.executeHere(
                .init(
                    tool: "board_card_delete", account: account, params: ["card_id": "c"],
                    agentRunID: number < 2 ? "run 1" : ""))
            try world.clock.advance(by: 60)
        }
        var filter = ToolCallFilter()
        filter.agentRunID = "run 1"
        #expect(try world.toolCalls.list(filter, size: 0, token: "").totalSize == 2)
        filter = ToolCallFilter()
        filter.startTime = .start.addingTimeInterval(60)
        filter.endTime = .start.addingTimeInterval(180)
        #expect(try world.toolCalls.list(filter, size: 0, token: "").totalSize == 2)
        let first = try world.toolCalls.list(ToolCallFilter(), size: 3, token: "")
        #expect(try world.toolCalls.list(ToolCallFilter(), size: 3, token: first.nextPageToken).items.count == 2)
        filter = ToolCallFilter()
        filter.statuses = ["fine"]
        #expect(throws: EmulatorError.self) { try world.toolCalls.list(filter, size: 0, token: "") }
    }
}
