import Testing

@testable import EmulatorCore

struct FaultMistakesTests {
    @Test(arguments: [
        ("[{}]", "say what goes wrong"), ("[{tool: a, times: 1}]", "say what goes wrong"),
        ("[{reset: true, lose_reply: true}]", "not several"), ("[{error: {}}]", "\"code\" is missing"),
        ("[{error: {code: NOPE}}]", "is not known here"),
        ("[{error: {code: UNAVAILABLE, retry_after: soon}}]", "duration"),
        ("[{latency: 2h}]", "at most a minute"), ("[{latency: {min: 2s, max: 1s}}]", "max is less than min"),
        ("[{latency: {min: 1s}}]", "\"max\" is missing"), ("[{reset: maybe}]", "is not known here"),
        ("[{truncate: {bytes: 1}}]", "is not known here"), ("[{reset: true, every: 0}]", "a whole number from 1"),
        ("[{reset: true, window: 5s}]", "retries: once"), ("[{reset: true, tols: a}]", "is not known here"),
        ("{fault: []}", "\"faults\" is missing"),
    ])
    func `a mistake is told with its place`(text: String, words: String) throws {
        let error = try #require(throws: EmulatorError.self) {
            try Fault.parse(Array(text.utf8), fileName: "body.json")
        }
        #expect(error.message.contains(words) && error.message.contains("body.json:1:"), "\(error.message)")
    }

    @Test(arguments: [
        ("[{per: 1m}]", "\"requests\" is missing"), ("[{requests: 1}]", "\"per\" is missing"),
        ("[{requests: 1, per: soon}]", "duration"), ("[{requests: 1, per: 1m, by: hand}]", "is not known here"),
    ])
    func `so is one in a rate limit`(text: String, words: String) throws {
        let error = try #require(throws: EmulatorError.self) {
            try RateLimit.parse(Array(text.utf8), fileName: "body.json")
        }
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test func `there is a limit to how many there can be`() throws {
        let world = try World.make()
        let one = try #require(Fault.parse(Array("[{reset: true}]".utf8), fileName: "f").first)
        try world.faults.replace(Array(repeating: one, count: 1_000))
        let error = #expect(throws: EmulatorError.self) { try world.faults.add([one]) }
        #expect(error?.code == .resourceExhausted)
        #expect(world.faults.list.count == 1_000)
    }
}
