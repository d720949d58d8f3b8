import Testing

@testable import EmulatorCore

@Suite struct SlackSimulatorTests {
    @Test func `arguments may come in the query, in a form or as JSON`() throws {
        let slack = try SlackCaller()
        let pairs: [UpstreamRequest.QueryItem] = [.init("channel", SlackCaller.general), .init("limit", "1")]
        let path = "/api/conversations.history"
        let answers = try [
            slack.send(.init(method: "GET", baseURL: "", path: path, query: pairs)),
            slack.send(.init(method: "POST", baseURL: "", path: path, body: .form(pairs))),
            slack.send(
                .init(
                    method: "POST", baseURL: "", path: path,
                    body: .json(["channel": .string(SlackCaller.general), "limit": 1]))),
        ]
        #expect(answers[0]["messages"]?.array?.count == 1)
        #expect(answers[0] == answers[1] && answers[1] == answers[2])
    }

    @Test func `blocks may come as a text that holds JSON`() throws {
        let slack = try SlackCaller()
        let blocks = #"[{"type": "divider"}]"#
        let sent = try slack.tool(
            "slack_send_message", ["channel": "#general", "text": "x", "blocks": .string(blocks)])
        #expect(sent["message"]?["blocks"] == [["type": "divider"]])
    }

    @Test func `a method that is not played says so`() throws {
        let slack = try SlackCaller()
        #expect {
            try slack.call("calls.add")
        } throws: {
            ($0 as? EmulatorError)?.errorCode == "UPSTREAM_NOT_EMULATED"
        }
    }

    @Test func `a stub's failure is worded as Slack words it, and a rate limit is a status of its own`() throws {
        let slack = try SlackCaller()
        func stub(_ answer: String) throws {
            let text = "stubs: [{tool: slack_auth_test, answer: \(answer)}]"
            try slack.world.stubs.replace(Stub.parse(Array(text.utf8), fileName: "stubs.yaml"))
        }
        try stub("{error: {code: token_revoked}}")
        #expect(try slack.tool("slack_auth_test") == ["ok": false, "error": "token_revoked"])
        try stub("{status: 429, error: {code: ratelimited}, headers: {Retry-After: '30'}}")
        #expect {
            try slack.tool("slack_auth_test")
        } throws: {
            ($0 as? EmulatorError)?.toolError?.code == "RATE_LIMITED"
        }
    }

    @Test func `two accounts share nothing`() throws {
        let ada = try SlackCaller("ada@example.com")
        let grace = try SlackCaller("grace@example.com", in: ada.world)
        _ = try ada.post("only here")
        #expect(try ada.texts(in: SlackCaller.general).first == "only here")
        #expect(try grace.texts(in: SlackCaller.general).contains("only here") == false)
        #expect(try grace.tool("slack_auth_test")["user"] == "grace")
    }

    @Test func `the same seed gives the same answers`() throws {
        func run() throws -> [JSONValue] {
            let slack = try SlackCaller()
            return try [
                slack.tool("slack_create_channel", ["name": "x"]), slack.tool("slack_list_channels"),
                slack.post("hello"), slack.call("users.list"),
            ]
        }
        #expect(try run() == run())
    }

    @Test func `the default data are recent and believable`() throws {
        let slack = try SlackCaller()
        let found = try slack.call("search.messages", ["query": "-xyzzy", "sort": "timestamp", "count": 100])
        let matches = try #require(found["messages"]?["matches"]?.array)
        #expect(matches.count > 35)
        let stamps = matches.compactMap { $0["ts"]?.string.flatMap(SlackTimestamp.init) }
        #expect(stamps.allSatisfy { (0...14 * 86_400).contains(1_800_000_000 - $0.seconds) })
        #expect(try slack.call("reminders.list")["reminders"]?.array?.count == 1)
    }

    @Test func `a seed's data take the place of the default data`() throws {
        let slack = try SlackCaller(
            data: [
                "team": ["name": "Tiny"], "users": [["name": "bob"]],
                "channels": [
                    [
                        "name": "general",
                        "messages": [["from": "bob", "ago": "1h", "text": "Hi <@me>, see <#general>", "pinned": "me"]],
                    ]
                ],
            ])
        let channels = try slack.call("conversations.list")["channels"]
        let id = try #require(channels?[path: "0.id"]?.string)
        let me = try #require(try slack.tool("slack_auth_test")["user_id"]?.string)
        #expect(try slack.texts(in: id) == ["Hi <@\(me)>, see <#\(id)|general>"])
        #expect(try slack.messages(in: id).first?["ts"]?.string?.hasPrefix("1799996400.") == true)
        #expect(try slack.call("team.info")["team"]?["domain"] == "tiny")
        #expect(try slack.call("users.list")["members"]?.array?.count == 2)
    }

    @Test(
        arguments: [
            (["chanels": []], "chanels \"there is no such member, did you mean channels?"),
            (["channels": [["name": "Upper"]]], "channels[0].name \"value must have 1 to 80"),
            (["channels": [["nam": "x"]]], "channels[0].nam \"there is no such member, did you mean name?"),
            (["channels": "all"], "channels \"value must be a list, not string"),
            (
                [
                    "users": [["name": "bob"]],
                    "channels": [["name": "x", "messages": [["from": "bop", "ago": "1h", "text": "x"]]]],
                ],
                "channels[0].messages[0].from \"there is no user bop, did you mean bob?"
            ),
            (
                ["channels": [["name": "x", "messages": [["from": "me", "ago": "soon", "text": "x"]]]]],
                "channels[0].messages[0].ago \"value must be a time span"
            ),
            (
                ["channels": [["name": "x", "messages": [["from": "me", "ago": "1h", "text": "<@lena>"]]]]],
                "channels[0].messages[0].text \"there is no user lena"
            ),
            (["users": [["name": "a", "me": true], ["name": "b", "me": true]]], "users[1] \"only one user"),
        ] as [(JSONValue, String)])
    func `a mistake in a seed's data is named`(data: JSONValue, message: String) throws {
        let slack = try SlackCaller(data: data)
        #expect {
            try slack.tool("slack_auth_test")
        } throws: { error in
            guard let error = error as? EmulatorError else { return false }
            return error.code == .invalidArgument && error.message.contains(message)
        }
    }
}
