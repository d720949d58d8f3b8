import Testing

@testable import EmulatorCore

/// Which calls a fault acts on.
struct FaultTurnsTests {
    private func world(_ faults: String) throws -> World {
        let world = try World.make()
        try world.faults.replace(Fault.parse(Array(faults.utf8), fileName: "faults.yaml"))
        return world
    }

    /// Makes a call and tells whether a fault met it.
    private func fails(_ world: World, _ call: JournalCall = .make("a")) async -> Bool {
        do {
            _ = try await world.serve(call, result: { CallResult() }) {}
            return false
        } catch {
            return true
        }
    }

    private func pattern(_ faults: String, calls: Int = 7) async throws -> String {
        let world = try world(faults)
        var text = ""
        for _ in 0..<calls { text += await fails(world) ? "x" : "." }
        return text
    }

    @Test(arguments: [
        ("", "xxxxxxx"), (", times: 2", "xx....."), (", after: 2", "..xxxxx"), (", every: 3", "..x..x."),
        (", every: 3, times: 1", "..x...."), (", after: 1, every: 2", "..x.x.x"), (", after: 1, times: 2", ".xx...."),
    ])
    func `calls are counted`(turns: String, expected: String) async throws {
        #expect(try await pattern("[{tool: a, error: {code: UNAVAILABLE}\(turns)}]") == expected)
    }

    @Test(arguments: [
        ("operation: ExecuteTool", true), ("operation: ListTools", false), ("tool: 'a*'", true), ("tool: b", false),
        ("identifier: ada", true), ("identifier: bob", false), ("connection: gmail", true), ("connection: x", false),
        ("door: grpc", true), ("door: mcp", false), ("parameters: {to: bob}", true), ("parameters: {to: eve}", false),
    ])
    func `a fault is for what it names`(match: String, isMeant: Bool) async throws {
        let world = try world("[{\(match), error: {code: INTERNAL}}]")
        let call = JournalCall.make("a", connection: "gmail", parameters: ["to": "bob"])
        #expect(await fails(world, call) == isMeant)
    }

    @Test func `retries of one call count once when that is asked for`() async throws {
        let each = try world("[{error: {code: UNAVAILABLE}, times: 2}]")
        let once = try world("[{error: {code: UNAVAILABLE}, times: 2, retries: once}]")
        var texts = ("", "")
        for number in [1, 1, 1, 2, 2, 3] {
            let call = JournalCall.make("a", parameters: ["n": .number(Double(number))])
            texts.0 += await fails(each, call) ? "x" : "."
            texts.1 += await fails(once, call) ? "x" : "."
        }
        #expect(texts == ("xx....", "xxxxx."))
        #expect(once.faults.list.first?.hits == 2)
    }

    @Test func `after the window the same call is a new one`() async throws {
        let world = try world("[{error: {code: UNAVAILABLE}, times: 1, retries: once, window: 5s}]")
        #expect(await fails(world, .make("a", at: 0)))
        #expect(await fails(world, .make("a", at: 4)))
        #expect(await fails(world, .make("a", at: 8)))
        #expect(await !fails(world, .make("a", at: 14)))
    }

    @Test func `the first that has its turn acts, and they can be taken away one by one`() async throws {
        let world = try world("[{tool: a, error: {code: INTERNAL}, times: 1}, {error: {code: ABORTED}}]")
        #expect(await fails(world))
        #expect(world.journal.last?.code == "INTERNAL")
        #expect(await fails(world))
        #expect(world.journal.last?.code == "ABORTED")
        #expect(world.faults.list.map(\.id) == ["fault_1", "fault_2"])
        #expect(world.faults.list.map(\.hits) == [1, 1])
        try world.faults.remove("fault_2")
        #expect(await !fails(world))
        try world.faults.removeAll()
        #expect(world.faults.isQuiet)
        #expect(throws: EmulatorError.self) { try world.faults.remove("fault_2") }
    }

    @Test func `an account that is named by its id has its identifier and its connection`() async throws {
        let world = try world("[{identifier: ada, connection: gmail, error: {code: INTERNAL}}]")
        let account = try world.account("ada")
        var call = JournalCall.make("a", as: nil)
        call.subject = KnownSubject(CallDetails(account: "\(account.id)", tool: "a"))
        #expect(await fails(world, call))
    }
}
