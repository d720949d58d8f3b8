extension SlackFurnishing {
    /// The account's own user is the one that is marked with `me`; it is made when none is.
    mutating func furnishUsers(_ data: SimulatorData) throws {
        for item in try data.list("users") {
            let user = try makeUser(item)
            guard users[user.name] == nil else { throw item.refusal("the handle \(user.name) is there twice") }
            if try item.isSet("me") {
                guard users["me"] == nil else { throw item.refusal("only one user can be marked with me") }
                users["me"] = user.id
            }
            users[user.name] = user.id
            try workspace.users.save(user)
        }
        guard users["me"] == nil else { return }
        let user = try makeUser(SimulatorData(["me": true], at: "users"))
        (users["me"], users[user.name]) = (user.id, user.id)
        try workspace.users.save(user)
    }

    private func makeUser(_ data: SimulatorData) throws -> SlackUser {
        try data.requireMembers([
            "me", "id", "name", "real_name", "display_name", "email", "title", "phone", "pronouns", "status_text",
            "status_emoji", "tz", "tz_label", "tz_offset", "admin", "owner", "bot_id", "deleted", "presence",
        ])
        let email = try data.text("email") ?? (data.isSet("me") ? workspace.room.identity : nil)
        let local = email.map { String($0.prefix { $0 != "@" }) }
        let name = try data.text("name") ?? local?.lowercased() ?? data.required("name").text()
        let presence = try data.text("presence") ?? "active"
        guard ["active", "away"].contains(presence) else {
            throw SimulatorData(.null, at: "\(data.path).presence").refusal("value must be active or away")
        }
        let botID = try data.text("bot_id")
        return SlackUser(
            id: try data.text("id") ?? workspace.newID("U"), name: name,
            profile: try profile(data, email: email, name: name),
            timeZone: .init(
                name: try data.text("tz") ?? "Etc/UTC", label: try data.text("tz_label") ?? "UTC",
                offset: try data.whole("tz_offset") ?? 0),
            isAdmin: try data.isSet("admin") || data.isSet("owner"), isOwner: try data.isSet("owner"),
            isDeleted: try data.isSet("deleted"), botID: botID, isActive: presence == "active",
            doNotDisturb: .init(isEnabled: botID == nil), updated: now - 30 * 86_400)
    }

    private func profile(_ data: SimulatorData, email: String?, name: String) throws -> [String: JSONValue] {
        var profile: [String: JSONValue] = [:]
        for member in ["display_name", "title", "phone", "pronouns", "status_text", "status_emoji"] {
            if let text = try data.text(member) { profile[member] = .string(text) }
        }
        profile["real_name"] = .string(try data.text("real_name") ?? Self.realName(name))
        if let email { profile["email"] = .string(email) }
        return profile
    }

    /// `ada.lovelace` is Ada Lovelace.
    private static func realName(_ handle: String) -> String {
        handle.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }
}
