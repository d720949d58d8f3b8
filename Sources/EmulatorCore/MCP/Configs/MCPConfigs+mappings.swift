/// From names to connections and tools.
extension MCPConfigs {
    /// - Parameter field: where the mappings stand in the request.
    /// - Throws: INVALID_ARGUMENT naming the first mapping, or the first tool, that will not do.
    func resolve(
        _ drafts: [MCPMappingDraft], at field: String, tools member: String = "tools", in session: Store.Session
    )
        throws -> [MCPMapping]
    {
        guard drafts.count <= Self.mostMappings else {
            throw EmulatorError.invalid(
                field, "value must contain no more than \(Self.mostMappings) items", constraint: "repeated.max_items")
        }
        let directory = try ToolDirectory(world: world, in: session)
        var mappings: [MCPMapping] = []
        for (index, draft) in drafts.enumerated() {
            let place = "\(field)[\(index)]"
            let connection = try connection(draft.connection, at: "\(place).connection_name", in: session)
            guard !mappings.contains(where: { $0.connection.id == connection.id }) else {
                throw EmulatorError.invalid(
                    "\(place).connection_name",
                    "\(connection.keyID) is mapped already: put all its tools into one mapping",
                    constraint: "mcp.connection.unique")
            }
            let tools = try self.tools(draft.tools, of: connection, at: "\(place).\(member)", in: directory)
            mappings.append(MCPMapping(connection: connection, tools: tools))
        }
        return mappings
    }

    private func connection(_ name: String, at field: String, in session: Store.Session) throws -> Connection {
        do {
            try requireText(name, field: field)
            let connection = try world.connections.resolve(name, creating: true, in: session)
            guard connection.isApp else {
                throw EmulatorError.invalid(
                    field, "\(name) signs people on and has no tools", constraint: "mcp.connection.app")
            }
            return connection
        } catch let error as EmulatorError where error.code == .notFound {
            // The contract knows a bad mapping as an invalid request only.
            throw EmulatorError(
                .invalidArgument, error.message,
                violations: [.init(field: field, description: error.message, constraint: "mcp.connection.exists")],
                hint: error.hint)
        }
    }

    /// Each once, in the order given.
    private func tools(_ names: [String], of connection: Connection, at field: String, in directory: ToolDirectory)
        throws -> [String]
    {
        var tools: [String] = []
        for (index, name) in names.enumerated() where !tools.contains(name) {
            guard let tool = try directory.tool(named: name) else {
                let error = world.tools.unknown(name, in: directory)
                throw EmulatorError(
                    .invalidArgument, error.message,
                    violations: [
                        .init(field: "\(field)[\(index)]", description: error.message, constraint: "mcp.tool.exists")
                    ], hint: error.hint)
            }
            guard tool.runs(on: connection) else {
                throw EmulatorError.invalid(
                    "\(field)[\(index)]",
                    "\(name) is a tool of \(tool.providerKey) that cannot run on \(connection.keyID), a connection of "
                        + connection.providerKey, constraint: "mcp.tool.provider")
            }
            tools.append(name)
        }
        return tools
    }
}
