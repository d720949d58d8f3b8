/// `users.labels`.
enum GmailLabels {
    static func list(_ call: SimulatorCall) throws -> UpstreamResponse {
        .json(["labels": .array(try call.mailbox.labels().map(\.json))])
    }

    /// With its counts, which only this call shows.
    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let label = try find(call)
        let messages = try call.mailbox.messages().filter { $0.has(label.id) }
        let unread = messages.filter { $0.has("UNREAD") }
        var json = label.json.object ?? [:]
        json["messagesTotal"] = .int(messages.count)
        json["messagesUnread"] = .int(unread.count)
        json["threadsTotal"] = .int(Set(messages.map(\.threadID)).count)
        json["threadsUnread"] = .int(Set(unread.map(\.threadID)).count)
        return .json(.object(json))
    }

    static func create(_ call: SimulatorCall) throws -> UpstreamResponse {
        var label = GmailLabel(
            id: "", name: "", isSystem: false, messageListVisibility: "show", labelListVisibility: "labelShow")
        try change(&label, call)
        try requireFree(label, in: call.mailbox)
        label.id = "Label_\(try call.room.serial())"
        return .json(try save(label, in: call.mailbox))
    }

    static func update(_ call: SimulatorCall) throws -> UpstreamResponse {
        let old = try changeable(call)
        var label = GmailLabel(
            id: old.id, name: "", isSystem: false, messageListVisibility: "show", labelListVisibility: "labelShow")
        try change(&label, call)
        try requireFree(label, in: call.mailbox)
        return .json(try save(label, in: call.mailbox))
    }

    /// Changes what is given and leaves the rest.
    static func patch(_ call: SimulatorCall) throws -> UpstreamResponse {
        var label = try changeable(call)
        try change(&label, call)
        try requireFree(label, in: call.mailbox)
        return .json(try save(label, in: call.mailbox))
    }

    /// Takes it off every message as well.
    static func delete(_ call: SimulatorCall) throws -> UpstreamResponse {
        let label = try find(call)
        guard !label.isSystem else { throw GmailError.invalid("Invalid delete request") }
        for message in try call.mailbox.messages() where message.has(label.id) {
            _ = try call.mailbox.relabel(message, removing: [label.id])
        }
        try call.mailbox.labelDocuments.remove(label.id)
        return .noContent
    }

    private static func find(_ call: SimulatorCall) throws -> GmailLabel {
        guard let label = try call.mailbox.labels().first(where: { $0.id == call["id"] }) else {
            throw GmailError.notFound
        }
        return label
    }

    private static func changeable(_ call: SimulatorCall) throws -> GmailLabel {
        let label = try find(call)
        guard !label.isSystem else { throw GmailError.invalid("Invalid update request") }
        return label
    }

    private static func change(_ label: inout GmailLabel, _ call: SimulatorCall) throws {
        if let name = try call.text("name") { label.name = name.trimmed }
        label.messageListVisibility = try choice(
            call, "messageListVisibility", GmailLabel.messageListVisibilities, label.messageListVisibility)
        label.labelListVisibility = try choice(
            call, "labelListVisibility", GmailLabel.labelListVisibilities, label.labelListVisibility)
        if let color = call[member: "color"] { label.color = color }
        guard !label.name.isEmpty, label.name.count <= 225, !label.name.hasPrefix("/"), !label.name.hasSuffix("/")
        else { throw GmailError.invalid("Invalid label name") }
    }

    private static func choice(_ call: SimulatorCall, _ name: String, _ choices: [String], _ old: String?) throws
        -> String?
    {
        guard let value = try call.text(name) else { return old }
        guard choices.contains(value) else {
            throw GmailError.invalid("Invalid value at 'label.\(name)', \"\(value)\"")
        }
        return value
    }

    /// Names differ in more than case, and none is Gmail's own.
    private static func requireFree(_ label: GmailLabel, in mailbox: GmailMailbox) throws {
        let name = label.name.lowercased()
        if GmailLabel.systemIDs.contains(where: { $0.lowercased() == name }) {
            throw GmailError.invalid("Invalid label name")
        }
        let isTaken = try mailbox.labels().contains { $0.id != label.id && $0.name.lowercased() == name }
        guard !isTaken else { throw GmailError.conflict("Label name exists or conflicts") }
    }

    private static func save(_ label: GmailLabel, in mailbox: GmailMailbox) throws -> JSONValue {
        try mailbox.labelDocuments.put(label.id, label.json)
        return label.json
    }
}
