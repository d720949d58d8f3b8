import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `McpService`: instances.
package enum MCPInstanceOperations {
    private static let service = "scalekit.v1.mcp.McpService"

    package static let all: [Operation] = [
        Operation("\(service)/EnsureMcpInstance", ensure),
        Operation("\(service)/UpdateMcpInstance", update),
        Operation("\(service)/GetMcpInstance", get),
        Operation("\(service)/ListMcpInstances", isQuick: { _ in false }, list),
        Operation("\(service)/DeleteMcpInstance", delete),
        Operation("\(service)/GetMcpInstanceAuthState", getAuthState),
    ]

    private static func ensure(_ request: Scalekit_V1_Mcp_EnsureMcpInstanceRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_EnsureMcpInstanceResponse
    {
        let instance = try context.world.mcpInstances.ensure(
            configName: request.configName, userIdentifier: request.userIdentifier, name: request.name)
        return try .with { $0.instance = try context.message(instance) }
    }

    private static func update(_ request: Scalekit_V1_Mcp_UpdateMcpInstanceRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_UpdateMcpInstanceResponse
    {
        let instance = try context.world.mcpInstances.update(
            request.instanceID, name: request.name, configName: request.configName)
        return try .with { $0.instance = try context.message(instance) }
    }

    private static func get(_ request: Scalekit_V1_Mcp_GetMcpInstanceRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_GetMcpInstanceResponse
    {
        let instance = try context.world.mcpInstances.get(request.instanceID)
        return try .with { $0.instance = try context.message(instance) }
    }

    private static func list(_ request: Scalekit_V1_Mcp_ListMcpInstancesRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_ListMcpInstancesResponse
    {
        let page = try PageRequest(size: Int(request.pageSize), token: request.pageToken)
        let found = try context.world.mcpInstances.list(MCPInstanceFilter(request), page: page)
        return try .with {
            $0.instances = try found.items.map(context.message)
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func delete(_ request: Scalekit_V1_Mcp_DeleteMcpInstanceRequest, _ context: CallContext) throws
        -> Scalekit_V1_Mcp_DeleteMcpInstanceResponse
    {
        try context.world.mcpInstances.delete(request.instanceID)
        return .init()
    }

    private static func getAuthState(
        _ request: Scalekit_V1_Mcp_GetMcpInstanceAuthStateRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Mcp_GetMcpInstanceAuthStateResponse {
        let states = try context.world.mcpAccounts.list(
            instanceID: request.instanceID, withLinks: request.includeAuthLinks)
        return .with { $0.connections = states.map { .init($0, origin: context.origin) } }
    }
}

extension CallContext {
    fileprivate func message(_ instance: MCPInstance) throws -> Scalekit_V1_Mcp_McpInstance {
        .init(instance, states: try world.mcpAccounts.states(of: instance), origin: origin)
    }
}
