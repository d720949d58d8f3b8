import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `McpService`: configs.
package enum MCPConfigOperations {
    private static let service = "scalekit.v1.mcp.McpService"

    package static let all: [Operation] = [
        Operation("\(service)/CreateMcpConfig", create),
        Operation("\(service)/UpdateMcpConfig", update),
        Operation("\(service)/ListMcpConfigs", isQuick: { _ in false }, list),
        Operation("\(service)/GetMcpConfig", get),
        Operation("\(service)/DeleteMcpConfig", delete),
        Operation("\(service)/ListMcpConnectedAccounts", listConnectedAccounts),
    ]

    private static func create(_ request: Scalekit_V1_Mcp_CreateMcpConfigRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_CreateMcpConfigResponse
    {
        let config = try context.world.mcpConfigs.create(
            name: request.config.name, description: request.config.description_p,
            mappings: request.config.connectionToolMappings.map(MCPMappingDraft.init))
        return .with { $0.config = .init(config, origin: context.origin) }
    }

    private static func update(_ request: Scalekit_V1_Mcp_UpdateMcpConfigRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_UpdateMcpConfigResponse
    {
        let config = try context.world.mcpConfigs.update(
            request.configID, description: request.description_p,
            mappings: request.connectionToolMappings.map(MCPMappingDraft.init))
        return .with { $0.config = .init(config, origin: context.origin) }
    }

    private static func list(_ request: Scalekit_V1_Mcp_ListMcpConfigsRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_ListMcpConfigsResponse
    {
        let page = try PageRequest(size: Int(request.pageSize), token: request.pageToken)
        let found = try context.world.mcpConfigs.list(MCPConfigFilter(request), page: page)
        return .with {
            $0.configs = found.items.map { .init($0, origin: context.origin) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func get(_ request: Scalekit_V1_Mcp_GetMcpConfigRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_GetMcpConfigResponse
    {
        let config = try context.world.mcpConfigs.get(request.configID)
        return .with { $0.config = .init(config, origin: context.origin) }
    }

    private static func delete(_ request: Scalekit_V1_Mcp_DeleteMcpConfigRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_DeleteMcpConfigResponse
    {
        try context.world.mcpConfigs.delete(request.configID)
        return .init()
    }

    private static func listConnectedAccounts(
        _ request: Scalekit_V1_Mcp_ListMcpConnectedAccountsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Mcp_ListMcpConnectedAccountsResponse {
        let states = try context.world.mcpAccounts.list(
            configID: request.configID, identifier: request.identifier, withLinks: request.includeAuthLink)
        return .with { $0.connectedAccounts = states.map { .init($0, origin: context.origin) } }
    }
}
