import Synchronization
import Testing

@testable import EmulatorCore

/// What a fault does to a call.
struct FaultEffectsTests {
    private func world(_ fault: String) throws -> World {
        let world = try World.make()
        try world.faults.replace(Fault.parse(Array("[{\(fault)}]".utf8), fileName: "faults.yaml"))
        return world
    }

    /// - Returns: how the answer is delivered, and whether the work was done.
    private func run(_ world: World) async throws -> (Delivery, Bool) {
        let isDone = Mutex(false)
        let done = try await world.serve(.make("a"), result: { CallResult() }) { isDone.withLock { $0 = true } }
        return (done.delivery, isDone.withLock { $0 })
    }

    private func error(_ fault: String) async throws -> EmulatorError {
        let world = try world(fault)
        return try await #require(throws: EmulatorError.self) { try await run(world) }
    }

    @Test func `an error of any code with any words`() async throws {
        let error = try await error(
            "error: {code: FAILED_PRECONDITION, message: Not now, error_code: LATER, hint: Wait, retry_after: 90s}")
        var expected = EmulatorError(.failedPrecondition, "Not now", errorCode: "LATER", hint: "Wait")
        expected.retryAfter = 90
        #expect(error == expected)
    }

    @Test(arguments: [
        ("RATE_LIMITED", EmulatorError.Code.resourceExhausted), ("UNAUTHORIZED", .unauthenticated),
        ("FORBIDDEN", .permissionDenied), ("EXEC_FAILED", .internal), ("QUOTA", .internal),
    ])
    func `a tool error of any kind`(code: String, status: EmulatorError.Code) async throws {
        let error = try await error("tool_error: {code: \(code), message: Slow down}")
        #expect(error.code == status)
        #expect(error.errorCode == "TOOL_ERROR")
        #expect(error.toolError?.code == code && error.toolError?.message == "Slow down")
        #expect(error.toolError?.executionID.hasPrefix("exec_") == true)
    }

    @Test func `too many requests, with the time to wait`() async throws {
        let error = try await error("rate_limited: {retry_after: 30s}")
        #expect(error.code == .resourceExhausted && error.errorCode == "RATE_LIMITED" && error.retryAfter == 30)
    }

    @Test func `a reset comes before the work`() async throws {
        let world = try world("reset: stream")
        await #expect(throws: BrokenConnection(what: .stream)) { try await run(world) }
        #expect(world.journal.last?.code == "UNAVAILABLE")
    }

    @Test(arguments: [
        ("lose_reply: true", Delivery.lost(.connection)), ("truncate: true", .truncated(after: nil)),
        ("truncate: {after: 3}", .truncated(after: 3)), ("slow_body: 2s", .slow(2)),
    ])
    func `the others let the work be done`(fault: String, delivery: Delivery) async throws {
        let world = try world(fault)
        let (found, isDone) = try await run(world)
        #expect(found == delivery)
        #expect(isDone)
        #expect(world.journal.last?.code == "OK")
        #expect(world.journal.last?.faults.count == 1)
    }

    @Test func `a lost reply is lost, whatever it would have said`() async throws {
        let world = try world("lose_reply: true")
        await #expect(throws: BrokenConnection(what: .connection)) {
            try await world.serve(.make("a"), result: { CallResult() }) { throw EmulatorError.notFound("tool") }
        }
        #expect(world.journal.last?.code == "NOT_FOUND")
    }

    @Test func `latency holds a call up, and what is drawn follows from the environment's seed`() async throws {
        func drawn(_ randomSeed: UInt64) throws -> [Double] {
            let world = try World.make(randomSeed: randomSeed)
            try world.faults.replace(
                Fault.parse(Array("[{latency: {min: 100ms, max: 200ms}}]".utf8), fileName: "f.yaml"))
            return (0..<4).compactMap { number in
                let call = JournalCall.make("a", parameters: ["n": .number(Double(number))])
                let facts = CallFacts(door: .grpc, operation: "x", details: CallDetails())
                return world.faults.judge(call, facts, at: .start)?.applied(in: world).latency
            }
        }
        let first = try drawn(1)
        #expect(try first == drawn(1))
        #expect(try first != drawn(2))
        #expect(Set(first).count == 4 && first.allSatisfy { (0.1...0.2).contains($0) })

        let world = try world("latency: 60ms")
        let start = ContinuousClock.now
        _ = try await run(world)
        #expect(ContinuousClock.now - start >= .milliseconds(60))
    }
}
