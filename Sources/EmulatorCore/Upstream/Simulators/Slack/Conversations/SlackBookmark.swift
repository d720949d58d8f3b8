/// A link above a channel.
struct SlackBookmark: SlackDocument {
    var id: String
    var channel: String
    var title: String
    var link: String
    /// `:name:`
    var emoji: String?
    var entity: String?
    var author: String
    var created: Int
    /// 0 while it was never changed.
    var updated = 0
}

extension SlackBookmark {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), channel: members.text("channel"), title: members.text("title"),
            link: members.text("link"), emoji: members.textIfAny("emoji"), entity: members.textIfAny("entity"),
            author: members.text("author"), created: members.whole("created"), updated: members.whole("updated"))
    }

    var json: JSONValue {
        SlackJSON.object([
            "id": .string(id), "channel": .string(channel), "title": .string(title), "link": .string(link),
            "emoji": SlackJSON.text(emoji), "entity": SlackJSON.text(entity), "author": .string(author),
            "created": SlackJSON.whole(created), "updated": SlackJSON.whole(updated),
        ])
    }

    func wire(team: String, rank: Int) -> JSONValue {
        [
            "id": .string(id), "channel_id": .string(channel), "title": .string(title), "link": .string(link),
            "emoji": emoji.map(JSONValue.string) ?? .null, "icon_url": .null, "type": "link",
            "entity_id": entity.map(JSONValue.string) ?? .null, "date_created": SlackJSON.whole(created),
            "date_updated": SlackJSON.whole(updated), "rank": .string(Self.rank(rank)),
            "last_updated_by_user_id": .string(author), "last_updated_by_team_id": .string(team),
            "shortcut_id": .null, "app_id": .null, "app_action_id": .null,
        ]
    }

    /// Slack's ranks are texts that sort.
    private static func rank(_ place: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return String([letters[place / 26 % 26], letters[place % 26]])
    }
}
