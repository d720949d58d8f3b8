/// A filter as the vendor's tool takes it: flags instead of labels.
struct GmailFilterRequest {
    static let parameters = Set(
        criteria.map(\.0) + adding.map(\.0) + removing.map(\.0) + ["add_label_ids", "remove_label_ids", "forward"])

    let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    private static let criteria = [
        ("from", "from"), ("to", "to"), ("subject", "subject"), ("query", "query"), ("has_attachment", "hasAttachment"),
    ]
    private static let adding = [
        ("should_star", "STARRED"), ("should_always_mark_important", "IMPORTANT"), ("should_trash", "TRASH"),
    ]
    private static let removing = [
        ("should_archive", "INBOX"), ("should_mark_read", "UNREAD"), ("should_never_spam", "SPAM"),
        ("should_never_mark_important", "IMPORTANT"),
    ]

    var json: JSONValue {
        var criteria: [String: JSONValue] = [:]
        for (parameter, member) in Self.criteria { criteria[member] = params[parameter] }
        var action: [String: JSONValue] = [:]
        for (member, labels) in [
            ("addLabelIds", labels("add_label_ids", Self.adding)),
            ("removeLabelIds", labels("remove_label_ids", Self.removing)),
        ] where !labels.isEmpty {
            action[member] = .array(labels)
        }
        action["forward"] = params["forward"]
        return ["criteria": .object(criteria), "action": .object(action)]
    }

    private func labels(_ given: String, _ flags: [(String, String)]) -> [JSONValue] {
        var labels = params[given]?.array ?? []
        for (flag, label) in flags where params[flag] == true && !labels.contains(.string(label)) {
            labels.append(.string(label))
        }
        return labels
    }
}
