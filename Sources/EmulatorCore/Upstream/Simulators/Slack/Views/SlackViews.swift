/// Windows and home tabs of apps. Nobody clicks here, so every trigger id is good, and a pushed view covers the view
/// that was opened or pushed last.
enum SlackViews {
    static func open(_ call: SlackCall) throws -> [String: JSONValue] {
        _ = try trigger(call)
        let content = try content(call, type: "modal")
        return try saved(SlackView(id: call.workspace.newID("V"), content: content, hash: ""), call)
    }

    static func push(_ call: SlackCall) throws -> [String: JSONValue] {
        _ = try trigger(call)
        let content = try content(call, type: "modal")
        guard let top = try call.workspace.views.all().last(where: { $0.user == nil }) else {
            throw SlackRefusal("not_found")
        }
        guard top.below.count < 2 else { throw SlackRefusal("push_limit_reached") }
        return try saved(
            SlackView(id: call.workspace.newID("V"), content: content, hash: "", below: top.below + [top.id]), call)
    }

    static func publish(_ call: SlackCall) throws -> [String: JSONValue] {
        let user = try call.workspace.user(call.arguments.required("user_id"), else: "user_not_found")
        let content = try content(call, type: "home")
        let old = try call.workspace.views.all().first { $0.user == user.id }
        try requireHash(of: old, call)
        return try saved(
            SlackView(id: old?.id ?? call.workspace.newID("V"), content: content, hash: "", user: user.id), call)
    }

    static func update(_ call: SlackCall) throws -> [String: JSONValue] {
        let arguments = call.arguments
        let match: SlackView?
        if let id = arguments.text("view_id") {
            match = try call.workspace.views.find(id)
        } else {
            let external = try arguments.required("external_id", else: "not_found")
            match = try call.workspace.views.all().first { $0.externalID == external }
        }
        guard var view = match else { throw SlackRefusal("not_found") }
        try requireHash(of: view, call)
        view.content = try content(call, type: view.user == nil ? "modal" : "home", besides: view.id)
        return try saved(view, call)
    }

    private static func trigger(_ call: SlackCall) throws -> String { try call.arguments.required("trigger_id") }

    /// The view that the argument describes.
    private static func content(_ call: SlackCall, type: String, besides id: String = "") throws -> [String: JSONValue]
    {
        guard let view = call.arguments.json("view") else { throw SlackRefusal.missing("view") }
        guard let content = view.object else { throw SlackRefusal.invalid("view", "must be an object") }
        guard content["type"]?.string == type else { throw SlackRefusal.invalid("view/type", "must be \(type)") }
        guard let blocks = content["blocks"]?.array else { throw SlackRefusal.missing("view/blocks") }
        guard blocks.count <= 100 else { throw SlackRefusal.invalid("view/blocks", "no more than 100 items allowed") }
        if type == "modal" {
            guard let title = content["title"]?["text"]?.string else { throw SlackRefusal.missing("view/title") }
            guard title.count <= 24 else {
                throw SlackRefusal.invalid("view/title/text", "must be less than 25 characters")
            }
        }
        if let external = content["external_id"]?.string?.unlessEmpty,
            try call.workspace.views.all().contains(where: { $0.externalID == external && $0.id != id })
        {
            throw SlackRefusal("duplicate_external_id")
        }
        return content
    }

    private static func requireHash(of view: SlackView?, _ call: SlackCall) throws {
        guard let hash = call.arguments.text("hash"), let view else { return }
        guard hash == view.hash else { throw SlackRefusal("hash_conflict") }
    }

    private static func saved(_ view: SlackView, _ call: SlackCall) throws -> [String: JSONValue] {
        let workspace = call.workspace
        var view = view
        view.hash = "\(workspace.now).\(try workspace.room.hex(bytes: 4, for: "slack view"))"
        try workspace.views.save(view)
        let bot = try workspace.users.all().lazy.compactMap(\.botID).first ?? ""
        let app = bot.isEmpty ? "" : "A" + bot.dropFirst()
        return ["view": view.wire(team: try workspace.team().id, app: app, bot: bot)]
    }
}
