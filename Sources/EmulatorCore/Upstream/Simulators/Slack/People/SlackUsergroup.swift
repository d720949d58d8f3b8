/// People who are mentioned together, as `@platform-team`.
struct SlackUsergroup: SlackDocument {
    var id: String
    var name: String
    var handle: String
    var description: String
    var users: [String]
    /// Where new members are put.
    var channels: [String]
    var creator: String
    var created: Int
    var updated: Int
    /// 0 while it is enabled.
    var disabled = 0
}

extension SlackUsergroup {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), name: members.text("name"), handle: members.text("handle"),
            description: members.text("description"), users: members.texts("users"),
            channels: members.texts("channels"), creator: members.text("creator"),
            created: members.whole("created"), updated: members.whole("updated"), disabled: members.whole("disabled"))
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "handle": .string(handle),
            "description": .string(description), "users": SlackJSON.texts(users),
            "channels": SlackJSON.texts(channels), "creator": .string(creator), "created": SlackJSON.whole(created),
            "updated": SlackJSON.whole(updated), "disabled": SlackJSON.whole(disabled),
        ]
    }

    func wire(team: String, withUsers: Bool, withCount: Bool) -> JSONValue {
        SlackJSON.object([
            "id": .string(id), "team_id": .string(team), "is_usergroup": true, "is_subteam": true,
            "name": .string(name), "description": .string(description), "handle": .string(handle),
            "is_external": false, "date_create": SlackJSON.whole(created), "date_update": SlackJSON.whole(updated),
            "date_delete": SlackJSON.whole(disabled), "auto_type": .null, "auto_provision": false,
            "enterprise_subteam_id": "", "created_by": .string(creator), "updated_by": .string(creator),
            "deleted_by": .null, "prefs": ["channels": SlackJSON.texts(channels), "groups": []],
            "users": withUsers ? SlackJSON.texts(users) : nil,
            "user_count": withCount ? SlackJSON.whole(users.count) : nil,
        ])
    }
}
