import EmulatorCore

/// How control routes name an account: as the API does.
extension AccountLookup {
    static let shapes: [String: JSONShape] = [
        "id": .text("The account's id; nothing else is needed with it."),
        "connector": .text("The connection's name."), "identifier": .text("The account's identifier."),
        "organization_id": .text("Narrows it, as in the API."), "user_id": .text("Narrows it, as in the API."),
    ]

    init(_ body: [String: JSONValue]) {
        func text(_ name: String) -> String { body[name]?.string ?? "" }
        self.init(
            id: text("id"), connector: text("connector"), identifier: text("identifier"),
            organizationID: text("organization_id"), userID: text("user_id"))
    }
}
