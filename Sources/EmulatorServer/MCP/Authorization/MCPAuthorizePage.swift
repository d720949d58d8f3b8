import EmulatorCore

/// What `mcp-authorize.mustache` shows.
struct MCPAuthorizePage {
    private static let offered = 20
    private static let shownTools = 8

    let values: [String: Any]

    init(
        _ asked: MCPAuthorizeRequest, _ found: MCPServers.Found, csrf: String, typed: String?, error: String?
    ) throws {
        let identifiers = try found.world.mcpIdentifiers(server: found.id, limit: Self.offered)
        let tools = try found.world.mcpToolbox(server: found.id, identifier: "", access: .full).tools()
        let name = asked.client.name.isEmpty ? "A program" : asked.client.name
        values = [
            "title": "Let \(name) use \(found.name)?",
            "clientName": name,
            "serverName": found.name,
            "mark": ProviderMark(name: found.name, slug: found.name).values,
            "target": asked.redirect.shown,
            "environment": found.world.environment.id,
            "action": found.id.path + MCPServers.authorize,
            "hidden":
                (MCPAuthorizeRequest.names.compactMap { name in asked.values[name].map { (name, $0) } }
                + [("csrf_token", csrf)]).map { ["name": $0.0, "value": $0.1] as [String: Any] },
            "identifier": typed ?? asked.values["login_hint"] ?? (identifiers.count == 1 ? identifiers[0] : ""),
            "identifiers": identifiers.map { ["value": $0] as [String: Any] },
            "error": error ?? false,
            "count": tools.count,
            "readers": tools.filter { $0.annotations.readOnly == true }.count,
            "hasTools": !tools.isEmpty,
            "tools": tools.prefix(Self.shownTools).map(Self.row),
            "hasMore": tools.count > Self.shownTools,
            "moreCount": tools.count - Self.shownTools,
            "more": tools.dropFirst(Self.shownTools).map(Self.row),
        ]
    }

    private static func row(_ tool: MCPTool) -> [String: Any] {
        ["name": tool.name, "isReadOnly": tool.annotations.readOnly == true]
    }
}
