/// A window of an app, or its page in the home tab.
struct SlackView: SlackDocument {
    var id: String
    /// As the app described it.
    var content: [String: JSONValue]
    var hash: String
    /// The views below it, from the first to the one that it covers.
    var below: [String] = []
    /// Whose home tab it is; nil for windows.
    var user: String?

    var externalID: String { content["external_id"]?.string ?? "" }
}

extension SlackView {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), content: members.object("content"), hash: members.text("hash"),
            below: members.texts("below"), user: members.textIfAny("user"))
    }

    var json: JSONValue {
        SlackJSON.object([
            "id": .string(id), "content": .object(content), "hash": .string(hash), "below": SlackJSON.texts(below),
            "user": SlackJSON.text(user),
        ])
    }

    func wire(team: String, app: String, bot: String) -> JSONValue {
        let standard: [String: JSONValue] = [
            "private_metadata": "", "callback_id": "", "external_id": "", "title": .null, "close": .null,
            "submit": .null, "clear_on_close": false, "notify_on_close": false,
        ]
        let own: [String: JSONValue] = [
            "id": .string(id), "team_id": .string(team), "state": ["values": [:]], "hash": .string(hash),
            "previous_view_id": below.last.map(JSONValue.string) ?? .null,
            "root_view_id": .string(below.first ?? id), "app_id": .string(app), "app_installed_team_id": .string(team),
            "bot_id": .string(bot),
        ]
        return .object(standard.merging(content) { $1 }.merging(own) { $1 })
    }
}
