import Testing

@testable import EmulatorCore

@Suite struct SlackPeopleTests {
    let slack: SlackCaller

    init() throws { slack = try SlackCaller() }

    @Test func `the account is a member of the workspace`() throws {
        let test = try slack.tool("slack_auth_test")
        #expect(test["user_id"] == .string(SlackCaller.me))
        #expect(test["user"] == "ada.lovelace")
        let found = try slack.tool("slack_lookup_user_by_email", ["email": "ada.lovelace@example.com"])
        #expect(found["user"]?["id"] == .string(SlackCaller.me))
        #expect(found["user"]?["real_name"] == "Ada Lovelace")
        #expect(try slack.error("users.lookupByEmail", ["email": "nobody@example.com"]) == "users_not_found")
        #expect(try slack.error("users.info", ["user": "U0NOBODY"]) == "user_not_found")
    }

    @Test func `everybody is listed, and in pages when a limit is given`() throws {
        #expect(try slack.call("users.list")["members"]?.array?.count == 8)
        let page = try slack.call("users.list", ["limit": 5])
        let cursor = try #require(page["response_metadata"]?["next_cursor"])
        let rest = try slack.call("users.list", ["limit": 5, "cursor": cursor])
        #expect(rest["members"]?.array?.count == 3)
        #expect(rest["response_metadata"]?["next_cursor"] == "")
    }

    @Test func `a status is shown until it runs out`() throws {
        _ = try slack.tool(
            "slack_set_user_status",
            ["status_text": "Lunch", "status_emoji": "ramen", "status_expiration": 1_800_001_800])
        func profile() throws -> JSONValue? { try slack.tool("slack_get_user_profile")["profile"] }
        #expect(try profile()?["status_text"] == "Lunch")
        #expect(try profile()?["status_emoji"] == ":ramen:")
        try slack.world.clock.advance(by: 1_800)
        #expect(try profile()?["status_text"] == "")
        #expect(try profile()?["title"] == "Product Engineer")
        let long = JSONValue.string(String(repeating: "x", count: 101))
        #expect(try slack.error("users.profile.set", ["profile": ["status_text": long]]) == "too_long")
        let other: JSONValue = ["user": .string(SlackCaller.lena), "profile": ["title": "x"]]
        #expect(try slack.error("users.profile.set", other) == "not_admin")
    }

    @Test func `presence can be set`() throws {
        #expect(try slack.call("users.getPresence")["presence"] == "active")
        _ = try slack.tool("slack_set_user_presence", ["presence": "away"])
        #expect(try slack.call("users.getPresence")["manual_away"] == true)
        #expect(try slack.call("users.getPresence")["presence"] == "away")
        let marcus = try slack.call("users.getPresence", ["user": .string(SlackCaller.marcus)])
        #expect(marcus == ["ok": true, "presence": "away"])
        #expect(try slack.error("users.setPresence", ["presence": "active"]) == "invalid_presence")
    }

    @Test func `a snooze ends by itself or by hand`() throws {
        _ = try slack.tool("slack_set_dnd_snooze", ["num_minutes": 10])
        #expect(try slack.tool("slack_get_dnd_info")["snooze_remaining"] == 600)
        try slack.world.clock.advance(by: 600)
        #expect(try slack.tool("slack_get_dnd_info")["snooze_enabled"] == false)
        #expect(try slack.error("dnd.endSnooze") == "snooze_not_active")
        #expect(try slack.error("dnd.setSnooze") == "missing_duration")
    }

    @Test func `the next night is always ahead, by the user's own clock`() throws {
        let users = JSONValue.string("\(SlackCaller.priya),\(SlackCaller.tomas)")
        let nights = try slack.call("dnd.teamInfo", ["users": users])["users"]
        // 15 January 2027, 08:00 UTC: in London the night has just ended, in Lagos an hour ago.
        #expect(nights?[SlackCaller.priya]?["next_dnd_start_ts"] == 1_800_050_400)
        #expect(nights?[SlackCaller.tomas]?["next_dnd_start_ts"] == 1_800_046_800)
    }

    @Test func `user groups are made, filled, retired and brought back`() throws {
        let made = try slack.tool("slack_create_usergroup", ["name": "Checkout crew"])
        let id = try #require(made["usergroup"]?["id"])
        #expect(made["usergroup"]?["handle"] == "checkout-crew")
        _ = try slack.tool("slack_update_usergroup_users", ["usergroup": id, "users": .string(SlackCaller.lena)])
        let users = try slack.tool("slack_list_usergroup_users", ["usergroup": id])["users"]
        #expect(users == [.string(SlackCaller.lena)])
        _ = try slack.tool("slack_disable_usergroup", ["usergroup": id])
        #expect(try slack.tool("slack_list_usergroups")["usergroups"]?.array?.count == 1)
        #expect(try slack.tool("slack_list_usergroups", ["include_disabled": true])["usergroups"]?.array?.count == 2)
        _ = try slack.tool("slack_enable_usergroup", ["usergroup": id])
        #expect(try slack.tool("slack_list_usergroups")["usergroups"]?.array?.count == 2)
        #expect(try slack.error("usergroups.create", ["name": "Checkout crew"]) == "name_already_exists")
        #expect(try slack.error("usergroups.create", ["name": "x", "handle": "priya"]) == "handle_already_exists")
        #expect(try slack.error("usergroups.users.update", ["usergroup": id, "users": "U0"]) == "invalid_users")
        #expect(try slack.error("usergroups.users.list", ["usergroup": "S0"]) == "no_such_subteam")
    }

    // The clock stands at Friday, 15 January 2027, 08:00 UTC, which is the account's own time.
    @Test(arguments: [
        ("1800000600", 1_800_000_600), ("600", 1_800_000_600), ("in 20 minutes", 1_800_001_200),
        ("in an hour", 1_800_003_600), ("at 9am", 1_800_003_600), ("14:30", 1_800_023_400),
        ("tomorrow at 9am", 1_800_090_000), ("tomorrow", 1_800_090_000), ("friday at 7am", 1_800_601_200),
        ("on monday at 5:15 pm", 1_800_292_500),
    ])
    func `a reminder's time can be said in several ways`(time: String, moment: Int) throws {
        let made = try slack.tool("slack_add_reminder", ["text": "Stretch", "time": .string(time)])
        #expect(made["reminder"]?["time"] == .number(Double(moment)))
        let id = try #require(made["reminder"]?["id"])
        #expect(try slack.tool("slack_get_reminder_info", ["reminder": id])["reminder"] == made["reminder"])
    }

    @Test func `reminders are refused in Slack's words`() throws {
        func error(_ time: JSONValue) throws -> String? {
            try slack.error("reminders.add", ["text": "x", "time": time])
        }
        #expect(try error("when pigs fly") == "cannot_parse")
        #expect(try error("today at 7am") == "time_in_past")
        #expect(try error("9999999999") == "time_too_far")
        let other: JSONValue = ["text": "x", "time": "600", "user": .string(SlackCaller.lena)]
        #expect(try slack.error("reminders.add", other) == "cannot_add_others")
        let weekly = try slack.call("reminders.add", ["text": "Report", "time": "every friday at 4pm"])
        let id = try #require(weekly["reminder"]?["id"])
        #expect(weekly["reminder"]?["recurring"] == true)
        #expect(try slack.error("reminders.complete", ["reminder": id]) == "cannot_complete_recurring")
        _ = try slack.call("reminders.delete", ["reminder": id])
        #expect(try slack.error("reminders.info", ["reminder": id]) == "not_found")
    }
}
