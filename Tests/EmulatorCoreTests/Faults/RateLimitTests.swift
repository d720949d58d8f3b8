import Testing

@testable import EmulatorCore

struct RateLimitTests {
    private func world(_ limits: String) throws -> World {
        let world = try World.make()
        try world.faults.limit(RateLimit.parse(Array(limits.utf8), fileName: "limits.yaml"))
        return world
    }

    /// - Returns: the seconds that a refused call is to wait; nil for one that was served.
    private func wait(_ world: World, _ call: JournalCall) async throws -> Int? {
        do {
            _ = try await world.serve(call, result: { CallResult() }) {}
            return nil
        } catch let error as EmulatorError {
            #expect(error.code == .resourceExhausted && error.errorCode == "RATE_LIMITED")
            return error.retryAfter
        }
    }

    @Test func `there are none from the start`() throws {
        #expect(try World.make().faults.isQuiet)
    }

    @Test func `calls beyond the limit are refused until the interval is over`() async throws {
        let world = try world("[{requests: 2, per: 1m}]")
        #expect(try await wait(world, .make("a", at: 0)) == nil)
        #expect(try await wait(world, .make("a", at: 10)) == nil)
        #expect(try await wait(world, .make("a", at: 20)) == 40)
        #expect(try await wait(world, .make("a", at: 59.5)) == 1)
        #expect(try await wait(world, .make("a", at: 60)) == nil)
        #expect(world.faults.limits.first?.refused == 2)
        #expect(world.journal.contents.entries[2].faults.first?.effect == "rate_limit")
    }

    @Test func `a limit is for the calls it names`() async throws {
        let world = try world("[{requests: 0, per: 1m, operation: ExecuteTool}]")
        #expect(try await wait(world, .make("a")) == 60)
        #expect(try await wait(world, .make(operation: JournalCall.getAuth)) == nil)
    }

    @Test(arguments: [("operation", 2), ("identifier", 2), ("environment", 1)])
    func `calls are counted together, or apart`(by: String, served: Int) async throws {
        let world = try world("[{requests: 1, per: 1m, by: \(by)}]")
        let calls: [JournalCall] = [.make("a"), .make("a", as: "bob", operation: JournalCall.getAuth)]
        var count = 0
        for call in calls where try await wait(world, call) == nil { count += 1 }
        #expect(count == served)
    }
}
