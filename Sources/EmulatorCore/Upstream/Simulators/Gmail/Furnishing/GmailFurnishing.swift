/// Fills a mailbox that nobody opened before; `fixtures/simulators/gmail.yaml` shows the form of the data.
struct GmailFurnishing {
    let mailbox: GmailMailbox

    func furnish(with data: JSONValue) throws {
        let data = try GmailData(value: data, path: "gmail").members([
            "display_name", "signature", "labels", "messages", "drafts", "filters", "contacts", "other_contacts",
            "forwarding_addresses", "delegates",
        ])
        try GmailSendAs.makePrimary(
            displayName: data["display_name"]?.text() ?? "", signature: data["signature"]?.text() ?? "", in: mailbox)
        for label in try data["labels"]?.items() ?? [] { try add(label: label) }
        for address in try data["forwarding_addresses"]?.items() ?? [] {
            _ = try GmailAddresses.forwarding.add(address.addresses(), in: mailbox)
        }
        for address in try data["delegates"]?.items() ?? [] {
            _ = try GmailAddresses.delegates.add(address.addresses(), in: mailbox)
        }
        try add(mails: data["messages"]?.items() ?? [], drafts: data["drafts"]?.items() ?? [])
        // After the messages, which have their labels already.
        for filter in try data["filters"]?.items() ?? [] { try add(filter: filter) }
        for person in try data["contacts"]?.items() ?? [] { try add(person: person, to: GmailPeople.contacts) }
        for person in try data["other_contacts"]?.items() ?? [] { try add(person: person, to: GmailPeople.others) }
    }

    private func add(label data: GmailData) throws {
        let members = try data.members(["name", "message_list_visibility", "label_list_visibility", "color"])
        guard let name = try members["name"]?.text(), !name.isEmpty else { throw data.refuse("\"name\" is missing") }
        guard try labelID(name) == nil else { throw data.refuse("there is a label \"\(name)\" already") }
        let color = try members["color"]?.members(["text", "background"])
        let label = GmailLabel(
            id: "Label_\(try mailbox.room.serial())", name: name, isSystem: false,
            messageListVisibility: try members["message_list_visibility"]?.text() ?? "show",
            labelListVisibility: try members["label_list_visibility"]?.text() ?? "labelShow",
            color: try color.map { color in
                .google([
                    "textColor": try color["text"].map { .string(try $0.text()) },
                    "backgroundColor": try color["background"].map { .string(try $0.text()) },
                ])
            })
        try mailbox.labelDocuments.put(label.id, label.json)
    }

    private func add(filter data: GmailData) throws {
        let members = try data.members(["from", "to", "subject", "query", "has_attachment", "add", "remove"])
        let criteria = JSONValue.google([
            "from": try members["from"].map { .string(try $0.text()) },
            "to": try members["to"].map { .string(try $0.text()) },
            "subject": try members["subject"].map { .string(try $0.text()) },
            "query": try members["query"].map { .string(try $0.text()) },
            "hasAttachment": members["has_attachment"]?.value,
        ])
        let action = JSONValue.google([
            "addLabelIds": .strings(try labelIDs(members["add"])),
            "removeLabelIds": .strings(try labelIDs(members["remove"])),
        ])
        _ = try GmailFilters.save(["criteria": criteria, "action": action], in: mailbox)
    }

    private func add(person data: GmailData, to collection: String) throws {
        let members = try data.members(["name", "email", "phone", "company"])
        let kind = collection == GmailPeople.contacts ? "people" : collection
        let resource = "\(kind)/c\(4_100_000_000 + (try mailbox.room.serial()) * 104_729)"
        let person = GmailPeople.person(
            resource, name: try members["name"]?.text() ?? "", address: try members["email"]?.addresses() ?? "",
            phone: try members["phone"]?.text() ?? "", company: try members["company"]?.text() ?? "")
        try mailbox.room.documents(collection).put(resource, person)
    }

    // MARK: Labels by name

    func labelIDs(_ data: GmailData?) throws -> [String] {
        try data?.items().map { item in
            let name = try item.text()
            guard let id = try labelID(name) else {
                throw item.refuse("there is no label \"\(name)\": use one of Gmail's own or list it under labels")
            }
            return id
        } ?? []
    }

    private func labelID(_ name: String) throws -> String? {
        try mailbox.labels().first { $0.name.lowercased() == name.lowercased() }?.id
    }
}
