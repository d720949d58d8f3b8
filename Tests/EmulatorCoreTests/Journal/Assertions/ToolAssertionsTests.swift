import Testing

@testable import EmulatorCore

/// Assertions that need to know the tools.
struct ToolAssertionsTests {
    private func explanation(_ world: World, _ assertion: String) throws -> String? {
        let assertions = try Assertion.parse(Array("{assertions: [\(assertion)]}".utf8), fileName: "a.yaml")
        return try world.assertions.check(assertions).failures.first?.explanation
    }

    @Test func `a tool outside the scoped list fails, one of another identifier does not`() throws {
        let world = try World.withTools()
        world.journal.note(.make("board_cards_list"))
        world.journal.note(.make("chat_post", as: "bob"))
        #expect(try explanation(world, "{only_scoped_tools: ada}") == nil)
        world.journal.note(.make("elsewhere_delete"))
        #expect(try #require(try explanation(world, "{only_scoped_tools: ada}")).contains("elsewhere_delete is none"))
    }

    @Test func `the scoped list can be narrowed as ListScopedTools narrows it`() throws {
        let world = try World.withTools()
        world.journal.note(.make("board_card_create"))
        let scope = "{only_scoped_tools: {identifier: ada, tool_names: [board_cards_list]}}"
        #expect(try #require(try explanation(world, scope)).contains("the 1 tools of its scoped list"))
    }

    @Test func `tools that are not read-only are writes`() throws {
        let world = try World.withTools()
        world.journal.note(.make("board_cards_list"))
        #expect(try explanation(world, "{no_writes: true}") == nil)
        world.journal.note(.make("board_card_create"))
        #expect(
            try #require(try explanation(world, "{no_writes: true}")).contains("board_card_create is not annotated"))
        #expect(try explanation(world, "{no_writes: {identifier: bob}}") == nil)
    }

    @Test func `proxied requests are writes by their verb`() throws {
        let world = try World.withTools()
        world.journal.note(.make(operation: "GET /boards", door: .proxy))
        #expect(try explanation(world, "{no_writes: true}") == nil)
        world.journal.note(.make(operation: "DELETE /boards/1", door: .proxy))
        #expect(try #require(try explanation(world, "{no_writes: true}")).contains("DELETE through the proxy"))
    }

    @Test func `an answer with authorization_details has read credentials out`() throws {
        let world = try World.make()
        let none = #"{"connected_account":{"id":"ca_1"}}"#
        let some = #"{"connected_account":{"authorization_details":{"oauth_token":{"access_token":"a"}}}}"#
        world.journal.note(.make(operation: JournalCall.getAuth), answer: none)
        world.journal.note(
            .make(parameters: ["connected_account": ["authorization_details": ["oauth_token": [:]]]]), answer: some)
        #expect(try explanation(world, "{credentials_never_read: true}") == nil)
        world.journal.note(.make(operation: JournalCall.getAuth), answer: some)
        let words = try #require(try explanation(world, "{credentials_never_read: true}"))
        #expect(words.contains("#3 GetConnectedAccountAuth as ada"))
    }
}
