import Foundation
import Testing

@testable import EmulatorCore

struct JournalTests {
    @Test func `an entry says who called what, through which door, and what came of it`() throws {
        let journal = Journal()
        let call = JournalCall.make("gmail_send_message", connection: "gmail", parameters: ["to": "bob"])
        journal.append(call, CallResult(body: Array(#"{"id":"m1"}"#.utf8)), at: .start.addingTimeInterval(0.25))
        let entry = try #require(journal.last).json(showsSecrets: false, environment: "env_1")
        let expected: [String: JSONValue] = [
            "id": 1, "time": "2027-01-15T08:00:00Z", "environment": "env_1", "caller": "skc_1", "door": "grpc",
            "sdk": "Scalekit-Python", "sdk_version": "2.21.0", "api_version": "20261012",
            "operation": .string(JournalCall.executeTool), "identifier": "ada", "connection": "gmail",
            "tool": "gmail_send_message", "parameters": ["to": "bob"], "result": ["id": "m1"], "code": "OK",
            "error_code": .null, "error": .null, "duration_ms": 250, "attempt": 1, "faults": [], "hints": [],
        ]
        for (name, value) in expected { #expect(entry[name] == value, "\(name)") }
    }

    @Test func `a failure has its code, its error code and its words`() throws {
        let journal = Journal()
        journal.note(.make("x"), failure: .notFound("tool", "x", hint: "Did you mean y?"))
        let entry = try #require(journal.last).json(showsSecrets: false, environment: "env_1")
        #expect(entry["code"] == "NOT_FOUND")
        #expect(entry["error_code"] == "RESOURCE_NOT_FOUND")
        #expect(entry["error"] == ["message": "tool not found: x", "hint": "Did you mean y?"])
    }

    @Test(arguments: [(200, "OK"), (302, "OK"), (404, "NOT_FOUND"), (429, "RESOURCE_EXHAUSTED"), (500, "INTERNAL")])
    func `a provider's status becomes a code`(status: Int, code: String) throws {
        let journal = Journal()
        journal.note(.make(operation: "GET /x", door: .proxy), status: status)
        #expect(journal.last?.code == code)
    }

    @Test func `the oldest make room, and are counted`() {
        let journal = Journal(limit: 3)
        for number in 0..<5 { journal.note(.make("tool_\(number)")) }
        #expect(journal.contents.entries.map(\.number) == [3, 4, 5])
        #expect(journal.contents.dropped == 2)
    }

    @Test func `large requests and answers are bounded together`() {
        let journal = Journal()
        for _ in 0..<100 {
            var call = JournalCall.make()
            call.request = Array(repeating: 1, count: 200_000)
            journal.append(call, CallResult(body: Array(repeating: 1, count: 100_000)), at: .start)
        }
        let sizes = journal.contents.entries.map(\.size)
        #expect(sizes.reduce(0, +) <= 8 * 1024 * 1024)
        #expect(sizes.count > 30)
        #expect(journal.last?.answer == nil)
    }

    @Test func `a journal with no room keeps nothing`() {
        let journal = Journal(limit: 0)
        journal.note(.make())
        #expect(journal.contents.entries.isEmpty)
    }

    @Test func `clearing goes on counting, a restart begins anew`() {
        let journal = Journal()
        journal.note(.make())
        journal.clear()
        journal.note(.make())
        #expect(journal.contents.entries.map(\.number) == [2])
        journal.restart()
        journal.note(.make())
        #expect(journal.contents.entries.map(\.number) == [1])
    }

    @Test(.timeLimit(.minutes(1))) func `whoever follows misses nothing between what was and what comes`() async {
        let journal = Journal()
        journal.note(.make("first"))
        let (contents, stream) = journal.follow()
        journal.note(.make("second"))
        journal.note(.make("third"))
        var seen = contents.entries.map(\.number)
        for await entry in stream {
            seen.append(entry.number)
            if seen.count == 3 { break }
        }
        #expect(seen == [1, 2, 3])
    }

    @Test func `the same calls leave the same entries`() throws {
        func run() -> [JSONValue] {
            let journal = Journal()
            journal.note(.make("a"), failure: EmulatorError(.unavailable, "no"))
            journal.note(.make("a"))
            return journal.contents.entries.map { $0.json(showsSecrets: false, environment: "env_1") }
        }
        #expect(run() == run())
    }
}
