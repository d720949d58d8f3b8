import Testing

@testable import EmulatorCore

/// Reactions, pins and bookmarks.
@Suite struct SlackMarkTests {
    let slack: SlackCaller

    init() throws { slack = try SlackCaller() }

    @Test func `a reaction is counted, once for each user, and can be taken back`() throws {
        let ts = try slack.ts(of: "We signed", in: SlackCaller.general)
        let place: [String: JSONValue] = ["channel": .string(SlackCaller.general), "timestamp": ts]
        let clap = JSONValue.object(place.merging(["name": ":clap:"]) { $1 })
        func reaction(_ name: String) throws -> JSONValue? {
            try slack.tool("slack_get_reactions", place)["message"]?["reactions"]?.array?
                .first { $0["name"] == .string(name) }
        }
        #expect(try reaction("clap")?["count"] == 1)
        #expect(try slack.error("reactions.add", clap) == nil)
        #expect(try reaction("clap")?["users"] == [.string(SlackCaller.tomas), .string(SlackCaller.me)])
        #expect(try slack.error("reactions.add", clap) == "already_reacted")
        #expect(try slack.error("reactions.remove", clap) == nil)
        #expect(try slack.error("reactions.remove", clap) == "no_reaction")
        #expect(try reaction("clap")?["count"] == 1)
    }

    @Test func `reactions are refused in Slack's words`() throws {
        let channel = JSONValue.string(SlackCaller.general)
        func error(_ arguments: [String: JSONValue]) throws -> String? {
            try slack.error("reactions.add", .object(["channel": channel, "name": "tada"].merging(arguments) { $1 }))
        }
        #expect(try error([:]) == "no_item_specified")
        #expect(try error(["timestamp": "yesterday"]) == "bad_timestamp")
        #expect(try error(["timestamp": "1.000100"]) == "message_not_found")
        #expect(try error(["timestamp": "1.000100", "name": "Not An Emoji"]) == "invalid_name")
        #expect(try error(["timestamp": "1.000100", "channel": "C0"]) == "channel_not_found")
    }

    @Test func `what a user reacted to is listed, the newest first`() throws {
        let ts = try slack.post("fresh")
        _ = try slack.call(
            "reactions.add", ["channel": .string(SlackCaller.general), "timestamp": ts, "name": "eyes"])
        let items = try #require(try slack.tool("slack_list_reactions", ["limit": 2])["items"]?.array)
        #expect(items.count == 2)
        #expect(items.first?["message"]?["ts"] == ts)
    }

    @Test func `pins come and go`() throws {
        let channel = JSONValue.string(SlackCaller.general)
        func pinned() throws -> [JSONValue] {
            try #require(try slack.tool("slack_list_pinned_items", ["channel": channel])["items"]?.array)
        }
        #expect(try pinned().count == 1)
        let ts = try slack.post("Remember this")
        let place: JSONValue = ["channel": channel, "timestamp": ts]
        #expect(try slack.error("pins.add", place) == nil)
        #expect(try slack.error("pins.add", place) == "already_pinned")
        #expect(try pinned().first?["message"]?["ts"] == ts)
        #expect(try pinned().first?["message"]?["pinned_to"] == [channel])
        #expect(try slack.error("pins.remove", place) == nil)
        #expect(try slack.error("pins.remove", place) == "no_pin")
        #expect(try slack.error("pins.add", ["channel": channel]) == "no_item_specified")
    }

    @Test func `bookmarks are added, changed and removed`() throws {
        let channel = JSONValue.string(SlackCaller.random)
        #expect(try slack.tool("slack_list_bookmarks", ["channel_id": channel])["bookmarks"] == [])
        let made = try slack.tool(
            "slack_add_bookmark",
            ["channel_id": channel, "title": "Menu", "type": "link", "link": "https://menu.example"])
        let id = try #require(made["bookmark"]?["id"])
        _ = try slack.tool("slack_edit_bookmark", ["channel_id": channel, "bookmark_id": id, "title": "Lunch"])
        let list = try slack.tool("slack_list_bookmarks", ["channel_id": channel])
        #expect(list["bookmarks"]?[path: "0.title"] == "Lunch")
        #expect(list["bookmarks"]?[path: "0.link"] == "https://menu.example")
        _ = try slack.tool("slack_remove_bookmark", ["channel_id": channel, "bookmark_id": id])
        #expect(try slack.tool("slack_list_bookmarks", ["channel_id": channel])["bookmarks"] == [])
        #expect(try slack.error("bookmarks.remove", ["channel_id": channel, "bookmark_id": id]) == "not_found")
        let bad: JSONValue = ["channel_id": channel, "title": "x", "type": "link", "link": "menu"]
        #expect(try slack.error("bookmarks.add", bad) == "invalid_link")
    }
}
