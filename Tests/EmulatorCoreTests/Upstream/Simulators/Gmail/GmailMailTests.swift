import Testing

@testable import EmulatorCore

struct GmailMailTests {
    let testbed: GmailTestbed

    init() throws { testbed = try GmailTestbed() }

    @Test func `mail reaches the inbox of the other account unread`() throws {
        let sent = try testbed.tool(
            "gmail_send_message",
            ["to": "Ben <ben@northwind.example>", "subject": "Grüße aus Köln", "body": "Schöne Aussicht: 5 €"])
        #expect(sent["labelIds"]?.texts == ["SENT"])

        let found = try testbed.tool("gmail_fetch_mails", ["query": "is:unread in:inbox köln"], as: GmailTestbed.ben)
        let message = try #require(found["messages"]?.array?.first)
        #expect(message.header("Subject") == "Grüße aus Köln")
        #expect(message.header("From") == GmailTestbed.ada)
        #expect(message.header("Delivered-To") == GmailTestbed.ben)
        #expect(message.decoded("payload.body.data") == "Schöne Aussicht: 5 €")
        #expect(message["labelIds"]?.texts == ["UNREAD", "CATEGORY_PERSONAL", "INBOX"])
        #expect(message["snippet"] == "Schöne Aussicht: 5 €")
        #expect(message["id"] != sent["id"])
    }

    @Test func `blind copies stay hidden from the others`() throws {
        try testbed.tool(
            "gmail_send_message",
            ["to": "someone@elsewhere.example", "bcc": "ben@northwind.example", "subject": "Quiet", "body": "x"])
        let found = try testbed.tool("gmail_fetch_mails", ["query": "subject:quiet"], as: GmailTestbed.ben)
        let message = try #require(found["messages"]?[path: "0"])
        #expect(message.header("Bcc") == "")
        #expect(try testbed.subjects("bcc:ben in:sent") == ["Quiet"])
    }

    @Test func `mail to oneself is sent and received as one message`() throws {
        let sent = try testbed.tool(
            "gmail_send_message", ["to": "Ada+notes@Northwind.example", "subject": "Note", "body": "milk"])
        #expect(sent["labelIds"]?.texts == ["UNREAD", "SENT", "INBOX"])
        #expect(try testbed.subjects("subject:note") == ["Note"])
    }

    @Test func `mail to nobody here is just sent`() throws {
        let before = try testbed.tool("gmail_get_profile", as: GmailTestbed.ben)["messagesTotal"]
        try testbed.tool("gmail_send_message", ["to": "x@elsewhere.example", "subject": "Out", "body": "x"])
        #expect(try testbed.subjects("in:sent subject:out") == ["Out"])
        #expect(try testbed.tool("gmail_get_profile", as: GmailTestbed.ben)["messagesTotal"] == before)
    }

    @Test func `a reply lands in the same thread on both sides`() throws {
        let sent = try testbed.tool(
            "gmail_send_message", ["to": "ben@northwind.example", "subject": "Lunch", "body": "At one?"])
        let received = try testbed.tool("gmail_fetch_mails", ["query": "subject:lunch"], as: GmailTestbed.ben)
        let thread = try #require(received[path: "messages.0.threadId"])

        let reply = try testbed.tool(
            "gmail_reply_to_thread", ["thread_id": thread, "to": "ada@northwind.example", "body": "Yes"],
            as: GmailTestbed.ben)
        #expect(reply["threadId"] == thread)

        let whole = try testbed.tool("gmail_get_thread_by_id", ["thread_id": try #require(sent["threadId"])])
        let messages = try #require(whole["messages"]?.array)
        #expect(messages.count == 2)
        #expect(messages[1].header("Subject") == "Re: Lunch")
        #expect(messages[1].header("In-Reply-To") == messages[0].header("Message-ID"))
    }

    @Test func `a thread takes no mail with another subject`() throws {
        let first = try testbed.tool(
            "gmail_send_message", ["to": "x@elsewhere.example", "subject": "One", "body": "x"])
        let thread = try #require(first["threadId"])
        let same = try testbed.tool(
            "gmail_send_message",
            ["to": "x@elsewhere.example", "subject": "RE: one", "body": "x", "thread_id": thread])
        let other = try testbed.tool(
            "gmail_send_message", ["to": "x@elsewhere.example", "subject": "Two", "body": "x", "thread_id": thread])
        #expect(same["threadId"] == thread)
        #expect(other["threadId"] != thread)
    }

    @Test func `filters sort mail that comes in`() throws {
        let label = try testbed.tool("gmail_create_label", ["name": "From Ada"], as: GmailTestbed.ben)
        try testbed.tool(
            "gmail_create_filter",
            [
                "from": "ada@northwind.example", "query": "-urgent", "should_archive": true, "should_star": true,
                "add_label_ids": [try #require(label["id"])],
            ], as: GmailTestbed.ben)
        for subject in ["Report", "Urgent report"] {
            try testbed.tool(
                "gmail_send_message", ["to": "ben@northwind.example", "subject": .string(subject), "body": "x"])
        }
        #expect(try testbed.subjects("label:from-ada is:starred -in:inbox", as: GmailTestbed.ben) == ["Report"])
        #expect(try testbed.subjects("in:inbox subject:report", as: GmailTestbed.ben) == ["Urgent report"])
    }

    @Test func `a filter puts on no label that is gone`() throws {
        let label = try #require(testbed.tool("gmail_create_label", ["name": "Gone"], as: GmailTestbed.ben)["id"])
        try testbed.tool(
            "gmail_create_filter", ["subject": "report", "should_star": true, "add_label_ids": [label]],
            as: GmailTestbed.ben)
        try testbed.tool("gmail_delete_label", ["label_id": label], as: GmailTestbed.ben)
        try testbed.tool("gmail_send_message", ["to": "ben@northwind.example", "subject": "Report", "body": "x"])
        let found = try testbed.tool("gmail_fetch_mails", ["query": "subject:report"], as: GmailTestbed.ben)
        #expect(
            found[path: "messages.0.labelIds"]?.texts == ["UNREAD", "STARRED", "CATEGORY_PERSONAL", "INBOX"])
    }

    @Test func `a draft is written, rewritten and sent`() throws {
        let draft = try testbed.tool(
            "gmail_create_draft", ["to": "ben@northwind.example", "subject": "Roadmap", "body": "first"])
        let id = try #require(draft["id"])
        #expect(draft[path: "message.labelIds"]?.texts == ["DRAFT"])
        #expect(try testbed.subjects("subject:roadmap", as: GmailTestbed.ben) == [])

        let updated = try testbed.tool(
            "gmail_update_draft",
            ["draft_id": id, "to": "ben@northwind.example", "subject": "Roadmap", "body": "second"])
        #expect(updated["id"] == id)
        #expect(updated[path: "message.id"] != draft[path: "message.id"])
        let read = try testbed.tool("gmail_get_draft", ["draft_id": id])
        #expect(read.decoded("message.payload.body.data") == "second")

        let sent = try testbed.tool("gmail_send_draft", ["draft_id": id])
        #expect(sent["labelIds"]?.texts == ["SENT"])
        #expect(try testbed.subjects("subject:roadmap second", as: GmailTestbed.ben) == ["Roadmap"])
        #expect(throws: EmulatorError.self) { try testbed.tool("gmail_get_draft", ["draft_id": id]) }
        #expect(try testbed.subjects("in:drafts subject:roadmap") == [])
    }

    @Test func `two accounts share nothing but the mail between them`() throws {
        let ada = try testbed.json("GET", "messages")
        let first = try #require(ada[path: "messages.0.id"]?.string)
        let foreign = try testbed.proxy("GET", "messages/\(first)", as: GmailTestbed.ben)
        #expect(foreign.status == 404)
        try testbed.tool("gmail_create_label", ["name": "Mine"])
        let labels = try testbed.tool("gmail_list_labels", as: GmailTestbed.ben)
        #expect(labels["labels"]?.array?.contains { $0["name"] == "Mine" } == false)
    }

    @Test func `the sender is the account, or a verified address of it`() throws {
        try testbed.tool("gmail_create_send_as", ["send_as_email": "help@northwind.example", "display_name": "Help"])
        func sender(_ from: String) throws -> String {
            let raw = MIMEEncoding.base64URL(Array("From: \(from)\r\nTo: x@y.example\r\nSubject: s\r\n\r\nb".utf8))
            let sent = try testbed.json("POST", "messages/send", body: ["raw": .string(raw)])
            return try testbed.json("GET", "messages/\(sent["id"]?.string ?? "")").header("From")
        }
        #expect(try sender("Help <help@northwind.example>") == GmailTestbed.ada)
        try testbed.tool("gmail_verify_send_as", ["send_as_email": "help@northwind.example"])
        #expect(try sender("Help <help@northwind.example>") == "Help <help@northwind.example>")
        #expect(try sender("Boss <boss@northwind.example>") == GmailTestbed.ada)
    }
}
