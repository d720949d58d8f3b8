/// A member of the workspace, a person or a bot.
struct SlackUser: SlackDocument {
    var id: String
    /// The handle, which stands in `from:` and `@`.
    var name: String
    /// In Slack's own members: `real_name`, `display_name`, `email`, `title`, `status_text`, …
    var profile: [String: JSONValue]
    var timeZone: TimeZone
    var isAdmin = false
    var isOwner = false
    var isDeleted = false
    /// Nil for people.
    var botID: String?
    var isActive = true
    /// Whether the user said to be away.
    var isManuallyAway = false
    var doNotDisturb = DoNotDisturb()
    /// Seconds since 1970.
    var updated: Int

    struct TimeZone {
        var name: String
        var label: String
        /// Seconds east of Greenwich.
        var offset: Int
    }

    struct DoNotDisturb {
        /// Whether it is quiet every night.
        var isEnabled = false
        /// When a snooze ends; 0 for none.
        var snoozeEnd = 0
        /// The end of a night that the user ended early; 0 for none.
        var endedNight = 0
    }

    var realName: String { profile["real_name"]?.string ?? name }
    var email: String? { profile["email"]?.string }
    var isBot: Bool { botID != nil }
}

extension SlackUser {
    init(_ members: SlackMembers) {
        let zone = SlackMembers(members.json["tz"] ?? [:])
        let dnd = SlackMembers(members.json["dnd"] ?? [:])
        self.init(
            id: members.text("id"), name: members.text("name"), profile: members.object("profile"),
            timeZone: TimeZone(name: zone.text("name"), label: zone.text("label"), offset: zone.whole("offset")),
            isAdmin: members.flag("is_admin"), isOwner: members.flag("is_owner"),
            isDeleted: members.flag("is_deleted"), botID: members.textIfAny("bot_id"),
            isActive: members.flag("is_active"), isManuallyAway: members.flag("is_manually_away"),
            doNotDisturb: DoNotDisturb(
                isEnabled: dnd.flag("is_enabled"), snoozeEnd: dnd.whole("snooze_end"),
                endedNight: dnd.whole("ended_night")),
            updated: members.whole("updated"))
    }

    var json: JSONValue {
        SlackJSON.object([
            "id": .string(id), "name": .string(name), "profile": .object(profile), "is_admin": .bool(isAdmin),
            "is_owner": .bool(isOwner), "is_deleted": .bool(isDeleted), "bot_id": SlackJSON.text(botID),
            "is_active": .bool(isActive), "is_manually_away": .bool(isManuallyAway),
            "tz": [
                "name": .string(timeZone.name), "label": .string(timeZone.label),
                "offset": SlackJSON.whole(timeZone.offset),
            ],
            "dnd": [
                "is_enabled": .bool(doNotDisturb.isEnabled),
                "snooze_end": SlackJSON.whole(doNotDisturb.snoozeEnd),
                "ended_night": SlackJSON.whole(doNotDisturb.endedNight),
            ],
            "updated": SlackJSON.whole(updated),
        ])
    }
}
