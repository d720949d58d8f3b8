/// A file that somebody shared, or a canvas. Nobody reads its content here, so it has none.
struct SlackFile: SlackDocument {
    var id: String
    var name: String
    var title: String
    /// `pdf`, `png`, …
    var type: String
    var size: Int
    var user: String
    /// Seconds since 1970.
    var created: Int
    /// Where it was shared: conversations and the messages there.
    var shares: [Share] = []
    var isPublic = false
    /// Between the start of an upload and its end nobody sees it.
    var isPending = false

    struct Share {
        var channel: String
        var ts: String
    }

    var channels: [String] { shares.map(\.channel).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
    var stamp: SlackTimestamp { SlackTimestamp(microseconds: Int64(created) * 1_000_000) }
}

extension SlackFile {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), name: members.text("name"), title: members.text("title"),
            type: members.text("type"), size: members.whole("size"), user: members.text("user"),
            created: members.whole("created"),
            shares: members.list("shares").map { Share(channel: $0.text("channel"), ts: $0.text("ts")) },
            isPublic: members.flag("is_public"), isPending: members.flag("is_pending"))
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "title": .string(title), "type": .string(type),
            "size": SlackJSON.whole(size), "user": .string(user), "created": SlackJSON.whole(created),
            "shares": .array(shares.map { ["channel": .string($0.channel), "ts": .string($0.ts)] }),
            "is_public": .bool(isPublic), "is_pending": .bool(isPending),
        ]
    }
}
