/// The workspace's user groups.
enum SlackUsergroups {
    static func list(_ call: SlackCall) throws -> [String: JSONValue] {
        let team = try call.workspace.team().id
        let arguments = call.arguments
        let groups = try call.workspace.usergroups.all()
            .filter { $0.disabled == 0 || arguments.flag("include_disabled") }
        return [
            "usergroups": .array(
                groups.map {
                    $0.wire(
                        team: team, withUsers: arguments.flag("include_users"),
                        withCount: arguments.flag("include_count"))
                })
        ]
    }

    static func create(_ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        let name = try call.arguments.required("name")
        let handle = call.arguments.text("handle") ?? name.lowercased().replacing(" ", with: "-")
        try requireFree(name: name, handle: handle, call)
        let group = SlackUsergroup(
            id: try workspace.newID("S"), name: name, handle: handle,
            description: call.arguments.text("description") ?? "", users: [], channels: try channels(call),
            creator: try workspace.me(), created: workspace.now, updated: workspace.now)
        return try saved(group, call, withUsers: false)
    }

    static func update(_ call: SlackCall) throws -> [String: JSONValue] {
        var group = try group(call)
        let arguments = call.arguments
        try requireFree(name: arguments.text("name"), handle: arguments.text("handle"), besides: group.id, call)
        if arguments["channels"] != nil { group.channels = try channels(call) }
        group.name = arguments.text("name") ?? group.name
        group.handle = arguments.text("handle") ?? group.handle
        if let description = arguments["description"] { group.description = description.shown }
        return try saved(group, call, withUsers: false)
    }

    static func enable(_ call: SlackCall) throws -> [String: JSONValue] {
        var group = try group(call)
        group.disabled = 0
        return try saved(group, call, withUsers: false)
    }

    static func disable(_ call: SlackCall) throws -> [String: JSONValue] {
        var group = try group(call)
        if group.disabled == 0 { group.disabled = call.workspace.now }
        return try saved(group, call, withUsers: false)
    }

    static func users(_ call: SlackCall) throws -> [String: JSONValue] {
        let group = try group(call)
        guard group.disabled == 0 || call.arguments.flag("include_disabled") else {
            throw SlackRefusal("no_such_subteam")
        }
        return ["users": SlackJSON.texts(group.users)]
    }

    static func updateUsers(_ call: SlackCall) throws -> [String: JSONValue] {
        var group = try group(call)
        let users = call.arguments.list("users")
        guard !users.isEmpty else { throw SlackRefusal("no_users_provided") }
        for id in users { _ = try call.workspace.user(id, else: "invalid_users") }
        group.users = users.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        return try saved(group, call, withUsers: true)
    }

    private static func group(_ call: SlackCall) throws -> SlackUsergroup {
        try call.workspace.usergroups.find(call.arguments.required("usergroup"), else: "no_such_subteam")
    }

    private static func saved(_ group: SlackUsergroup, _ call: SlackCall, withUsers: Bool) throws
        -> [String: JSONValue]
    {
        var group = group
        group.updated = call.workspace.now
        try call.workspace.usergroups.save(group)
        let withCount = call.arguments.flag("include_count")
        return [
            "usergroup": group.wire(team: try call.workspace.team().id, withUsers: withUsers, withCount: withCount)
        ]
    }

    private static func channels(_ call: SlackCall) throws -> [String] {
        try call.arguments.list("channels").map { try call.workspace.channel($0).id }
    }

    /// Handles of people and groups are one set of names.
    private static func requireFree(name: String?, handle: String?, besides id: String = "", _ call: SlackCall) throws {
        let others = try call.workspace.usergroups.all().filter { $0.id != id }
        if let name, others.contains(where: { $0.name == name }) { throw SlackRefusal("name_already_exists") }
        guard let handle else { return }
        if others.contains(where: { $0.handle == handle }) { throw SlackRefusal("handle_already_exists") }
        if try call.workspace.users.all().contains(where: { $0.name == handle }) {
            throw SlackRefusal("handle_already_exists")
        }
    }
}
