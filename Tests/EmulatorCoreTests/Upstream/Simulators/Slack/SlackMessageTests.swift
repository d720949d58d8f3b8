import Foundation
import Testing

@testable import EmulatorCore

@Suite struct SlackMessageTests {
    let slack: SlackCaller

    init() throws { slack = try SlackCaller() }

    @Test func `a message that was sent is read, found, linked, changed and deleted`() throws {
        let sent = try slack.tool("slack_send_message", ["channel": "#general", "text": "Quarterly figures are out"])
        let ts = try #require(sent["ts"])
        #expect(sent["channel"] == .string(SlackCaller.general))
        #expect(sent["message"]?["user"] == .string(SlackCaller.me))
        #expect(try slack.messages(in: SlackCaller.general).first?["ts"] == ts)
        let found = try slack.tool("slack_search_messages", ["query": "quarterly figures in:#general from:me"])
        #expect(found["messages"]?[path: "matches.0.ts"] == ts)

        let place: [String: JSONValue] = ["channel": .string(SlackCaller.general), "ts": ts]
        let changed = try slack.tool("slack_update_message", place.merging(["text": "Figures are final"]) { $1 })
        #expect(changed["message"]?["edited"]?["user"] == .string(SlackCaller.me))
        #expect(try slack.texts(in: SlackCaller.general).first == "Figures are final")

        #expect(try slack.tool("slack_delete_message", place)["ok"] == true)
        #expect(try slack.texts(in: SlackCaller.general).contains("Figures are final") == false)
        #expect(try slack.error("chat.delete", .object(place)) == "message_not_found")
    }

    @Test func `timestamps grow, also while the clock stands still or goes back`() throws {
        let first = try slack.post("one").shown
        let second = try slack.post("two").shown
        try slack.world.clock.set(.start.addingTimeInterval(-60))
        let third = try slack.post("three").shown
        try slack.world.clock.set(.start.addingTimeInterval(60))
        let fourth = try slack.post("four").shown
        #expect([first, second, third, fourth].sorted() == [first, second, third, fourth])
        #expect(Set([first, second, third, fourth]).count == 4)
        #expect(fourth == "1800000060.000100")
        #expect(first.wholeMatch(of: /\d{10}\.\d{6}/) != nil)
    }

    @Test func `answers make a thread and stay out of the channel`() throws {
        let ts = try slack.post("Who is in?")
        let answer = try slack.post("I am", ["thread_ts": ts])
        _ = try slack.post("Me, too", ["thread_ts": ts, "reply_broadcast": true])
        let parent = try #require(try slack.messages(in: SlackCaller.general).first { $0["ts"] == ts })
        #expect(parent["reply_count"] == 2)
        #expect(parent["reply_users"] == [.string(SlackCaller.me)])
        #expect(parent["thread_ts"] == ts)
        let texts = try slack.texts(in: SlackCaller.general)
        #expect(texts.contains("Me, too") && !texts.contains("I am"))

        let thread = try slack.tool(
            "slack_get_conversation_replies", ["channel": .string(SlackCaller.general), "ts": ts])
        #expect(thread["messages"]?.array?.compactMap { $0["text"]?.string } == ["Who is in?", "I am", "Me, too"])
        #expect(thread["messages"]?[path: "1.parent_user_id"] == .string(SlackCaller.me))

        // An answer to an answer goes into the same thread.
        _ = try slack.post("And me", ["thread_ts": answer])
        #expect(try slack.messages(in: SlackCaller.general).first { $0["ts"] == ts }?["reply_count"] == 3)
    }

    @Test func `a deleted message with answers leaves a stone, and a deleted answer is not counted`() throws {
        let ts = try slack.post("Who is in?")
        let answer = try slack.post("I am", ["thread_ts": ts])
        _ = try slack.post("Me, too", ["thread_ts": ts])
        let channel = JSONValue.string(SlackCaller.general)
        _ = try slack.call("chat.delete", ["channel": channel, "ts": answer])
        #expect(try slack.messages(in: SlackCaller.general).first { $0["ts"] == ts }?["reply_count"] == 1)
        _ = try slack.call("chat.delete", ["channel": channel, "ts": ts])
        let stone = try #require(try slack.messages(in: SlackCaller.general).first { $0["ts"] == ts })
        #expect(stone["subtype"] == "tombstone")
        #expect(stone["reply_count"] == 1)
    }

    @Test func `the default workspace has threads with summaries`() throws {
        let incident = try #require(
            try slack.messages(in: SlackCaller.incidents).first { $0["text"]?.string?.contains("502") == true })
        #expect(incident["reply_count"] == 4)
        #expect(incident["reply_users_count"] == 4)
        #expect(incident["text"]?.string?.contains("<!subteam^S06J4T9WD2N>") == true)
    }

    @Test(
        arguments: [
            (["text": "x"], "invalid_arguments"), (["channel": "C0NOWHERE", "text": "x"], "channel_not_found"),
            (["channel": "general"], "no_text"), (["channel": "general", "text": ""], "no_text"),
            (["channel": "general", "blocks": "oops"], "invalid_blocks"),
            (["channel": "general", "text": "x", "thread_ts": "1.0"], "thread_not_found"),
            (["channel": "C06F9YV3K6D", "text": "x"], "is_archived"),
            (["channel": "launch-2025", "text": "x"], "is_archived"),
        ] as [(JSONValue, String)])
    func `a message that cannot be sent is refused in Slack's words`(arguments: JSONValue, code: String) throws {
        #expect(try slack.error("chat.postMessage", arguments) == code)
    }

    @Test func `a missing argument is named`() throws {
        let answer = try slack.call("chat.postMessage", ["text": "x"])
        #expect(answer["response_metadata"]?["messages"] == ["[ERROR] missing required field: channel"])
    }

    @Test func `a text may have forty thousand characters`() throws {
        _ = try slack.post(String(repeating: "x", count: 40_000))
        let long = String(repeating: "x", count: 40_001)
        #expect(try slack.error("chat.postMessage", ["channel": "general", "text": .string(long)]) == "msg_too_long")
    }

    @Test func `a channel has to be joined before one can write there`() throws {
        _ = try slack.call("conversations.leave", ["channel": .string(SlackCaller.random)])
        let arguments: JSONValue = ["channel": .string(SlackCaller.random), "text": "x"]
        #expect(try slack.error("chat.postMessage", arguments) == "not_in_channel")
        _ = try slack.call("conversations.join", ["channel": .string(SlackCaller.random)])
        #expect(try slack.error("chat.postMessage", arguments) == nil)
    }

    @Test func `messages of others cannot be changed or deleted`() throws {
        let place: [String: JSONValue] = [
            "channel": .string(SlackCaller.general), "ts": try slack.ts(of: "We signed", in: SlackCaller.general),
        ]
        let update = JSONValue.object(place.merging(["text": "x"]) { $1 })
        #expect(try slack.error("chat.update", update) == "cant_update_message")
        #expect(try slack.error("chat.delete", .object(place)) == "cant_delete_message")
    }

    @Test func `a change keeps what is not sent again, and needs something to say`() throws {
        let blocks: JSONValue = [["type": "divider"]]
        let ts = try slack.post("text", ["blocks": blocks])
        func update(_ changes: [String: JSONValue]) throws -> JSONValue {
            let place: [String: JSONValue] = ["channel": .string(SlackCaller.general), "ts": ts]
            return try slack.call("chat.update", .object(place.merging(changes) { $1 }))
        }
        #expect(try update(["text": "other"])["message"]?["blocks"] == blocks)
        #expect(try update(["blocks": []])["message"]?["blocks"] == nil)
        #expect(try update(["text": ""])["error"] == "no_text")
        #expect(try update([:])["error"] == "no_text")
        #expect(try slack.messages(in: SlackCaller.general).first?["text"] == "other")
    }

    @Test func `a refused call leaves nothing behind`() throws {
        let lena = JSONValue.string(SlackCaller.lena)
        #expect(try slack.error("chat.postMessage", ["channel": lena]) == "no_text")
        let list = try slack.call("conversations.list", ["types": "im"])
        #expect(list["channels"]?.array?.contains { $0["user"] == lena } == false)
        _ = try slack.call("chat.postMessage", ["channel": lena, "text": "Hello"])
        let now = try slack.call("conversations.list", ["types": "im"])
        #expect(now["channels"]?.array?.contains { $0["user"] == lena } == true)
    }

    @Test func `a scheduled message is sent when its time has come`() throws {
        let arguments: [String: JSONValue] = [
            "channel": .string(SlackCaller.general), "text": "Good morning", "post_at": 1_800_003_600,
        ]
        let made = try slack.tool("slack_schedule_rich_message", arguments)
        let list = try slack.tool("slack_list_scheduled_messages")
        #expect(list["scheduled_messages"]?[path: "0.id"] == made["scheduled_message_id"])
        try slack.world.clock.advance(by: 3_599)
        #expect(try slack.texts(in: SlackCaller.general).first != "Good morning")
        try slack.world.clock.advance(by: 100)
        let message = try #require(try slack.messages(in: SlackCaller.general).first)
        #expect(message["text"] == "Good morning")
        #expect(message["ts"] == "1800003600.000100")
        #expect(try slack.tool("slack_list_scheduled_messages")["scheduled_messages"] == [])
    }

    @Test func `a message is scheduled for a moment within 120 days`() throws {
        func error(_ seconds: Int) throws -> String? {
            try slack.error(
                "chat.scheduleMessage",
                ["channel": "general", "text": "x", "post_at": .number(1_800_000_000 + Double(seconds))])
        }
        #expect(try error(0) == "time_in_past")
        #expect(try error(120 * 86_400) == nil)
        #expect(try error(120 * 86_400 + 1) == "time_too_far")
    }

    @Test func `the link of an answer names its thread`() throws {
        let ts = try slack.post("one")
        let answer = try slack.post("two", ["thread_ts": ts])
        let link = try slack.tool(
            "slack_get_permalink", ["channel": .string(SlackCaller.general), "message_ts": answer])["permalink"]
        let digits = answer.shown.replacing(".", with: "")
        let expected =
            "https://brightlane.slack.com/archives/C06F3AK1V9T/p\(digits)?thread_ts=\(ts.shown)&cid=C06F3AK1V9T"
        #expect(link == .string(expected))
    }
}
