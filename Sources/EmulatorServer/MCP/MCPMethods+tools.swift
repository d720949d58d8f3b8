import EmulatorCore

extension MCPMethods {
    /// Nothing of the list may be kept by clients, because a config that changes acts at once.
    func listTools(_ params: [String: JSONValue]) async throws -> [String: JSONValue] {
        let toolbox = caller.toolbox
        let call = JournalCall.mcp(
            MCPMethod.listTools.rawValue, identifier: toolbox.identifier, client: caller.client, in: caller.world)
        let listed = try await caller.world.serve(call, result: { _ in CallResult() }) { try toolbox.tools() }
        let tools = try await listed.arrived()
        let start = try ToolCursor.start(after: params["cursor"], in: tools)
        let page = tools[start...].prefix(limits.page)
        var result: [String: JSONValue] = ["tools": .array(page.map { $0.json(in: revision) })]
        if page.endIndex < tools.endIndex { result["nextCursor"] = page.last.map(ToolCursor.after) }
        return cacheable(result, for: 0)
    }

    /// What the provider refuses comes back as a result, so that the agent sees it; what the client does wrong is an
    /// error.
    func callTool(_ params: [String: JSONValue]) async throws -> [String: JSONValue] {
        guard let name = params["name"]?.string else { throw RPCError(.invalidParams, "name must be a string") }
        let arguments: [String: JSONValue]
        switch params["arguments"] {
        case nil, .null: arguments = [:]
        case .object(let object): arguments = object
        default: throw RPCError(.invalidParams, "arguments must be an object")
        }
        let called = try await caller.toolbox.call(
            name, arguments: arguments, origin: caller.origin, client: caller.client)
        var result: [String: JSONValue] = [
            "content": [["type": "text", "text": .string(called.text)]], "isError": .bool(called.isError),
        ]
        if revision.hasStructuredContent, !called.isError { result["structuredContent"] = called.data }
        return result
    }
}

extension MCPTool {
    /// As the revision writes it.
    func json(in revision: MCPRevision) -> JSONValue {
        var input = inputSchema.object ?? [:]
        // Clients refuse the whole list for one schema that does not say so, and registered tools may not.
        input["type"] = "object"
        var tool: [String: JSONValue] = ["name": .string(name), "inputSchema": .object(input)]
        tool["description"] = description.isEmpty ? nil : .string(description)
        var hints: [String: JSONValue] = [:]
        hints["readOnlyHint"] = annotations.readOnly.map(JSONValue.bool)
        hints["destructiveHint"] = annotations.destructive.map(JSONValue.bool)
        hints["idempotentHint"] = annotations.idempotent.map(JSONValue.bool)
        hints["openWorldHint"] = annotations.openWorld.map(JSONValue.bool)
        if !title.isEmpty {
            // Where tools have no title of their own, it is one of the hints.
            if revision.hasTitles { tool["title"] = .string(title) } else { hints["title"] = .string(title) }
        }
        if !hints.isEmpty { tool["annotations"] = .object(hints) }
        if revision.hasStructuredContent, outputSchema?["type"] == "object" { tool["outputSchema"] = outputSchema }
        return .object(tool)
    }
}

/// Where a page of `tools/list` begins: after a tool, by name, so that tools that come or go before it do not matter.
enum ToolCursor {
    private static let mark = "after:"

    static func after(_ tool: MCPTool) -> JSONValue {
        .string(Self.mark + tool.name)
    }

    /// - Throws: `RPCError` for a cursor that was not made here, or whose tool has gone.
    static func start(after cursor: JSONValue?, in tools: [MCPTool]) throws -> Int {
        guard let cursor, cursor != .null else { return tools.startIndex }
        guard let text = cursor.string, text.hasPrefix(mark),
            let last = tools.firstIndex(where: { $0.name == text.dropFirst(mark.count) })
        else {
            throw RPCError(
                .invalidParams, "cursor is none that this server gave for the present list: begin without one")
        }
        return last + 1
    }
}
