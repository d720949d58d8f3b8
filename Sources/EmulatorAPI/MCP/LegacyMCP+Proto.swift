import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_Mcp_Mcp {
    /// - Parameter origin: goes in front of the server's path.
    init(_ mcp: LegacyMCP, states: [MCPConnectionState], origin: String) {
        self.init()
        id = "\(mcp.id)"
        toolMappings = mcp.instance.config.mappings.map { mapping in
            .with {
                $0.toolNames = mapping.tools
                $0.connectionName = mapping.connection.keyID
                let state = states.first { $0.connection.id == mapping.connection.id }
                $0.status = state?.account?.status.wireName ?? ""
            }
        }
        connectedAccountIdentifier = mcp.instance.userIdentifier
        url = origin + mcp.instance.server.path
    }
}

extension MCPMappingDraft {
    init(_ mapping: Scalekit_V1_Mcp_ToolMapping) {
        self.init(connection: mapping.connectionName, tools: mapping.toolNames)
    }
}
