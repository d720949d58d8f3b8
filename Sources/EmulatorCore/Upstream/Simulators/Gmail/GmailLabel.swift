/// A label: one of Gmail's own, or one that the user made.
struct GmailLabel: Equatable {
    var id: String
    var name: String
    var isSystem: Bool
    var messageListVisibility: String?
    var labelListVisibility: String?
    var color: JSONValue?

    /// In the order in which messages show them.
    static let systemIDs = [
        "CHAT", "UNREAD", "STARRED", "IMPORTANT", "SENT", "DRAFT", "TRASH", "SPAM", "CATEGORY_PERSONAL",
        "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS", "INBOX",
    ]

    /// Those that come with what a message is, and cannot be put on or taken off.
    static let fixedIDs: Set = ["CHAT", "SENT", "DRAFT"]

    static let system = systemIDs.map { id in
        let isHidden = id == "CHAT" || id.hasPrefix("CATEGORY_")
        return GmailLabel(
            id: id, name: id, isSystem: true, messageListVisibility: isHidden ? "hide" : nil,
            labelListVisibility: isHidden ? "labelHide" : nil)
    }

    static let messageListVisibilities = ["show", "hide"]
    static let labelListVisibilities = ["labelShow", "labelShowIfUnread", "labelHide"]
}

extension GmailLabel {
    init(_ document: SimulatorDocuments.Document) { self.init(id: document.id, body: document.body) }

    init(id: String, body: JSONValue) {
        self.init(
            id: id, name: body["name"]?.string ?? "", isSystem: false,
            messageListVisibility: body["messageListVisibility"]?.string,
            labelListVisibility: body["labelListVisibility"]?.string, color: body["color"])
    }

    var json: JSONValue {
        .google([
            "id": .string(id), "name": .string(name), "type": isSystem ? "system" : "user",
            "messageListVisibility": messageListVisibility.map(JSONValue.string),
            "labelListVisibility": labelListVisibility.map(JSONValue.string), "color": color,
        ])
    }

    /// As searches write it: `Work/Urgent stuff` is `work-urgent-stuff`.
    var searchName: String { Self.searchName(name) }

    static func searchName(_ name: String) -> String {
        name.lowercased().replacing(" ", with: "-").replacing("/", with: "-")
    }
}

extension GmailMailbox {
    var labelDocuments: SimulatorDocuments { room.documents("labels") }

    /// Gmail's own, then the user's by age.
    func labels() throws -> [GmailLabel] { try GmailLabel.system + labelDocuments.all().map { GmailLabel($0) } }
}
