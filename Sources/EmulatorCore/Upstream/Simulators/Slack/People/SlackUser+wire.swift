extension SlackUser {
    /// As `users.info` shows it.
    func wire(in workspace: SlackWorkspace, withLocale: Bool = false) throws -> JSONValue {
        SlackJSON.object([
            "id": .string(id), "team_id": .string(try workspace.team().id), "name": .string(name),
            "deleted": .bool(isDeleted), "color": .string(color), "real_name": .string(realName),
            "tz": .string(timeZone.name), "tz_label": .string(timeZone.label),
            "tz_offset": SlackJSON.whole(timeZone.offset), "profile": try wireProfile(in: workspace),
            "is_admin": .bool(isAdmin), "is_owner": .bool(isOwner), "is_primary_owner": .bool(isOwner),
            "is_restricted": false, "is_ultra_restricted": false, "is_bot": .bool(isBot), "is_app_user": false,
            "updated": SlackJSON.whole(updated), "is_email_confirmed": isBot ? nil : true,
            "who_can_share_contact_card": "EVERYONE", "locale": withLocale ? "en-US" : nil,
        ])
    }

    /// A status that has run out is not shown.
    func wireProfile(in workspace: SlackWorkspace) throws -> JSONValue {
        var shown = profile
        let expiry = profile["status_expiration"]?.number ?? 0
        if expiry > 0, expiry <= Double(workspace.now) { shown.merge(Self.noStatus) { $1 } }
        let names = realName.split(separator: " ", maxSplits: 1).map(String.init)
        let display = shown["display_name"]?.string ?? ""
        let derived: [String: JSONValue] = [
            "title": "", "phone": "", "skype": "", "first_name": .string(names.first ?? ""),
            "last_name": .string(names.count > 1 ? names[1] : ""), "real_name": .string(realName),
            "real_name_normalized": .string(realName), "display_name": .string(display),
            "display_name_normalized": .string(display), "status_text_canonical": "",
            "avatar_hash": .string(String(id.lowercased().suffix(12))), "team": .string(try workspace.team().id),
        ]
        shown.merge(derived.merging(Self.noStatus) { old, _ in old }) { given, _ in given }
        if let botID { shown["bot_id"] = .string(botID) }
        return .object(shown)
    }

    static let noStatus: [String: JSONValue] = ["status_text": "", "status_emoji": "", "status_expiration": 0]

    /// One of Slack's, always the same for a user.
    private var color: String {
        let colors = [
            "9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836",
        ]
        return colors[id.utf8.reduce(0) { $0 + Int($1) } % colors.count]
    }
}
