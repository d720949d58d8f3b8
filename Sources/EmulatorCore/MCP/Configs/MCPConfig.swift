package import struct Foundation.Date

/// What one MCP server offers: connections, and which of their tools.
package struct MCPConfig: Sendable, Equatable {
    package var id: MCPConfigID
    /// The `<uuid>` of `/mcp/v3/servers/<uuid>`; it carries its environment's key and never changes.
    package var serverID: String
    /// Unique in its environment; empty for the inside of a legacy `Mcp`.
    package var name: String
    package var description: String
    package var mappings: [MCPMapping]
    /// Grows with every update.
    package var revision: Int64
    package var createdAt: Date
    package var updatedAt: Date

    package var server: MCPServerID { .config(serverID) }
}

/// One connection of a config.
package struct MCPMapping: Sendable, Equatable {
    package var connection: Connection
    /// In the order they were given; empty for all tools of the connection's provider.
    package var tools: [String]
}

/// A mapping as a caller names it.
package struct MCPMappingDraft: Sendable, Equatable {
    package var connection: String
    package var tools: [String]

    package init(connection: String, tools: [String] = []) {
        self.connection = connection
        self.tools = tools
    }
}

/// `cfg_` and digits.
package struct MCPConfigID: Sendable, Hashable, NumberedID {
    package static let prefix = "cfg_"
    package var number: Int64
    package init(number: Int64) { self.number = number }
}

/// Which configs a caller wants to see; what is empty demands nothing.
package struct MCPConfigFilter: Sendable {
    package var id = ""
    /// Exact, whatever its case.
    package var name = ""
    /// A key or slug.
    package var provider = ""
    /// The last segment of its path counts.
    package var serverURL = ""
    /// A part of the name, whatever its case.
    package var search = ""

    package init() {}
}
