import Testing

@testable import EmulatorCore

@Suite struct SlackConversationTests {
    let slack: SlackCaller

    init() throws { slack = try SlackCaller() }

    private func ids(_ answer: JSONValue, _ list: String = "channels") -> [String] {
        (answer[list]?.array ?? []).compactMap { $0["id"]?.string ?? $0.string }
    }

    @Test func `a channel is made, listed, named, described and archived`() throws {
        let made = try slack.tool("slack_create_channel", ["name": "saved-cards"])
        let id = try #require(made["channel"]?["id"])
        #expect(made["channel"]?["is_member"] == true)
        #expect(ids(try slack.tool("slack_list_channels")).contains(id.shown))
        #expect(try slack.error("conversations.create", ["name": "saved-cards"]) == "name_taken")
        _ = try slack.tool("slack_rename_conversation", ["channel": id, "name": "cards"])
        _ = try slack.tool("slack_set_conversation_topic", ["channel": id, "topic": "Vault first"])
        let info = try slack.tool("slack_get_conversation_info", ["channel": id])["channel"]
        #expect(info?["name"] == "cards")
        #expect(info?["previous_names"] == ["saved-cards"])
        #expect(info?["topic"]?["value"] == "Vault first")
        #expect(info?["num_members"] == nil)
        _ = try slack.tool("slack_archive_conversation", ["channel": id])
        #expect(try slack.error("conversations.archive", ["channel": id]) == "already_archived")
        #expect(try slack.error("chat.postMessage", ["channel": id, "text": "x"]) == "is_archived")
        #expect(!ids(try slack.tool("slack_list_channels", ["exclude_archived": true])).contains(id.shown))
        _ = try slack.tool("slack_unarchive_conversation", ["channel": id])
        #expect(try slack.error("conversations.unarchive", ["channel": id]) == "not_archived")
    }

    @Test(arguments: [
        ("", "invalid_name_required"), ("Upper", "invalid_name_specials"), ("two words", "invalid_name_specials"),
        ("--", "invalid_name_punctuation"), ("general", "name_taken"), ("launch-2025", "name_taken"),
        (String(repeating: "a", count: 81), "invalid_name_maxlength"),
    ])
    func `names of channels have rules`(name: String, code: String) throws {
        #expect(try slack.error("conversations.create", ["name": .string(name)]) == code)
    }

    @Test func `the types of a list say what is in it`() throws {
        #expect(ids(try slack.call("conversations.list")).contains(SlackCaller.leads) == false)
        #expect(ids(try slack.call("conversations.list", ["types": "private_channel"])) == [SlackCaller.leads])
        #expect(ids(try slack.call("conversations.list", ["types": "im"])).first == SlackCaller.priyaDirect)
        #expect(try slack.error("conversations.list", ["types": "club"]) == "invalid_types")
    }

    @Test func `lists come in pages`() throws {
        var found: [String] = []
        var cursor = ""
        repeat {
            let page = try slack.call("conversations.list", ["limit": 2, "cursor": .string(cursor)])
            found += ids(page)
            cursor = page["response_metadata"]?["next_cursor"]?.string ?? ""
        } while !cursor.isEmpty
        #expect(found == ids(try slack.call("conversations.list")))
        #expect(found.count == 5)
        #expect(try slack.error("conversations.list", ["cursor": "nonsense"]) == "invalid_cursor")
        #expect(try slack.error("users.list", ["cursor": "dGVhbTpDMTox"]) == "invalid_cursor")
        #expect(try slack.error("conversations.list", ["limit": 1_001]) == "invalid_limit")
        #expect(try slack.error("conversations.list", ["limit": "many"]) == "invalid_arguments")
    }

    @Test func `history goes on where it stopped, whatever is written meanwhile`() throws {
        let all = try slack.messages(in: SlackCaller.general).compactMap { $0["ts"] }
        var found: [JSONValue] = []
        var cursor = JSONValue.string("")
        for _ in 0..<10 {
            let page = try slack.call(
                "conversations.history",
                ["channel": .string(SlackCaller.general), "limit": 4, "cursor": cursor])
            found += (page["messages"]?.array ?? []).compactMap { $0["ts"] }
            guard let next = page["response_metadata"]?["next_cursor"] else {
                #expect(page["has_more"] == false)
                break
            }
            #expect(page["has_more"] == true)
            cursor = next
            _ = try slack.post("in between")
        }
        #expect(found == all)
    }

    @Test func `oldest and latest cut history, and count only when inclusive`() throws {
        let first = try slack.post("one")
        _ = try slack.post("two")
        let third = try slack.post("three")
        let ends: [String: JSONValue] = ["oldest": first, "latest": third]
        #expect(try slack.texts(in: SlackCaller.general, ends) == ["two"])
        #expect(
            try slack.texts(in: SlackCaller.general, ends.merging(["inclusive": true]) { $1 })
                == ["three", "two", "one"])
        let error = try slack.error(
            "conversations.history", ["channel": .string(SlackCaller.general), "oldest": "last week"])
        #expect(error == "invalid_ts_oldest")
    }

    @Test func `threads come in pages with the first message in front`() throws {
        let ts = try slack.post("one")
        for text in ["two", "three", "four"] { _ = try slack.post(text, ["thread_ts": ts]) }
        let arguments: [String: JSONValue] = ["channel": .string(SlackCaller.general), "ts": ts, "limit": 2]
        let first = try slack.call("conversations.replies", .object(arguments))
        #expect(first["messages"]?.array?.compactMap { $0["text"]?.string } == ["one", "two"])
        let cursor = try #require(first["response_metadata"]?["next_cursor"])
        let second = try slack.call("conversations.replies", .object(arguments.merging(["cursor": cursor]) { $1 }))
        #expect(second["messages"]?.array?.compactMap { $0["text"]?.string } == ["three", "four"])
        #expect(second["has_more"] == false)
        let error = try slack.error("conversations.replies", ["channel": .string(SlackCaller.general), "ts": "1.0"])
        #expect(error == "thread_not_found")
    }

    @Test func `people come and go`() throws {
        let product = JSONValue.string(SlackCaller.product)
        let marcus = JSONValue.string(SlackCaller.marcus)
        #expect(try slack.error("conversations.kick", ["channel": product, "user": marcus]) == "not_in_channel")
        _ = try slack.call("conversations.invite", ["channel": product, "users": marcus])
        #expect(
            ids(try slack.call("conversations.members", ["channel": product]), "members").last == SlackCaller.marcus)
        #expect(try slack.error("conversations.invite", ["channel": product, "users": marcus]) == "already_in_channel")
        #expect(try slack.error("conversations.invite", ["channel": product, "users": "U0"]) == "user_not_found")
        let me = JSONValue.string(SlackCaller.me)
        #expect(try slack.error("conversations.invite", ["channel": product, "users": me]) == "cant_invite_self")
        #expect(try slack.error("conversations.kick", ["channel": product, "user": me]) == "cant_kick_self")
        _ = try slack.call("conversations.kick", ["channel": product, "user": marcus])
        #expect(!ids(try slack.call("conversations.members", ["channel": product]), "members").contains(marcus.shown))
        #expect(try slack.texts(in: SlackCaller.product).first == "<@\(SlackCaller.marcus)> has left the channel")
    }

    @Test func `nobody leaves or archives #general`() throws {
        let general: JSONValue = ["channel": .string(SlackCaller.general)]
        #expect(try slack.error("conversations.leave", general) == "cant_leave_general")
        #expect(try slack.error("conversations.archive", general) == "cant_archive_general")
    }

    @Test func `leaving twice and joining twice is no failure`() throws {
        let random: JSONValue = ["channel": .string(SlackCaller.random)]
        #expect(try slack.call("conversations.leave", random)["not_in_channel"] == nil)
        #expect(try slack.call("conversations.leave", random)["not_in_channel"] == true)
        #expect(try slack.call("conversations.join", random)["warning"] == nil)
        #expect(try slack.call("conversations.join", random)["warning"] == "already_in_channel")
    }

    @Test func `a private channel that was left is gone`() throws {
        let leads: JSONValue = ["channel": .string(SlackCaller.leads)]
        _ = try slack.call("conversations.leave", leads)
        #expect(try slack.error("conversations.info", leads) == "channel_not_found")
        #expect(try slack.error("conversations.history", leads) == "channel_not_found")
        let found = try slack.call("search.messages", ["query": "hiring plan"])
        #expect(found["messages"]?["total"] == 0)
    }

    @Test func `opening a direct message twice gives the same one`() throws {
        let users = JSONValue.string("\(SlackCaller.lena),\(SlackCaller.tomas)")
        let first = try slack.call("conversations.open", ["users": users, "return_im": true])
        #expect(first["channel"]?["is_mpim"] == true)
        #expect(first["channel"]?["name"] == "mpdm-ada.lovelace--lena--tomas-1")
        let second = try slack.call("conversations.open", ["users": users])
        #expect(second["already_open"] == true)
        #expect(second["channel"] == ["id": first["channel"]?["id"] ?? .null])
        #expect(try slack.error("conversations.open") == "users_list_not_supplied")
        #expect(try slack.error("conversations.open", ["users": "U0"]) == "user_not_found")
        let general = JSONValue.string(SlackCaller.general)
        #expect(try slack.error("conversations.close", ["channel": general]) == "method_not_supported_for_channel_type")
    }

    @Test func `a read mark moves`() throws {
        let ts = try slack.ts(of: "Lunch", in: SlackCaller.random)
        _ = try slack.call("conversations.mark", ["channel": .string(SlackCaller.random), "ts": ts])
        let info = try slack.call("conversations.info", ["channel": .string(SlackCaller.random)])
        #expect(info["channel"]?["last_read"] == ts)
    }
}
