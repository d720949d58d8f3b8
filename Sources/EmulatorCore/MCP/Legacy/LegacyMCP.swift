/// The older generation of MCP servers: tools and user in one object. Inside it is a config without a name and that
/// config's only instance.
package struct LegacyMCP: Sendable, Equatable {
    package var id: LegacyMCPID
    package var instance: MCPInstance

    init(_ instance: MCPInstance) {
        id = LegacyMCPID(number: instance.config.id.number)
        self.instance = instance
    }
}

/// `res_` and digits.
package struct LegacyMCPID: Sendable, Hashable, NumberedID {
    package static let prefix = "res_"
    package var number: Int64
    package init(number: Int64) { self.number = number }
}
