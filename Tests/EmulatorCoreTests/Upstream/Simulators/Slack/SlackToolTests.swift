import Testing

@testable import EmulatorCore

@Suite struct SlackToolTests {
    typealias Params = @Sendable (SlackCaller) throws -> [String: JSONValue]

    private static let mine = "Ticket is BL-482"
    private static let modal: JSONValue = [
        "type": "modal", "title": ["type": "plain_text", "text": "Saved cards"], "blocks": [],
    ]

    /// The params for a channel and one of its messages, under the names that a tool has for them.
    private static func message(
        _ text: String, in channel: String = SlackCaller.product, ts: String = "ts", _ more: [String: JSONValue] = [:]
    ) -> Params {
        { slack in
            ["channel": .string(channel), ts: try slack.ts(of: text, in: channel)].merging(more) { $1 }
        }
    }

    private static func fixed(_ params: [String: JSONValue]) -> Params { { _ in params } }

    private static func bookmark(_ more: [String: JSONValue]) -> Params {
        fixed(["channel_id": .string(SlackCaller.product), "bookmark_id": "Bk06J81K2PZA"].merging(more) { $1 })
    }

    private static func channel(_ id: String, _ more: [String: JSONValue] = [:]) -> Params {
        fixed(["channel": .string(id)].merging(more) { $1 })
    }

    private static let usergroup: JSONValue = .string(SlackCaller.group)

    private static let channelCalls: [String: Params] = [
        "slack_archive_conversation": channel(SlackCaller.random),
        "slack_close_conversation": channel(SlackCaller.priyaDirect),
        "slack_create_channel": fixed(["name": "saved-cards", "is_private": true]),
        "slack_fetch_conversation_history": channel(SlackCaller.general, ["limit": 3]),
        "slack_get_conversation_info": channel(SlackCaller.general, ["include_num_members": true]),
        "slack_get_conversation_replies": message("I looked at saved cards"),
        "slack_invite_users_to_channel": channel(SlackCaller.product, ["users": .string(SlackCaller.marcus)]),
        "slack_join_conversation": channel(SlackCaller.general),
        "slack_kick_from_conversation": channel(SlackCaller.product, ["user": .string(SlackCaller.lena)]),
        "slack_leave_conversation": channel(SlackCaller.random),
        "slack_list_channel_members": channel(SlackCaller.product),
        "slack_list_channels": fixed(["types": "public_channel,private_channel", "exclude_archived": true]),
        "slack_list_user_conversations": fixed([:]),
        "slack_mark_conversation_read": message(mine),
        "slack_open_conversation": fixed(["users": .string(SlackCaller.lena), "return_im": true]),
        "slack_rename_conversation": { slack in
            let made = try slack.call("conversations.create", ["name": "mine"])
            return ["channel": try #require(made["channel"]?["id"]), "name": "ours"]
        },
        "slack_set_conversation_purpose": channel(SlackCaller.product, ["purpose": "Products"]),
        "slack_set_conversation_topic": channel(SlackCaller.product, ["topic": "Saved cards"]),
        "slack_unarchive_conversation": channel(SlackCaller.archived),
    ]

    private static let messageCalls: [String: Params] = [
        "slack_delete_message": message(mine),
        "slack_delete_scheduled_message": { slack in
            let arguments: JSONValue = ["channel": .string(SlackCaller.general), "text": "x", "post_at": 1_800_003_600]
            let made = try slack.call("chat.scheduleMessage", arguments)
            return [
                "channel": .string(SlackCaller.general),
                "scheduled_message_id": try #require(made["scheduled_message_id"]),
            ]
        },
        "slack_get_permalink": message(mine, ts: "message_ts"),
        "slack_list_scheduled_messages": fixed([:]),
        "slack_schedule_rich_message": channel(SlackCaller.general, ["text": "Later", "post_at": 1_800_003_600]),
        "slack_send_ephemeral_message": channel(
            SlackCaller.general, ["text": "psst", "user": .string(SlackCaller.lena)]),
        "slack_send_me_message": channel(SlackCaller.general, ["text": "waves"]),
        "slack_send_message": channel("#general", ["text": "Hello", "schema_version": "1"]),
        "slack_send_rich_message": channel(
            SlackCaller.general,
            ["text": "Hello", "blocks": [["type": "section", "text": ["type": "mrkdwn", "text": "*Hello*"]]]]),
        "slack_unfurl_message": message(
            "Welcome to the new quarter", in: SlackCaller.general,
            ["unfurls": ["https://handbook.brightlane.dev/goals": ["text": "Goals"]]]),
        "slack_update_message": message(mine, ["text": "Ticket is BL-483"]),
        "slack_add_reaction": message(mine, ts: "timestamp", ["name": "thumbsup"]),
        "slack_remove_reaction": message(
            "We signed", in: SlackCaller.general, ts: "timestamp", ["name": "tada"]),
        "slack_get_reactions": message("We signed", in: SlackCaller.general, ts: "timestamp"),
        "slack_list_reactions": fixed([:]),
        "slack_pin_message": message(mine, ts: "timestamp"),
        "slack_remove_pin": message("Mock-ups", ts: "timestamp"),
        "slack_list_pinned_items": channel(SlackCaller.product),
        "slack_add_bookmark": fixed([
            "channel_id": .string(SlackCaller.product), "title": "Docs", "type": "link", "link": "https://docs.example",
        ]),
        "slack_edit_bookmark": bookmark(["title": "Plan"]), "slack_remove_bookmark": bookmark([:]),
        "slack_list_bookmarks": fixed(["channel_id": .string(SlackCaller.product)]),
        "slack_search_files": fixed(["query": "checkout"]), "slack_search_messages": fixed(["query": "saved cards"]),
    ]

    private static let peopleCalls: [String: Params] = [
        "slack_auth_test": fixed([:]), "slack_get_bot_info": fixed(["bot": "B06HRB0E3TS"]),
        "slack_get_team_info": fixed([:]), "slack_list_emoji": fixed([:]), "slack_list_users": fixed(["limit": 3]),
        "slack_get_user_info": fixed(["user": .string(SlackCaller.priya)]),
        "slack_get_user_presence": fixed(["user": .string(SlackCaller.marcus)]),
        "slack_get_user_profile": fixed([:]),
        "slack_lookup_user_by_email": fixed(["email": "Lena.Fischer@brightlane.dev"]),
        "slack_set_user_presence": fixed(["presence": "away"]),
        "slack_set_user_status": fixed(["status_text": "In a meeting", "status_emoji": ":spiral_calendar_pad:"]),
        "slack_get_dnd_info": fixed([:]),
        "slack_get_team_dnd_info": fixed(["users": .string("\(SlackCaller.priya),\(SlackCaller.tomas)")]),
        "slack_set_dnd_snooze": fixed(["num_minutes": 30]),
        "slack_end_dnd_snooze": { slack in
            _ = try slack.call("dnd.setSnooze", ["num_minutes": 5])
            return [:]
        },
        "slack_create_usergroup": fixed(["name": "Checkout crew", "handle": "checkout-crew"]),
        "slack_update_usergroup": fixed(["usergroup": usergroup, "name": "On-call"]),
        "slack_enable_usergroup": fixed(["usergroup": usergroup]),
        "slack_disable_usergroup": fixed(["usergroup": usergroup]),
        "slack_list_usergroups": fixed(["include_users": true]),
        "slack_list_usergroup_users": fixed(["usergroup": usergroup]),
        "slack_update_usergroup_users": fixed(["usergroup": usergroup, "users": .string(SlackCaller.lena)]),
    ]

    private static let otherCalls: [String: Params] = [
        "slack_complete_upload_external": { slack in
            let made = try slack.call("files.getUploadURLExternal", ["filename": "a.pdf", "length": 10])
            return ["files": [["id": try #require(made["file_id"])]], "channel_id": .string(SlackCaller.general)]
        },
        "slack_create_canvas": fixed([
            "title": "Notes", "document_content": ["type": "markdown", "markdown": "# Notes"],
        ]),
        "slack_delete_file": { slack in
            ["file": try #require(try slack.call("canvases.create", ["title": "Gone soon"])["canvas_id"])]
        },
        "slack_get_file_info": fixed(["file": .string(SlackCaller.file)]),
        "slack_get_upload_url_external": fixed(["filename": "report.pdf", "length": 2_048]),
        "slack_list_files": fixed([:]), "slack_revoke_file_public_url": fixed(["file": .string(SlackCaller.file)]),
        "slack_share_file_public_url": fixed(["file": .string(SlackCaller.file)]),
        "slack_add_reminder": fixed(["text": "Stretch", "time": "in 20 minutes"]),
        "slack_complete_reminder": fixed(["reminder": .string(SlackCaller.reminder)]),
        "slack_delete_reminder": fixed(["reminder": .string(SlackCaller.reminder)]),
        "slack_get_reminder_info": fixed(["reminder": .string(SlackCaller.reminder)]),
        "slack_list_reminders": fixed([:]), "slack_open_view": fixed(["trigger_id": "1.2.a", "view": modal]),
        "slack_push_view": { slack in
            _ = try slack.call("views.open", ["trigger_id": "1.2.a", "view": modal])
            return ["trigger_id": "1.2.b", "view": modal]
        },
        "slack_publish_view": fixed([
            "user_id": .string(SlackCaller.me), "view": ["type": "home", "blocks": []],
        ]),
        "slack_update_view": { slack in
            let made = try slack.call("views.open", ["trigger_id": "1.2.a", "view": modal])
            return ["view_id": try #require(made["view"]?["id"]), "view": modal]
        },
    ]

    static let calls = [channelCalls, messageCalls, peopleCalls, otherCalls].reduce(into: [String: Params]()) {
        all, part in
        all.merge(part) { first, _ in first }
    }

    @Test func `every tool of the connector is called by these tests`() throws {
        #expect(try Set(Self.calls.keys) == Set(Catalogue.embedded().tools.names(ofProvider: "SLACK")))
        #expect(Self.calls.count == 82)
    }

    @Test func `no tool falls back to its example`() throws {
        let catalogue = try Catalogue.embedded()
        for name in catalogue.tools.names(ofProvider: "SLACK") {
            let path = try #require(try catalogue.tools.tool(named: name)?.request?.path.text)
            #expect(SlackMethods.method(at: path) != nil, "\(name)")
        }
    }

    @Test(arguments: calls.keys.sorted())
    func `every tool works in the default workspace`(name: String) throws {
        let slack = try SlackCaller()
        let make = try #require(Self.calls[name])
        let params = try make(slack)
        let answer = try slack.tool(name, params)
        #expect(answer["ok"] == true, "\(answer.shown)")
        #expect(answer["error"] == nil)
    }

    @Test(arguments: calls.keys.sorted())
    func `what a tool answers has every member that its example promises`(name: String) throws {
        let slack = try SlackCaller()
        let make = try #require(Self.calls[name])
        let params = try make(slack)
        let answer = try #require(try slack.tool(name, params).object)
        let example = try #require(try slack.world.catalogue.tools.tool(named: name)?.example?.body.json.object)
        // These are there only where they say something.
        let optional: Set = ["response_metadata", "no_op", "already_open"]
        #expect(Set(example.keys).subtracting(optional).subtracting(answer.keys).isEmpty)
    }

    @Test func `a refusal is an answer of the tool, not an error`() throws {
        let slack = try SlackCaller()
        let answer = try slack.tool("slack_send_message", ["channel": "C0NOWHERE", "text": "Hello"])
        #expect(answer == ["ok": false, "error": "channel_not_found"])
    }
}
