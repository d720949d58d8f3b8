/// The tools of custom providers that are MCP servers. They are read there with an account's credential, and kept under
/// the names `c-<connection>_<tool>` (spec/actions.md sections 8.6 and 12).
package struct RemoteTools: Sendable {
    let world: World

    /// Reads the tools of an account's MCP server anew: new and changed ones are written, those that are gone are
    /// taken away.
    /// - Returns: all of them.
    /// - Throws: NOT_FOUND for an unknown account, INVALID_ARGUMENT for one of a provider that is no MCP server,
    ///   FAILED_PRECONDITION for one that is not active, TOOL_ERROR when the server does not answer as it should.
    package func refresh(_ lookup: AccountLookup) async throws -> [Tool] {
        let (target, server) = try world.write { try visit(lookup, in: $0) }
        return try write(try await read(server), of: target)
    }

    private func visit(_ lookup: AccountLookup, in session: Store.Session) throws -> (Upstream.Target, RemoteMCP) {
        let account = try world.connectedAccounts.find(lookup, creatingConnection: false, in: session)
        let target = try world.upstream.target(.init(account: account), in: session)
        guard target.provider.isCustomMCP else {
            throw EmulatorError(
                .invalidArgument,
                "\(account.connector) is not a custom MCP connector, so its tools cannot be refreshed",
                errorCode: "NOT_AN_MCP_CONNECTOR",
                hint: "Only providers whose auth pattern has is_mcp read their tools from a server.")
        }
        guard let transport = world.transport(to: target.baseURL) else {
            throw world.upstream.refusal(of: target.baseURL)
        }
        var request = UpstreamRequest(method: "POST", baseURL: target.baseURL, path: "")
        world.upstream.credential(of: target).authorize(&request)
        return (target, RemoteMCP(transport: transport, url: target.baseURL, headers: request.headers))
    }

    private func read(_ server: RemoteMCP) async throws -> [RemoteMCP.Listed] {
        do {
            return try await within(world.upstreamAccess?.limit ?? .zero) { try await server.tools() }
        } catch RemoteMCPFailure.refused(let response) {
            throw ToolFailure(response).error(executionID: "")
        } catch RemoteMCPFailure.told(let message) {
            throw EmulatorError(.internal, "the MCP server failed: \(message)", errorCode: "TOOL_ERROR")
        }
    }

    private func write(_ listed: [RemoteMCP.Listed], of target: Upstream.Target) throws -> [Tool] {
        let now = world.clock.now()
        return try world.write { session in
            // It may have gone while its tools were read.
            let connection = try world.connections.find(target.connection.id, in: session)
            var old = try ToolTable.remote(on: connection.id, in: session)
            var tools: [Tool] = []
            for listed in listed {
                guard let draft = Tool.definition(listed, of: connection) else { continue }
                let name = draft["name"]?.string ?? ""
                let id = try old.removeValue(forKey: name) ?? world.ids.next(in: session)
                var tool = Tool(registered: draft, id: id, providerKey: connection.providerKey)
                tool.remote = .init(connection: connection.id, name: listed.name)
                tool.updatedAt = now
                try ToolTable.save(tool, in: session)
                tools.append(tool)
            }
            for id in old.values { try ToolTable.delete(id, in: session) }
            world.toolPlaces.changed()
            return tools.sorted { $0.name < $1.name }
        }
    }
}

extension Tool {
    /// What an MCP server says of a tool, as a definition; nil for one whose name or schema cannot be used.
    fileprivate static func definition(_ listed: RemoteMCP.Listed, of connection: Connection) -> [String: JSONValue]? {
        let said = listed.description
        let schema = said["inputSchema"] ?? ["type": "object"]
        guard !listed.name.isEmpty, listed.name.count <= 200, JSONSchema.mistake(in: schema) == nil else { return nil }
        var definition: [String: JSONValue] = [
            "name": .string("c-\(connection.keyID)_\(listed.name)"),
            "display_name": said["title"] ?? said[path: "annotations.title"] ?? .string(listed.name),
            "description": said["description"] ?? "", "provider": .string(connection.providerKey),
            "input_schema": schema,
        ]
        if let output = said["outputSchema"], !output.isNull { definition["output_schema"] = output }
        let isReadOnly = said[path: "annotations.readOnlyHint"] == true
        definition["annotations"] = [
            "read_only_hint": .bool(isReadOnly),
            // By the protocol a tool that does not say changes something, perhaps for good.
            "destructive_hint": said[path: "annotations.destructiveHint"] ?? .bool(!isReadOnly),
            "idempotent_hint": said[path: "annotations.idempotentHint"] ?? false,
            "open_world_hint": said[path: "annotations.openWorldHint"] ?? true,
        ]
        return definition
    }
}

extension World {
    /// The providers whose tools have to be read from a server.
    /// Known without a query but for the first time, and after a provider changed.
    var mcpProviderKeys: Set<String> { get throws { try providers.directory().mcpKeys } }
}
