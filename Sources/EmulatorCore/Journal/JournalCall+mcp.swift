extension JournalCall {
    /// A tool that an MCP client calls. It reads as the operation that does the same over gRPC and REST, so that a
    /// scenario leaves the same journal whichever door it takes.
    package static func tool(
        _ name: String, arguments: [String: JSONValue], identifier: String, client: CallingClient, in world: World
    ) -> JournalCall {
        mcp(
            "scalekit.v1.tools.ToolService/ExecuteTool",
            CallDetails(identifier: identifier, tool: name, parameters: .object(arguments)), client, in: world)
    }

    /// Another method of an MCP server, by its own name: `tools/list`.
    package static func mcp(_ method: String, identifier: String, client: CallingClient, in world: World) -> JournalCall
    {
        mcp(method, CallDetails(identifier: identifier), client, in: world)
    }

    private static func mcp(_ operation: String, _ details: CallDetails, _ client: CallingClient, in world: World)
        -> JournalCall
    {
        JournalCall(
            door: .mcp, operation: operation, caller: world.environment.clientID, client: client,
            subject: KnownSubject(details), startedAt: world.clock.now(), notes: CallNotes())
    }
}
