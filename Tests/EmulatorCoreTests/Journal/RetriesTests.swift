import Testing

@testable import EmulatorCore

struct RetriesTests {
    private func attempts(_ calls: [(JournalCall, EmulatorError?)]) -> [Int] {
        let journal = Journal()
        for (call, failure) in calls { journal.note(call, failure: failure) }
        return journal.contents.entries.map(\.attempt)
    }

    private let failure = EmulatorError(.unavailable, "try again")

    @Test func `a call that failed and comes again is the next attempt, until it succeeds`() {
        let call = JournalCall.make("a", parameters: ["n": 1])
        #expect(attempts([(call, failure), (call, failure), (call, nil), (call, nil)]) == [1, 2, 3, 1])
    }

    @Test func `another request, operation or identifier is another call`() {
        let calls: [JournalCall] = [
            .make("a"), .make("a", parameters: ["n": 1]), .make("a", as: "bob"), .make("a", operation: "other"),
        ]
        #expect(attempts(calls.map { ($0, failure) }) == [1, 1, 1, 1])
    }

    @Test func `who asks again for what is not there does not try again`() {
        let call = JournalCall.make("a")
        #expect(attempts([(call, .notFound("tool")), (call, nil)]) == [1, 1])
    }

    @Test func `what comes much later is a new call`() {
        #expect(attempts([(.make("a"), failure), (.make("a", at: 61), failure)]) == [1, 1])
    }

    @Test func `a reply that was lost makes the next one an attempt, though the work was done`() {
        let journal = Journal()
        let call = JournalCall.make("a")
        journal.append(call, CallResult(), isDelivered: false, at: .start)
        journal.note(call)
        #expect(journal.contents.entries.map(\.attempt) == [1, 2])
    }
}
