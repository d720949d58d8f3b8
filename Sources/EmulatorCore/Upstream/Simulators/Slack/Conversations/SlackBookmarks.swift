/// The links above channels.
enum SlackBookmarks {
    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let channel = try call.workspace.channel(call, "channel_id")
        let team = try call.workspace.team().id
        let bookmarks = try call.workspace.bookmarks(in: channel.id).all().enumerated()
        return ["bookmarks": .array(bookmarks.map { $1.wire(team: team, rank: $0) })]
    }

    static func add(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        let channel = try workspace.channel(call, "channel_id")
        let title = try arguments.required("title")
        guard try arguments.required("type") == "link" else { throw SlackRefusal("invalid_bookmark_type") }
        guard let link = arguments.text("link"), isLink(link) else { throw SlackRefusal("invalid_link") }
        guard try workspace.bookmarks(in: channel.id).documents.count() < 100 else {
            throw SlackRefusal("too_many_bookmarks")
        }
        let bookmark = SlackBookmark(
            id: try workspace.newID("Bk"), channel: channel.id, title: title, link: link,
            emoji: try emoji(arguments), entity: arguments.text("entity_id"), author: try workspace.me(),
            created: workspace.now)
        return try saved(bookmark, workspace)
    }

    static func edit(_ call: SlackCall) throws -> [String: JSONValue] {
        let (workspace, arguments) = (call.workspace, call.arguments)
        var bookmark = try bookmark(call)
        if let link = arguments.text("link") {
            guard isLink(link) else { throw SlackRefusal("invalid_link") }
            bookmark.link = link
        }
        bookmark.title = arguments.text("title") ?? bookmark.title
        bookmark.emoji = try emoji(arguments) ?? bookmark.emoji
        bookmark.author = try workspace.me()
        bookmark.updated = workspace.now
        return try saved(bookmark, workspace)
    }

    static func remove(_ call: SlackCall) throws -> [String: JSONValue] {
        let bookmark = try bookmark(call)
        try call.workspace.bookmarks(in: bookmark.channel).remove(bookmark.id)
        return [:]
    }

    private static func bookmark(_ call: SlackCall) throws -> SlackBookmark {
        let channel = try call.workspace.channel(call, "channel_id")
        return try call.workspace.bookmarks(in: channel.id)
            .find(call.arguments.required("bookmark_id"), else: "not_found")
    }

    private static func saved(_ bookmark: SlackBookmark, _ workspace: SlackWorkspace) throws -> [String: JSONValue] {
        let bookmarks = workspace.bookmarks(in: bookmark.channel)
        try bookmarks.save(bookmark)
        let rank = try bookmarks.all().firstIndex { $0.id == bookmark.id } ?? 0
        return ["bookmark": bookmark.wire(team: try workspace.team().id, rank: rank)]
    }

    private static func isLink(_ text: String) -> Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }

    private static func emoji(_ arguments: SlackArguments) throws -> String? {
        guard let text = arguments.text("emoji") else { return nil }
        guard let name = SlackEmoji.name(text) else { throw SlackRefusal("invalid_emoji") }
        return ":\(name):"
    }
}
