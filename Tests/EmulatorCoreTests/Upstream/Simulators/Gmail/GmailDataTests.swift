import Testing

@testable import EmulatorCore

struct GmailDataTests {
    private func testbed(_ data: JSONValue) throws -> GmailTestbed {
        let testbed = try GmailTestbed(accounts: [])
        let account = try testbed.world.account(GmailTestbed.ada, on: "gmail")
        try testbed.world.write { try ProviderDataTable.insert(data, for: account.id, in: $0) }
        return testbed
    }

    @Test func `a seed's messages are the mailbox`() throws {
        let testbed = try testbed([
            "display_name": "Ada Lovelace",
            "labels": [["name": "Engines"]],
            "messages": [
                [
                    "from": "Charles <charles@engine.example>", "subject": "Notes", "text": "first", "age": "2d",
                    "thread": "a",
                ],
                [
                    "to": "charles@engine.example", "subject": "Re: Notes", "text": "second", "age": "1d",
                    "thread": "a",
                    "labels": ["SENT", "engines"],
                ],
            ],
        ])
        let found = try testbed.tool("gmail_fetch_mails")
        let messages = try #require(found["messages"]?.array)
        #expect(messages.map { $0.header("Subject") } == ["Re: Notes", "Notes"])
        #expect(messages[0]["threadId"] == messages[1]["threadId"])
        #expect(messages[0].header("From") == "Ada Lovelace <ada@northwind.example>")
        #expect(messages[1].header("To") == "Ada Lovelace <ada@northwind.example>")
        #expect(messages[1]["internalDate"] == "1799827200000")
        #expect(try testbed.subjects("label:engines") == ["Re: Notes"])
    }

    private static let mistakes: [(String, JSONValue)] = [
        ("gmail.mesages", ["mesages": []]),
        ("gmail.messages[0].age", ["messages": [["age": "soon"]]]),
        ("gmail.messages[0].labels[0]", ["messages": [["labels": ["Nope"]]]]),
        ("gmail.messages[0].from", ["messages": [["from": "nobody"]]]),
        ("gmail.messages[0]", ["messages": [["age": "1d", "date": "2026-01-01T00:00:00Z"]]]),
        ("gmail.messages[0].attachments[0]", ["messages": [["attachments": [["text": "x"]]]]]),
        ("gmail.labels[0]", ["labels": [[:]]]),
        ("gmail", []),
    ]

    @Test(arguments: mistakes)
    func `mistakes in a seed's data are named`(_ path: String, _ data: JSONValue) throws {
        let testbed = try testbed(data)
        let error = #expect(throws: EmulatorError.self) { try testbed.tool("gmail_get_profile") }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.first?.field == path)
    }

    @Test func `the mailbox that everybody starts with is recent`() throws {
        let testbed = try GmailTestbed(accounts: [GmailTestbed.ada])
        let profile = try testbed.tool("gmail_get_profile")
        #expect(profile["messagesTotal"] == 25)
        #expect(profile["threadsTotal"] == 19)
        #expect(try testbed.subjects("newer_than:3h") == ["Re: Winter launch plan"])
    }
}
