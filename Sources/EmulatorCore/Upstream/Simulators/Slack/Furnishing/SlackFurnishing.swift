/// Fills a workspace from data such as `fixtures/simulators/slack.yaml`, where the form is explained.
struct SlackFurnishing {
    let workspace: SlackWorkspace
    /// Ids of users by handle, and of the account's own under `me`.
    var users: [String: String] = [:]
    /// Ids of channels by name.
    var channels: [String: String] = [:]
    /// Ids of user groups by handle.
    var usergroups: [String: String] = [:]
    /// How many messages there are, so that no two have the same time.
    var messageCount = 0

    var now: Int { workspace.now }

    mutating func furnish(with data: SimulatorData) throws {
        try data.requireMembers([
            "team", "users", "channels", "direct_messages", "usergroups", "reminders", "emoji",
        ])
        try furnishUsers(data)
        try furnishTeam(data.member("team"))
        try furnishEmoji(data.member("emoji"))
        let channels = try furnishChannels(data)
        try furnishUsergroups(data)
        for (channel, data) in channels { try furnishContent(of: channel, data) }
        for item in try data.list("direct_messages") { try furnishDirectMessage(item) }
        try furnishReminders(data)
    }

    private func furnishTeam(_ data: SimulatorData?) throws {
        try data?.requireMembers(["id", "name", "domain", "email_domain"])
        let name = try data?.text("name") ?? "Workspace"
        let team = SlackTeam(
            id: try data?.text("id") ?? workspace.newID("T"), name: name,
            domain: try data?.text("domain") ?? name.lowercased().filter { $0.isLetter || $0.isNumber },
            emailDomain: try data?.text("email_domain") ?? "", me: users["me"] ?? "")
        try workspace.facts.put("team", team.json)
    }

    private func furnishEmoji(_ data: SimulatorData?) throws {
        let emoji = try (data?.entries() ?? []).map { ($0.name, JSONValue.string(try $0.value.text())) }
        try workspace.facts.put("emoji", .object(Dictionary(emoji) { first, _ in first }))
    }

    private mutating func furnishUsergroups(_ data: SimulatorData) throws {
        for item in try data.list("usergroups") {
            try item.requireMembers(["id", "handle", "name", "description", "members", "channels"])
            let handle = try item.required("handle").text()
            let group = SlackUsergroup(
                id: try item.text("id") ?? workspace.newID("S"), name: try item.text("name") ?? handle,
                handle: handle, description: try item.text("description") ?? "",
                users: try item.list("members").map(user), channels: try item.list("channels").map(channel),
                creator: users["me"] ?? "", created: now - 90 * 86_400, updated: now - 90 * 86_400)
            try workspace.usergroups.save(group)
            usergroups[handle] = group.id
        }
    }

    private func furnishReminders(_ data: SimulatorData) throws {
        for item in try data.list("reminders") {
            try item.requireMembers(["id", "text", "due_in", "done"])
            let due = now + (try item.required("due_in").duration())
            try workspace.reminders.save(
                SlackReminder(
                    id: item.text("id") ?? workspace.newID("Rm"), user: users["me"] ?? "",
                    text: item.required("text").text(), isRecurring: false, time: due,
                    completed: item.isSet("done") ? now : 0))
        }
    }

    /// The user whose handle (or `me`, or id) this is.
    func user(_ data: SimulatorData) throws -> String {
        let name = try data.text()
        if let id = users[name] ?? users.values.first(where: { $0 == name }) { return id }
        throw data.refusal(unknown: name, "user", among: users.keys)
    }

    func channel(_ data: SimulatorData) throws -> String {
        let name = try data.text()
        if let id = channels[name] { return id }
        throw data.refusal(unknown: name, "channel", among: channels.keys)
    }
}
