/// A conversation: a channel, public or private, or a direct message of two or more.
struct SlackChannel: SlackDocument {
    enum Kind: String, CaseIterable {
        case publicChannel = "public_channel"
        case privateChannel = "private_channel"
        case direct = "im"
        case group = "mpim"
    }

    var id: String
    var kind: Kind
    /// Empty for direct messages of two.
    var name: String
    var creator: String
    /// Seconds since 1970.
    var created: Int
    var updated: Int
    var members: [String]
    var isGeneral = false
    var isArchived = false
    /// Direct messages can be closed.
    var isOpen = true
    var topic = Note()
    var purpose = Note()
    var previousNames: [String] = []
    /// How far the account has read.
    var lastRead: String?

    /// A topic or a purpose.
    struct Note {
        var value = ""
        var creator = ""
        var lastSet = 0

        var json: JSONValue {
            ["value": .string(value), "creator": .string(creator), "last_set": SlackJSON.whole(lastSet)]
        }
    }

    var isDirect: Bool { kind == .direct || kind == .group }
}

extension SlackChannel {
    init(_ members: SlackMembers) {
        self.init(
            id: members.text("id"), kind: Kind(rawValue: members.text("kind")) ?? .publicChannel,
            name: members.text("name"), creator: members.text("creator"), created: members.whole("created"),
            updated: members.whole("updated"), members: members.texts("members"),
            isGeneral: members.flag("is_general"), isArchived: members.flag("is_archived"),
            isOpen: members.flag("is_open"), topic: Note(SlackMembers(members.json["topic"] ?? [:])),
            purpose: Note(SlackMembers(members.json["purpose"] ?? [:])),
            previousNames: members.texts("previous_names"), lastRead: members.textIfAny("last_read"))
    }

    var json: JSONValue {
        SlackJSON.object([
            "id": .string(id), "kind": .string(kind.rawValue), "name": .string(name), "creator": .string(creator),
            "created": SlackJSON.whole(created), "updated": SlackJSON.whole(updated),
            "members": SlackJSON.texts(members), "is_general": .bool(isGeneral), "is_archived": .bool(isArchived),
            "is_open": .bool(isOpen), "topic": topic.json, "purpose": purpose.json,
            "previous_names": SlackJSON.texts(previousNames), "last_read": SlackJSON.text(lastRead),
        ])
    }
}

extension SlackChannel.Note {
    init(_ members: SlackMembers) {
        self.init(
            value: members.text("value"), creator: members.text("creator"), lastSet: members.whole("last_set"))
    }
}
