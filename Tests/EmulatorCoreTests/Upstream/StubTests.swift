import Testing

@testable import EmulatorCore

struct StubTests {
    private let params: [String: JSONValue] = ["board_id": "b1", "title": "Buy milk"]

    private func world(_ stubs: String) throws -> World {
        let world = try World.withTools()
        try world.stubs.replace(Stub.parse(Array(stubs.utf8), fileName: "stubs.yaml"))
        return world
    }

    private func outcome(_ world: World, _ params: [String: JSONValue]? = nil) throws -> Upstream.Outcome<ExecutedTool>
    {
        let account = AccountLookup(connector: "board", identifier: "ada")
        return try world.upstream.executeHere(
            .init(tool: "board_card_create", account: account, params: params ?? self.params))
    }

    @Test func `a stub comes before the example`() throws {
        let world = try world("stubs: [{tool: board_card_create, answer: {data: {id: stubbed}}}]")
        #expect(try outcome(world).result.get().data == ["id": "stubbed"])
        #expect(try world.stubs.list().first?.hits == 1)
    }

    @Test(arguments: [
        "{tool: board_*}", "{tool: board_card_create, identifier: ada}", "{tool: board_card_create, identifier: 'a*'}",
        "{tool: board_card_create, connection: board}", "{tool: board_card_create, params: {title: Buy milk}}",
        "{tool: board_card_create, params: {title: {$regex: '^Buy'}}}",
        "{tool: board_card_create, params: {title: {$contains: milk}}}",
        "{tool: board_card_create, params: {title: {$in: [x, Buy milk]}}}",
        "{tool: board_card_create, params: {title: {$any: true}, labels: {$absent: true}}}",
    ])
    func `a stub matches by every condition`(match: String) throws {
        let world = try world("stubs: [\(match.dropLast()), answer: {data: {hit: true}}}]")
        #expect(try outcome(world).result.get().data == ["hit": true])
    }

    @Test(arguments: [
        ("{tool: board_cards_list}", "the tool is board_card_create"),
        ("{tool: board_card_create, identifier: eve}", "the identifier is ada, not eve"),
        ("{tool: board_card_create, connection: other}", "the connection is board"),
        ("{tool: board_card_create, params: {title: Buy bread}}", "params.title is Buy milk, not Buy bread"),
        ("{tool: board_card_create, params: {weight: 1}}", "params.weight is missing"),
        ("{tool: board_card_create, params: {title: {$absent: true}}}", "params.title is there"),
        ("{proxy: {path: /x}}", "a tool was called"),
    ])
    func `a stub that does not match says why`(match: String, reason: String) throws {
        let world = try world("stubs: [\(match.dropLast()), answer: {data: {hit: true}}}]")
        #expect(try outcome(world).result.get().data["title"] == "Buy milk")
        #expect(try #require(world.stubs.list().first?.lastMiss).contains(reason))
    }

    @Test func `answers are used in turn and the last one again`() throws {
        let world = try world("stubs: [{tool: board_card_create, answers: [{data: {n: 1}}, {data: {n: 2}}]}]")
        #expect(try (0..<3).map { _ in try outcome(world).result.get().data["n"] } == [1, 2, 2])
    }

    @Test func `a stub with a count steps back when it is used up`() throws {
        let world = try world("stubs: [{tool: board_card_create, times: 1, answer: {data: {n: 1}}}]")
        #expect(try outcome(world).result.get().data == ["n": 1])
        #expect(try outcome(world).result.get().data["title"] == "Buy milk")
    }

    @Test func `templates use the parameters, the account and the request as it goes out`() throws {
        let world = try world(
            """
            stubs:
              - tool: board_card_create
                answer:
                  data:
                    title: "{{params.title}}"
                    who: "{{identifier}} on {{connection}}"
                    url: "{{request.url}}"
                    auth: "{{request.headers.authorization}}"
                    sent: "{{request.body}}"
            """)
        let data = try outcome(world).result.get().data
        #expect(data["title"] == "Buy milk")
        #expect(data["who"] == "ada on board")
        #expect(data["url"] == "https://acme.board.example/boards/b1/cards")
        #expect(data["auth"] == "Bearer bd_ada")
        #expect(data["sent"] == ["fields": ["title": "Buy milk", "color": "blue"]])
    }

    @Test(arguments: [
        (401, EmulatorError.Code.unauthenticated, "UNAUTHORIZED"), (403, .permissionDenied, "FORBIDDEN"),
        (429, .resourceExhausted, "RATE_LIMITED"), (404, .internal, "EXEC_FAILED"), (500, .internal, "EXEC_FAILED"),
    ])
    func `a provider's failure is a tool error with the code of its status`(
        status: Int, code: EmulatorError.Code, word: String
    ) throws {
        let world = try world(
            "stubs: [{tool: board_card_create, answer: {status: \(status), error: {code: oops, message: It broke}}}]")
        let error = try #require(try outcome(world).failure)
        #expect(error.code == code)
        #expect(error.errorCode == "TOOL_ERROR")
        #expect(error.toolError?.code == word)
        #expect(error.toolError?.message == "It broke")
        #expect(error.toolError?.executionID.hasPrefix("exec_") == true)
    }

    @Test func `a provider that reports failures in its answers does so here`() throws {
        let world = try world("stubs: [{tool: chat_message_send, answer: {status: 404, error: {code: no_room}}}]")
        let account = AccountLookup(connector: "chat", identifier: "ada")
        let call = ToolCallRequest(tool: "chat_message_send", account: account, params: ["room": "r", "text": "t"])
        #expect(try world.upstream.executeHere(call).result.get().data == ["ok": false, "error": "no_room"])
    }

    @Test func `latency is told to the caller, who waits`() throws {
        let world = try world("stubs: [{tool: board_card_create, answer: {data: {}, latency: 250ms}}]")
        #expect(try outcome(world).delay == 0.25)
    }

    @Test func `stubs that are added are asked first`() throws {
        let world = try world("stubs: [{tool: board_card_create, answer: {data: {n: 1}}}]")
        try world.stubs.add(
            Stub.parse(Array("[{tool: board_card_create, answer: {data: {n: 2}}}]".utf8), fileName: "s"))
        #expect(try outcome(world).result.get().data == ["n": 2])
        try world.stubs.clear()
        #expect(try outcome(world).result.get().data["title"] == "Buy milk")
    }

    @Test(arguments: [
        ("stubs: [{tool: a}]", "\"answer\" is missing"), ("stubs: [{answer: {}}]", "say what it is for"),
        ("stubs: [{tool: a, proxy: {path: /x}, answer: {}}]", "not both"),
        ("stubs: [{tool: a, answers: []}]", "must not be empty"),
        ("stubs: [{tool: a, answer: {latency: 2h}}]", "at most a minute"),
        ("stubs: [{tool: a, answer: {error: {}, data: {}}}]", "not both"),
        ("stubs: [{tool: a, answer: {status: 200, error: {}}}]", "from 400 on"),
        ("stubs: [{tool: a, params: {x: {$regex: '('}}, answer: {}}]", "no regular expression"),
        ("stubs: [{tool: a, params: {x: {$like: a}}, answer: {}}]", "is no pattern"),
        ("stubs: [{tool: a, times: 0, answer: {}}]", "whole number"),
        ("stubs: [{tol: a, answer: {}}]", "did you mean \"tool\"?"),
    ])
    func `a stub that cannot be used is refused with its place`(text: String, words: String) throws {
        let error = try #require(throws: EmulatorError.self) { try world(text) }
        #expect(error.message.contains(words))
        #expect(error.message.contains("stubs.yaml:1:"))
    }

    @Test(arguments: [
        ("abc", "abc", true), ("abc", "a*", true), ("abc", "*c", true), ("abc", "a*c", true), ("abc", "*", true),
        ("abc", "*b*", true), ("abc", "ab", false), ("aa", "a*a*a", false), ("/a/b/c", "/a/*/c", true),
    ])
    func `a star stands for any text`(text: String, pattern: String, isMatch: Bool) {
        #expect(text.matches(glob: pattern) == isMatch)
    }
}
