/// Who there is in the workspace.
enum SlackUsers {
    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let users = try call.workspace.users.all()
        // Without a limit Slack tries to answer with everybody.
        let (page, metadata) = try SlackPaging.page(
            users, call.arguments, word: "user", standard: max(users.count, 1), id: \.id)
        let withLocale = call.arguments.flag("include_locale")
        return [
            "members": .array(try page.map { try $0.wire(in: call.workspace, withLocale: withLocale) }),
            "cache_ts": SlackJSON.whole(call.workspace.now), "response_metadata": metadata,
        ]
    }

    static func info(_ call: SlackCall) throws -> [String: JSONValue] {
        let user = try call.workspace.user(call.arguments.required("user", else: "user_not_found"))
        return ["user": try user.wire(in: call.workspace, withLocale: call.arguments.flag("include_locale"))]
    }

    static func lookUp(_ call: SlackCall) throws -> [String: JSONValue] {
        let email = try call.arguments.required("email").lowercased()
        let match = try call.workspace.users.all().first { $0.email?.lowercased() == email && !$0.isDeleted }
        guard let user = match else { throw SlackRefusal("users_not_found") }
        return ["user": try user.wire(in: call.workspace)]
    }

    /// The conversations that a user is in; of another user those that the caller may see.
    static func conversations(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let user = try call.arguments.text("user").map { try workspace.user($0).id } ?? workspace.me()
        let channels = try SlackChannels.matching(call).filter { $0.members.contains(user) && $0.isOpen }
        let (page, metadata) = try SlackPaging.page(channels, call.arguments, word: "channel", standard: 100, id: \.id)
        return [
            "channels": .array(try page.map { try $0.wire(in: workspace) }), "response_metadata": metadata,
        ]
    }

    static func bot(_ call: SlackCall) throws -> [String: JSONValue] {
        let id = try call.arguments.required("bot", else: "bot_not_found")
        guard let user = try call.workspace.users.all().first(where: { $0.botID == id }) else {
            throw SlackRefusal("bot_not_found")
        }
        return [
            "bot": [
                "id": .string(id), "deleted": .bool(user.isDeleted), "name": .string(user.realName),
                "updated": SlackJSON.whole(user.updated), "app_id": .string("A" + id.dropFirst()),
                "user_id": .string(user.id),
                "icons": [
                    "image_36": "https://a.slack-edge.com/80588/img/plugins/app/bot_36.png",
                    "image_48": "https://a.slack-edge.com/80588/img/plugins/app/bot_48.png",
                    "image_72": "https://a.slack-edge.com/80588/img/plugins/app/service_72.png",
                ],
            ]
        ]
    }
}
