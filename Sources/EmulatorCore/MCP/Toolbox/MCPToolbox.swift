/// One user's view of one MCP server: what an MCP client sees. A value; every call looks at the environment anew, so a
/// config that changes in mid-session acts at once.
package struct MCPToolbox: Sendable {
    package let server: MCPServerID
    package let identifier: String
    package let access: MCPAccess
    /// The config's name, or the connection's.
    package let name: String
    /// What the config is for, where it says so.
    package let instructions: String?
    let world: World

    /// In the order of the config's connections and tools.
    /// - Throws: NOT_FOUND when the server was deleted meanwhile.
    package func tools() throws -> [MCPTool] {
        try world.store.read { session in
            let shelf = try shelf(in: session)
            return try shelf.all.filter(opens).map(MCPTool.init)
        }
    }

    /// Another number whenever the list may have changed.
    /// - Throws: NOT_FOUND when the server was deleted meanwhile.
    package func revision() throws -> Int64 {
        try world.store.read { try shelf(in: $0).revision }
    }

    func opens(_ tool: Tool) -> Bool { access == .full || tool.annotations.isReadOnly }

    func shelf(in session: Store.Session) throws -> MCPToolShelf {
        MCPToolShelf(
            try MCPServer.find(server, world: world, in: session),
            directory: try ToolDirectory(world: world, in: session),
            toolRevision: world.toolPlaces.revision)
    }
}
