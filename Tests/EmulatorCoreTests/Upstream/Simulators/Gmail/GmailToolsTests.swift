import Testing

@testable import EmulatorCore

struct GmailToolsTests {
    /// Runs every tool of the connector once and notes which ones ran.
    @Test func `every tool of the connector is played`() throws {
        let run = try GmailToolRun()
        try run.messages()
        try run.threads()
        try run.drafts()
        try run.labelsAndMailbox()
        try run.filtersAndSettings()
        try run.addresses()
        try run.people()
        #expect(run.names == Set(run.testbed.world.catalogue.tools.names(ofProvider: "GMAIL")))
    }

    @Test func `a failure of Gmail is a tool error`() throws {
        let testbed = try GmailTestbed()
        let error = #expect(throws: EmulatorError.self) {
            try testbed.tool("gmail_get_message_by_id", ["message_id": "0000000000000001"])
        }
        #expect(error?.errorCode == "TOOL_ERROR")
        #expect(error?.toolError?.message == "Requested entity was not found.")
    }

    @Test func `fetching gives whole messages, page by page`() throws {
        let testbed = try GmailTestbed()
        let first = try testbed.tool("gmail_fetch_mails", ["max_results": 2, "label_ids": ["INBOX"]])
        #expect(first["messages"]?.array?.count == 2)
        #expect(first[path: "messages.0.payload.headers"] != nil)
        let token = try #require(first["nextPageToken"])
        let second = try testbed.tool(
            "gmail_fetch_mails", ["max_results": 2, "label_ids": ["INBOX"], "page_token": token, "format": "minimal"])
        #expect(second[path: "messages.0.payload"] == nil)
        #expect(second[path: "messages.0.id"] != first[path: "messages.0.id"])
    }
}

/// What the tools are called with, group by group.
private final class GmailToolRun {
    let testbed: GmailTestbed
    private(set) var names: Set<String> = []

    init() throws { testbed = try GmailTestbed() }

    @discardableResult
    private func call(_ name: String, _ params: [String: JSONValue] = [:]) throws -> JSONValue {
        names.insert("gmail_\(name)")
        return try testbed.tool("gmail_\(name)", params)
    }

    private func found(_ query: String) throws -> JSONValue {
        try #require(call("fetch_mails", ["query": .string(query)])[path: "messages.0"])
    }

    func messages() throws {
        let message = try found("subject:quote")
        let id = try #require(message["id"])
        #expect(try call("get_message_by_id", ["message_id": id])["snippet"] == message["snippet"])
        let attachment = try #require(message[path: "payload.parts.1.body.attachmentId"])
        let file = try call(
            "get_attachment_by_id", ["message_id": id, "attachment_id": attachment, "file_name": "quote.pdf"])
        #expect(file["size"] == message[path: "payload.parts.1.body.size"])
        let changed = try call(
            "modify_message_labels", ["message_id": id, "add_label_ids": [], "remove_label_ids": ["UNREAD"]])
        #expect(changed["labelIds"]?.texts.contains("UNREAD") == false)
        #expect(try call("trash_message", ["message_id": id])["labelIds"]?.texts.contains("TRASH") == true)
        #expect(try call("untrash_message", ["message_id": id])["labelIds"]?.texts.contains("TRASH") == false)
        try call("delete_message", ["message_id": id])
        #expect(try testbed.subjects("subject:quote in:anywhere") == [])

        let raw = JSONValue.string(
            MIMEEncoding.base64URL(
                Array(
                    "From: CloudHost <billing@cloudhost.example>\r\nDate: Mon, 11 Jan 2027 10:00:00 +0100\r\nSubject: Old\r\n\r\nx"
                        .utf8)))
        let inserted = try call("insert_message", ["raw_message": raw, "label_ids": ["INBOX"]])
        #expect(inserted["labelIds"]?.texts == ["INBOX"])
        let imported = try call("import_message", ["raw_message": raw, "label_ids": ["INBOX"], "deleted": false])
        #expect(imported["labelIds"]?.texts.count == 2)
        let ids = JSONValue.array([inserted, imported].compactMap { $0["id"] })
        #expect(
            try testbed.tool("gmail_get_message_by_id", ["message_id": ids[path: "1"] ?? .null])["internalDate"]
                == "1799658000000")
        #expect(try call("batch_modify_messages", ["message_ids": ids, "add_label_ids": ["STARRED"]]) == [:])
        #expect(try testbed.subjects("subject:old is:starred").count == 2)
        #expect(try call("batch_delete_messages", ["message_ids": ids]) == [:])
        #expect(try testbed.subjects("subject:old") == [])
    }

    func threads() throws {
        let list = try call("list_threads", ["query": "subject:launch"])
        #expect(list["threads"]?.array?.count == 1)
        let id = try #require(list[path: "threads.0.id"])
        let thread = try call(
            "get_thread_by_id", ["thread_id": id, "format": "metadata", "metadata_headers": ["Subject"]])
        #expect(thread["messages"]?.array?.count == 4)
        try call(
            "send_message",
            ["to": "ben@northwind.example", "subject": "s", "body": "<b>x</b>", "content_type": "text/html"])
        let reply = try call("reply_to_thread", ["thread_id": id, "to": "maya.chen@northwind.example", "body": "ok"])
        #expect(reply["threadId"] == id)
        let modified = try call("modify_thread_labels", ["thread_id": id, "add_label_ids": ["STARRED"]])
        #expect(modified["messages"]?.array?.allSatisfy { $0["labelIds"]?.texts.contains("STARRED") == true } == true)
        try call("trash_thread", ["thread_id": id])
        #expect(try testbed.subjects("subject:launch") == [])
        try call("untrash_thread", ["thread_id": id])
        #expect(try testbed.subjects("subject:launch").count == 5)
        try call("delete_thread", ["thread_id": id])
        #expect(try testbed.subjects("subject:launch in:anywhere") == [])
    }

    func drafts() throws {
        let mail: [String: JSONValue] = ["to": "ben@northwind.example", "subject": "s", "body": "x"]
        let id = try #require(call("create_draft", mail)["id"])
        #expect(try call("list_drafts", ["max_results": 1])[path: "drafts.0.id"] == id)
        #expect(try call("get_draft", ["draft_id": id, "format": "minimal"])[path: "message.payload"] == nil)
        try call("update_draft", mail.merging(["draft_id": id]) { $1 })
        try call("delete_draft", ["draft_id": id])
        try call("send_draft", ["draft_id": try #require(testbed.tool("gmail_create_draft", mail)["id"])])
        #expect(try testbed.tool("gmail_list_drafts")["drafts"]?.array?.count == 2)
    }

    func labelsAndMailbox() throws {
        let id = try #require(
            call("create_label", ["name": "Travel", "label_list_visibility": "labelHide"])["id"])
        let message = try found("from:nordbahn")
        try testbed.tool(
            "gmail_modify_message_labels",
            ["message_id": try #require(message["id"]), "add_label_ids": [id, "UNREAD"]])
        let label = try call("get_label", ["label_id": id])
        #expect(label["messagesTotal"] == 1 && label["threadsUnread"] == 1)
        let renamed = try call("update_label", ["label_id": id, "name": "Trips"])
        #expect(renamed["name"] == "Trips" && renamed["labelListVisibility"] == "labelHide")
        #expect(try call("list_labels")["labels"]?.array?.contains { $0["name"] == "Trips" } == true)
        try call("delete_label", ["label_id": id])
        #expect(try found("from:nordbahn")["labelIds"]?.texts.contains(id.string ?? "") == false)

        let profile = try call("get_profile")
        #expect(profile["emailAddress"] == .string(GmailTestbed.ada))
        try call("list_history", ["start_history_id": try #require(profile["historyId"])])
        let watch = try call("watch_mailbox", ["topic_name": "projects/p/topics/t", "label_ids": ["INBOX"]])
        #expect(watch["expiration"] == "1800604800000")
        #expect(try call("stop_mailbox_watch") == [:])
    }

    func filtersAndSettings() throws {
        let filter = try call(
            "create_filter", ["from": "a@b.example", "should_archive": true, "should_mark_read": true])
        #expect(filter[path: "action.removeLabelIds"]?.texts == ["INBOX", "UNREAD"])
        let id = try #require(filter["id"])
        #expect(try call("get_filter", ["filter_id": id]) == filter)
        #expect(try call("list_filters")["filter"]?.array?.count == 2)
        #expect(throws: EmulatorError.self) {
            try testbed.tool(
                "gmail_create_filter", ["from": "a@b.example", "should_archive": true, "should_mark_read": true])
        }
        try call("delete_filter", ["filter_id": id])

        #expect(try call("get_vacation_settings") == ["enableAutoReply": false])
        let vacation = try call(
            "update_vacation_settings",
            ["enable_auto_reply": true, "response_subject": "Away", "start_time": "1800000000000"])
        #expect(try testbed.tool("gmail_get_vacation_settings") == vacation)
        #expect(throws: EmulatorError.self) {
            try testbed.tool("gmail_update_vacation_settings", ["enable_auto_reply": true])
        }
        #expect(try call("get_auto_forwarding") == ["enabled": false])
        #expect(throws: EmulatorError.self) {
            try testbed.tool("gmail_update_auto_forwarding", ["enabled": true, "email_address": "a@b.example"])
        }
    }

    func addresses() throws {
        let address: [String: JSONValue] = ["forwarding_email": "archive@northwind.example"]
        #expect(try call("create_forwarding_address", address)["verificationStatus"] == "accepted")
        #expect(try call("get_forwarding_address", address)["forwardingEmail"] == "archive@northwind.example")
        #expect(try call("list_forwarding_addresses")["forwardingAddresses"]?.array?.count == 1)
        let forwarding = try call(
            "update_auto_forwarding",
            ["enabled": true, "email_address": "archive@northwind.example", "disposition": "archive"])
        #expect(try testbed.tool("gmail_get_auto_forwarding") == forwarding)
        try call("delete_forwarding_address", address)
        #expect(try testbed.tool("gmail_list_forwarding_addresses") == [:])

        try call("create_delegate", ["delegate_email": "maya.chen@northwind.example"])
        #expect(try call("list_delegates")["delegates"]?.array?.count == 1)

        let alias: [String: JSONValue] = ["send_as_email": "help@northwind.example"]
        let created = try call(
            "create_send_as", alias.merging(["display_name": "Help", "treat_as_alias": true]) { $1 })
        #expect(created["verificationStatus"] == "pending")
        try call("verify_send_as", alias)
        let updated = try call("update_send_as", alias.merging(["signature": "Bye", "is_default": true]) { $1 })
        #expect(updated["displayName"] == "Help" && updated["signature"] == "Bye")
        #expect(try call("get_send_as", alias)["verificationStatus"] == "accepted")
        #expect(try call("list_send_as")["sendAs"]?.array?.map { $0["isDefault"] } == [nil, true])
        try call("delete_send_as", alias)
        #expect(try testbed.tool("gmail_list_send_as")["sendAs"]?.array?.map { $0["isDefault"] } == [true])
    }

    func people() throws {
        let contacts = try call("get_contacts", ["max_results": 2, "person_fields": ["names", "phoneNumbers"]])
        #expect(contacts["connections"]?.array?.count == 2)
        #expect(contacts[path: "connections.0.names.0.displayName"] == "Maya Chen")
        #expect(contacts[path: "connections.0.emailAddresses"] == nil)
        let next = try testbed.tool(
            "gmail_get_contacts", ["max_results": 10, "page_token": try #require(contacts["nextPageToken"])])
        #expect(next["connections"]?.array?.count == 3)
        let found = try call("search_people", ["query": "river"])
        #expect(found[path: "results.0.person.emailAddresses.0.value"] == "tomas.rivera@northwind.example")
        let others = try testbed.tool("gmail_search_people", ["query": "sam", "other_contacts": true])
        #expect(others[path: "results.0.person.names.0.displayName"] == "Sam Whitfield")
    }
}
