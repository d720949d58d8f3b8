import Testing

@testable import EmulatorCore

/// Which calls may be answered on the spot, and that they are the same calls.
struct QuickExecutionTests {
    private let tool = "board_card_create"
    private let request = ToolCallRequest(
        tool: "board_card_create", account: AccountLookup(connector: "board", identifier: "ada"),
        params: ["board_id": "b1", "title": "Buy milk"])

    /// One that has run the tool before.
    private func warm() throws -> World {
        let world = try World.withTools()
        #expect(!world.upstream.isQuick(tool))
        _ = try world.upstream.executeHere(request).result.get()
        #expect(world.upstream.isQuick(tool))
        return world
    }

    private func stub(_ world: World) throws {
        let stubs = "[{tool: board_card_create, answer: {data: {id: stubbed}, latency: 60s}}]"
        try world.stubs.replace(Stub.parse(Array(stubs.utf8), fileName: "stubs.yaml"))
    }

    @Test func `a tool is quick once it was read, and only that tool`() throws {
        let world = try warm()
        #expect(!world.upstream.isQuick("board_card_delete"))
        #expect(!world.upstream.isQuick("nothing"))
    }

    @Test func `a quick call is the same call`() throws {
        let (quick, slow) = (try warm(), try warm())
        let left = try quick.upstream.executeQuickly(request)
        let right = try slow.upstream.executeHere(request).result.get()
        #expect(left?.data == right.data)
        #expect(left?.executionID == right.executionID)
        #expect(try quick.toolCalls.get(right.executionID) == slow.toolCalls.get(right.executionID))
    }

    @Test func `a quick call fails as the other does, and is in the log`() throws {
        let world = try warm()
        var wrong = request
        wrong.params = [:]
        let quick = #expect(throws: EmulatorError.self) { try world.upstream.executeQuickly(wrong) }
        let slow = #expect(throws: EmulatorError.self) { try world.upstream.executeHere(wrong) }
        #expect(quick == slow)
        #expect(try world.toolCalls.list(.init(), size: 0, token: "").totalSize == 3)
    }

    @Test func `stubs end it, and clearing them brings it back with the next call`() throws {
        let world = try warm()
        try stub(world)
        #expect(!world.upstream.isQuick(tool))
        #expect(try world.upstream.executeHere(request).delay == 60)
        #expect(!world.upstream.isQuick(tool))
        try world.stubs.clear()
        #expect(try world.upstream.executeHere(request).result.get().data["title"] == "Buy milk")
        #expect(world.upstream.isQuick(tool))
    }

    @Test func `a stub that appears in between leaves nothing done`() throws {
        let (world, untouched) = (try warm(), try warm())
        try stub(world)
        #expect(try world.upstream.executeQuickly(request) == nil)
        #expect(try world.toolCalls.list(.init(), size: 0, token: "").totalSize == 1)
        try world.stubs.clear()
        // The stub took a number of its own.
        let serial = try untouched.store.write { try untouched.ids.serial(in: $0) }
        #expect(serial > 0)
        #expect(
            try world.upstream.executeHere(request).result.get().executionID
                == untouched.upstream.executeHere(request).result.get().executionID)
    }

    @Test func `a tool that was changed here is not quick, the others are`() throws {
        let world = try warm()
        let draft = ToolDraft(definition: ["name": "board_card_create", "provider": "board", "tool_version": "2"])
        _ = try world.tools.create(draft)
        #expect(!world.upstream.isQuick(tool))
        _ = try world.upstream.executeHere(request).result.get()
        #expect(!world.upstream.isQuick(tool))
        var other = request
        other.tool = "board_card_delete"
        other.params = ["card_id": "c"]
        _ = try world.upstream.executeHere(other).result.get()
        #expect(world.upstream.isQuick("board_card_delete"))
    }

    @Test func `a registration that fails changes nothing`() throws {
        let world = try warm()
        let draft = ToolDraft(definition: ["name": "board_card_create", "provider": "board"])
        #expect(throws: EmulatorError.self) { try world.tools.create(draft) }
        _ = try world.upstream.executeHere(request).result.get()
        #expect(world.upstream.isQuick(tool))
        #expect(try world.tools.get(tool).registeredDefinition == nil)
    }

    @Test func `a tool of a provider that is played is never quick`() throws {
        let world = try World.make(catalogue: .embedded())
        try world.account("ada", on: "gmail")
        let request = ToolCallRequest(
            tool: "gmail_fetch_mails", account: AccountLookup(connector: "gmail", identifier: "ada"))
        _ = try world.upstream.executeHere(request)
        #expect(!world.upstream.isQuick(request.tool))
    }
}
