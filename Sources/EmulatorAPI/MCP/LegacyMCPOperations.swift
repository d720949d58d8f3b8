import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `McpService`: the older generation, which no SDK calls any more.
package enum LegacyMCPOperations {
    private static let service = "scalekit.v1.mcp.McpService"

    package static let all: [Operation] = [
        Operation("\(service)/CreateMcp", isQuick: { _ in false }, create),
        Operation("\(service)/GetMcp", get),
        Operation("\(service)/ListMcp", isQuick: { _ in false }, list),
        Operation("\(service)/DeleteMcp", delete),
    ]

    private static func create(_ request: Scalekit_V1_Mcp_CreateMcpRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_CreateMcpResponse
    {
        let mcp = try context.world.legacyMCPs.create(
            identifier: request.mcp.connectedAccountIdentifier,
            mappings: request.mcp.toolMappings.map(MCPMappingDraft.init))
        return try .with { $0.mcp = try context.message(mcp) }
    }

    private static func get(_ request: Scalekit_V1_Mcp_GetMcpRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_GetMcpResponse
    {
        let mcp = try context.world.legacyMCPs.get(request.mcpID)
        return try .with { $0.mcp = try context.message(mcp) }
    }

    private static func list(_ request: Scalekit_V1_Mcp_ListMcpRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_ListMcpResponse
    {
        let found = try context.world.legacyMCPs.list(
            identifier: request.filter.connectedAccountIdentifier, linkToken: request.filter.linkToken)
        return try .with { $0.mcps = try found.map(context.message) }
    }

    private static func delete(_ request: Scalekit_V1_Mcp_DeleteMcpRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_DeleteMcpResponse
    {
        try context.world.legacyMCPs.delete(request.mcpID)
        return .init()
    }
}

extension CallContext {
    fileprivate func message(_ mcp: LegacyMCP) throws -> Scalekit_V1_Mcp_Mcp {
        .init(mcp, states: try world.mcpAccounts.states(of: mcp.instance), origin: origin)
    }
}
