import Testing

@testable import EmulatorCore

struct GmailProxyTests {
    let testbed: GmailTestbed

    init() throws { testbed = try GmailTestbed() }

    @Test func `a list has ids only`() throws {
        let list = try testbed.json("GET", "messages", query: [("q", "is:unread"), ("format", "full")])
        let first = try #require(list[path: "messages.0"]?.object)
        #expect(Set(first.keys) == ["id", "threadId"])
        #expect(first["id"]?.string?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    }

    @Test(arguments: ["messages", "threads"]) func `pages show everything once`(_ kind: String) throws {
        let all = try testbed.json("GET", kind)
        var seen: [String] = []
        var token: String?
        repeat {
            let query = [("maxResults", "4")] + (token.map { [("pageToken", $0)] } ?? [])
            let page = try testbed.json("GET", kind, query: query)
            let ids = (page[kind]?.array ?? []).compactMap { $0["id"]?.string }
            #expect(!ids.isEmpty && ids.count <= 4)
            seen += ids
            token = page["nextPageToken"]?.string
        } while token != nil
        #expect(seen == (all[kind]?.array ?? []).compactMap { $0["id"]?.string })
        #expect(seen.count == Set(seen).count)
        #expect(seen.count > 12)
    }

    @Test func `mail that comes in between pages moves nothing`() throws {
        let whole = try testbed.json("GET", "messages", query: [("maxResults", "6")])
        let first = try testbed.json("GET", "messages", query: [("maxResults", "3")])
        try testbed.tool(
            "gmail_send_message", ["to": "ada@northwind.example", "subject": "New", "body": "x"], as: GmailTestbed.ben)
        let token = try #require(first["nextPageToken"]?.string)
        let second = try testbed.json("GET", "messages", query: [("maxResults", "3"), ("pageToken", token)])
        #expect((first["messages"]?.array ?? []) + (second["messages"]?.array ?? []) == whole["messages"]?.array)
    }

    @Test func `an empty list is left out`() throws {
        #expect(try testbed.json("GET", "messages", query: [("q", "zyzzyva")]) == ["resultSizeEstimate": 0])
        #expect(try testbed.json("GET", "settings/delegates") == [:])
    }

    @Test func `formats show more or less`() throws {
        let list = try testbed.json("GET", "messages", query: [("q", "subject:quote")])
        let id = try #require(list[path: "messages.0.id"]?.string)
        let minimal = try testbed.json("GET", "messages/\(id)", query: [("format", "minimal")])
        #expect(
            Set(try #require(minimal.object).keys) == [
                "id", "threadId", "labelIds", "snippet", "historyId", "internalDate", "sizeEstimate",
            ])
        let metadata = try testbed.json(
            "GET", "messages/\(id)",
            query: [("format", "metadata"), ("metadataHeaders", "subject"), ("metadataHeaders", "From")])
        #expect(Set((metadata[path: "payload.headers"]?.array ?? []).map { $0["name"] }) == ["Subject", "From"])
        #expect(metadata[path: "payload.parts"] == nil)
        let raw = try testbed.json("GET", "messages/\(id)", query: [("format", "raw")])
        #expect(raw.decoded("raw").contains("Subject: Quote for the photo shoot\r\n"))
        #expect(raw["payload"] == nil)
    }

    @Test func `a message is a tree of parts with attachments on their own`() throws {
        let list = try testbed.json("GET", "messages", query: [("q", "filename:quote-2231.pdf")])
        let id = try #require(list[path: "messages.0.id"]?.string)
        let message = try testbed.json("GET", "messages/\(id)")
        #expect(message[path: "payload.mimeType"] == "multipart/mixed")
        #expect(message[path: "payload.parts.0.mimeType"] == "multipart/alternative")
        #expect(message[path: "payload.parts.0.parts.1.mimeType"] == "text/html")
        #expect(message[path: "payload.parts.0.parts.1.partId"] == "0.1")
        let file = try #require(message[path: "payload.parts.1"])
        #expect(file["filename"] == "quote-2231.pdf")
        #expect(file[path: "body.data"] == nil)
        let attachment = try #require(file[path: "body.attachmentId"]?.string)
        let content = try testbed.json("GET", "messages/\(id)/attachments/\(attachment)")
        #expect(content["size"] == file[path: "body.size"])
        #expect(content.decoded("data").hasPrefix("%PDF-1.4"))
        #expect(try testbed.proxy("GET", "messages/\(id)/attachments/nonsense").status == 400)
    }

    @Test func `the account's own address is as good as me`() throws {
        func status(_ user: String) throws -> Int {
            let request = UpstreamRequest(method: "GET", baseURL: "", path: "/gmail/v1/users/\(user)/profile")
            return try testbed.world.upstream.proxyHere(
                .init(connection: "gmail", identifier: GmailTestbed.ada, request: request)
            ).result.get().status
        }
        #expect(try status("ada%40northwind.example") == 200)
        #expect(try status("ben@northwind.example") == 403)
    }

    @Test(arguments: [
        ("GET", "messages/0000000000000001", 404, "notFound", "NOT_FOUND"),
        ("GET", "messages/not-an-id", 400, "invalidArgument", "INVALID_ARGUMENT"),
        ("GET", "threads/0000000000000001", 404, "notFound", "NOT_FOUND"),
        ("GET", "drafts/r1", 404, "notFound", "NOT_FOUND"),
        ("GET", "labels/Label_999", 404, "notFound", "NOT_FOUND"),
        ("DELETE", "labels/INBOX", 400, "invalidArgument", "INVALID_ARGUMENT"),
        ("GET", "messages?labelIds=Label_999", 400, "invalidArgument", "INVALID_ARGUMENT"),
        ("GET", "messages?maxResults=many", 400, "invalidArgument", "INVALID_ARGUMENT"),
        ("GET", "messages?pageToken=abc", 400, "invalidArgument", "INVALID_ARGUMENT"),
        ("GET", "history?startHistoryId=1", 404, "notFound", "NOT_FOUND"),
        ("GET", "history", 400, "invalidArgument", "INVALID_ARGUMENT"),
        ("POST", "messages/send", 400, "invalidArgument", "INVALID_ARGUMENT"),
    ])
    func `refusals have Google's form`(
        _ method: String, _ target: String, _ status: Int, _ reason: String, _ name: String
    ) throws {
        let parts = target.split(separator: "?")
        let query = parts.dropFirst().flatMap { $0.split(separator: "&") }.map { pair -> (String, String) in
            let sides = pair.split(separator: "=").map(String.init)
            return (sides[0], sides[1])
        }
        let response = try testbed.proxy(method, String(parts[0]), query: query)
        #expect(response.status == status)
        let error = try #require(response.json["error"])
        #expect(error["code"] == .number(Double(status)))
        #expect(error["status"] == .string(name))
        #expect(error[path: "errors.0.reason"] == .string(reason))
        #expect(error[path: "errors.0.domain"] == "global")
        #expect(error["message"]?.string?.isEmpty == false)
    }

    @Test func `mail without a recipient is not sent`() throws {
        for (head, message) in [("Subject: x", "Recipient address required"), ("To: nobody", "Invalid To header")] {
            let raw = MIMEEncoding.base64URL(Array("\(head)\r\n\r\nbody".utf8))
            let response = try testbed.proxy("POST", "messages/send", body: ["raw": .string(raw)])
            #expect(response.status == 400)
            #expect(response.json[path: "error.message"]?.string == message)
        }
    }

    @Test func `a label's name can be taken only once`() throws {
        #expect(try testbed.proxy("POST", "labels", body: ["name": "Travel"]).status == 200)
        let second = try testbed.proxy("POST", "labels", body: ["name": "travel"])
        #expect(second.status == 409)
        #expect(second.json[path: "error.status"] == "ABORTED")
        #expect(try testbed.proxy("POST", "labels", body: ["name": "Inbox"]).status == 400)
        #expect(try testbed.proxy("POST", "labels", body: [:]).status == 400)
    }

    @Test func `labels that say what a message is cannot be changed`() throws {
        let id = try #require(testbed.json("GET", "messages")[path: "messages.0.id"]?.string)
        for body: JSONValue in [
            ["addLabelIds": ["SENT"]], ["removeLabelIds": ["DRAFT"]], ["addLabelIds": ["Nope"]], [:],
            ["addLabelIds": ["STARRED"], "removeLabelIds": ["STARRED"]], ["addLabelIds": "STARRED"],
        ] {
            #expect(try testbed.proxy("POST", "messages/\(id)/modify", body: body).status == 400)
        }
    }

    @Test func `what is not played is said to be so`() throws {
        let error = #expect(throws: EmulatorError.self) { try testbed.proxy("GET", "settings/cse/identities") }
        #expect(error?.code == .unimplemented)
    }

    @Test func `a mail can be uploaded as it is`() throws {
        let request = UpstreamRequest(
            method: "POST", baseURL: "", path: "/upload/gmail/v1/users/me/messages/send",
            query: [.init("uploadType", "media")],
            body: .bytes(
                Array("To: ben@northwind.example\nSubject: Upload\n\nHi".utf8), contentType: "message/rfc822"))
        let response = try testbed.world.upstream.proxyHere(
            .init(connection: "gmail", identifier: GmailTestbed.ada, request: request)
        ).result.get()
        #expect(response.status == 200)
        #expect(try testbed.subjects("subject:upload", as: GmailTestbed.ben) == ["Upload"])
    }
}
