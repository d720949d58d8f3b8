import Testing

@testable import EmulatorCore

struct AssertionsTests {
    /// What an agent did: it read as ada, sent once, and tried a tool of bob's.
    private func world() throws -> World {
        let world = try World.make()
        let journal = world.journal
        journal.note(.make("gmail_fetch_mails", connection: "gmail", parameters: ["query": "is:unread"]))
        journal.note(.make("gmail_send_message", connection: "gmail", parameters: ["to": "bob", "subject": "Hi"]))
        journal.note(.make("slack_send_message", as: "bob"), failure: EmulatorError(.unavailable, "no"))
        journal.note(.make("slack_send_message", as: "bob"))
        return world
    }

    private func verdict(_ world: World, _ assertions: String) throws -> Verdict {
        try world.assertions.check(Assertion.parse(Array("{assertions: [\(assertions)]}".utf8), fileName: "a.yaml"))
    }

    @Test(arguments: [
        "{called: {tool: gmail_send_message}}",
        "{called: {tool: gmail_send_message, identifier: ada, parameters: {to: bob}}, times: {exactly: 1}}",
        "{called: {tool: gmail_send_message, parameters: {subject: {$regex: '^H'}}}, times: 1}",
        "{called: {tool: 'gmail_*'}, times: {at_least: 2, at_most: 2}}",
        "{called: {operation: ExecuteTool}, times: {exactly: 4}}",
        "{called: {tool: slack_send_message}, times: {exactly: 2}}",
        "{called: {tool: slack_send_message}, times: {exactly: 1}, retries: once}",
        "{called: {tool: slack_send_message, code: UNAVAILABLE}, times: 1}",
        "{called: {tool: x}, times: {at_most: 0}}", "{never: {identifier: eve}}",
        "{order: [{tool: gmail_fetch_mails}, {tool: gmail_send_message}, {identifier: bob}]}",
        "{order: [{tool: slack_send_message}, {tool: slack_send_message}]}",
        "{only_identifier: [ada, 'b*']}", "{credentials_never_read: true}",
    ])
    func `what is so passes`(assertion: String) throws {
        #expect(try verdict(world(), assertion).failures.map(\.explanation) == [])
    }

    @Test(arguments: [
        ("{called: {tool: gmail_send_message}, times: 2}", "exactly 2 times, and it happened once"),
        (
            "{called: {tool: gmail_send_message, parameters: {to: eve}}}",
            "at least once, and it never happened. The nearest is #2 gmail_send_message as ada: parameters.to is bob, not eve"
        ),
        ("{called: {tool: gmail_send_message, identifier: bob}}", "the identifier is ada, not bob"),
        ("{called: {tool: gmail_send_message}, times: {at_most: 0}}", "never, and it happened once"),
        ("{never: {identifier: bob}}", "any call as bob never, and it happened 2 times"),
        ("{only_identifier: ada}", "as ada only, and 2 were made as somebody else: #3 slack_send_message as bob"),
        (
            "{order: [{tool: gmail_send_message}, {tool: gmail_fetch_mails}]}",
            "but it happened only before: #1 gmail_fetch_mails"
        ),
        ("{order: [{tool: gmail_send_message}, {tool: x}]}", "number 2 of the order after #2"),
    ])
    func `what is not so is explained`(assertion: String, words: String) throws {
        let failure = try #require(verdict(world(), assertion).failures.first)
        #expect(failure.explanation.contains(words), "\(failure.explanation)")
        #expect(!failure.closest.isEmpty)
    }

    @Test func `an empty journal says that nothing was called`() throws {
        let failure = try #require(verdict(World.make(), "{called: {tool: x}}").failures.first)
        #expect(failure.explanation.contains("No call was made at all"))
    }

    @Test func `every assertion is held against the journal, and fails on its own`() throws {
        let verdict = try verdict(world(), "{never: {tool: x}}, {never: {identifier: bob}}, {called: {tool: y}}")
        #expect(!verdict.passed)
        #expect(verdict.failures.map(\.assertion) == [["never": ["identifier": "bob"]], ["called": ["tool": "y"]]])
    }

    @Test func `a verdict over a journal that has dropped calls says so`() throws {
        let world = try World.make(journal: Journal(limit: 1))
        world.journal.note(.make("a"))
        world.journal.note(.make("b"))
        let failure = try #require(verdict(world, "{called: {tool: a}}").failures.first)
        #expect(failure.explanation.hasSuffix("The journal has dropped 1 older calls."))
    }

    @Test func `explanations show no secrets`() throws {
        let world = try World.make()
        world.journal.note(.make("x", parameters: ["api_key": "k-secret", "n": 1]))
        let failure = try #require(verdict(world, "{called: {tool: x, parameters: {api_key: other}}}").failures.first)
        #expect(!failure.explanation.contains("k-secret"))
    }
}
