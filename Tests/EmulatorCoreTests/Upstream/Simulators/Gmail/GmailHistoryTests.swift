import Testing

@testable import EmulatorCore

struct GmailHistoryTests {
    let testbed: GmailTestbed

    init() throws { testbed = try GmailTestbed() }

    private func now() throws -> String {
        try #require(testbed.json("GET", "profile")["historyId"]?.string)
    }

    private func changes(since id: String, _ query: [(String, String)] = []) throws -> [JSONValue] {
        try testbed.json("GET", "history", query: [("startHistoryId", id)] + query)["history"]?.array ?? []
    }

    @Test func `every change is told once and in order`() throws {
        let start = try now()
        try testbed.tool(
            "gmail_send_message", ["to": "ada@northwind.example", "subject": "Hi", "body": "x"], as: GmailTestbed.ben)
        let id = try #require(testbed.json("GET", "messages", query: [("q", "subject:hi")])[path: "messages.0.id"])
        try testbed.tool("gmail_modify_message_labels", ["message_id": id, "remove_label_ids": ["UNREAD"]])
        try testbed.tool("gmail_delete_message", ["message_id": id])

        let records = try changes(since: start)
        let kinds = records.map { Set(($0.object ?? [:]).keys).subtracting(["id", "messages"]).first }
        #expect(kinds == ["messagesAdded", "labelsRemoved", "messagesDeleted"])
        #expect(records.map { $0["id"]?.string ?? "" } == records.map { $0["id"]?.string ?? "" }.sorted())
        #expect(records[1][path: "labelsRemoved.0.labelIds"]?.texts == ["UNREAD"])
        #expect(try changes(since: start, [("historyTypes", "messageDeleted")]).count == 1)
        #expect(try changes(since: start, [("labelId", "UNREAD")]).count == 2)
        #expect(try changes(since: try now()).isEmpty)
    }

    @Test func `pages of changes follow each other`() throws {
        let start = try now()
        for number in 1...5 {
            try testbed.tool(
                "gmail_send_message", ["to": "x@y.example", "subject": .string("n\(number)"), "body": "x"])
        }
        let first = try testbed.json("GET", "history", query: [("startHistoryId", start), ("maxResults", "3")])
        let token = try #require(first["nextPageToken"]?.string)
        let second = try testbed.json(
            "GET", "history", query: [("startHistoryId", start), ("maxResults", "3"), ("pageToken", token)])
        #expect(first["history"]?.array?.count == 3)
        #expect(second["history"]?.array?.count == 2)
        #expect(second["nextPageToken"] == nil)
    }

    @Test func `what happened more than a week ago is forgotten`() throws {
        let start = try now()
        try testbed.tool("gmail_send_message", ["to": "x@y.example", "subject": "s", "body": "x"])
        #expect(try testbed.proxy("GET", "history", query: [("startHistoryId", start)]).status == 200)
        try testbed.advance(8 * 86_400)
        #expect(try testbed.proxy("GET", "history", query: [("startHistoryId", start)]).status == 404)
    }
}
