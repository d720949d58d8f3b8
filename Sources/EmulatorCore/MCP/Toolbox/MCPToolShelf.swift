/// The tools of a server at one moment. A connection that cannot be used has none, and of two mappings that hold a
/// tool of the same name the first one has it.
struct MCPToolShelf {
    private let server: MCPServer
    private let directory: ToolDirectory
    private let toolRevision: Int

    init(_ server: MCPServer, directory: ToolDirectory, toolRevision: Int) {
        self.server = server
        self.directory = directory
        self.toolRevision = toolRevision
    }

    /// Every tool once.
    var all: [Tool] {
        get throws {
            var seen: Set<String> = []
            return try usable.flatMap { mapping in
                try names(in: mapping).filter { seen.insert($0).inserted }.compactMap(directory.tool)
            }
        }
    }

    /// A tool and the connection it runs on; nil when the server has no such tool.
    func find(_ name: String) throws -> (tool: Tool, connection: Connection)? {
        guard let tool = try directory.tool(named: name) else { return nil }
        let mapping = usable.first { mapping in
            mapping.tools.isEmpty ? tool.runs(on: mapping.connection) : mapping.tools.contains(name)
        }
        return mapping.map { (tool, $0.connection) }
    }

    /// Every name, to say what is near.
    var names: [String] { usable.flatMap(names) }

    /// Follows from what the list is made of, without making it (FNV-1a).
    var revision: Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ value: Int64) { hash = (hash ^ UInt64(bitPattern: value)) &* 0x100_0000_01B3 }
        add(server.configID?.number ?? 0)
        add(server.revision)
        add(Int64(toolRevision))
        for mapping in usable { add(mapping.connection.id.number) }
        return Int64(bitPattern: hash)
    }

    private var usable: [MCPMapping] { server.mappings.filter(\.connection.isReady) }

    private func names(in mapping: MCPMapping) -> [String] {
        guard mapping.tools.isEmpty else { return mapping.tools }
        return directory.names(ofProvider: mapping.connection.providerKey, on: mapping.connection.id)
    }
}

extension Tool {
    /// Whether it is of the connection's provider and, when it was read from an MCP server, over this connection.
    func runs(on connection: Connection) -> Bool {
        providerKey == connection.providerKey && (remote.map { $0.connection == connection.id } ?? true)
    }
}
