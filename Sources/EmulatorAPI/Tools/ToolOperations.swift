import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `ToolService`: what a client credential may call.
package enum ToolOperations {
    private static let service = "scalekit.v1.tools.ToolService"

    package static let all: [Operation] = [
        // A page may hold a thousand tools, and reading one for the first time takes a while.
        Operation("\(service)/ListTools", writing: Scalekit_V1_Tools_ListToolsResponse.self, list),
        Operation("\(service)/ListScopedTools", writing: Scalekit_V1_Tools_ListScopedToolsResponse.self, listScoped),
        Operation(
            "\(service)/ListAvailableTools", writing: Scalekit_V1_Tools_ListAvailableToolsResponse.self, listAvailable),
        Operation("\(service)/SearchTools", isQuick: { _ in false }, search),
        Operation("\(service)/CreateTool", create),
        Operation("\(service)/UpdateTool", update),
        Operation("\(service)/DeleteTool", delete),
        Operation("\(service)/SetToolDefault", setDefault),
        Operation(waiting: "\(service)/RefreshTools", refresh),
        Operation(
            waiting: "\(service)/ExecuteTool", writing: Scalekit_V1_Tools_ExecuteToolResponse.self,
            quickly: executeQuickly, execute),
    ]

    private static func list(_ request: Scalekit_V1_Tools_ListToolsRequest, _ context: CallContext) throws -> [UInt8] {
        let found = try context.world.tools.list(
            ToolFilter(request.filter), page: .init(size: Int(request.pageSize), token: request.pageToken))
        let head = Scalekit_V1_Tools_ListToolsResponse.with {
            // Names are always there; official examples count them in answers that are no summaries.
            $0.toolNames = found.items.map(\.name)
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
        return try context.toolWriter.bytes(head, tools: request.filter.summary.value ? [] : found.items)
    }

    private static func listScoped(_ request: Scalekit_V1_Tools_ListScopedToolsRequest, _ context: CallContext) throws
        -> [UInt8]
    {
        let filter = ScopedToolFilter(
            providers: request.filter.providers, names: request.filter.toolNames,
            connections: request.filter.connectionNames)
        let found = try context.world.tools.listScoped(
            request.identifier, filter, page: .init(size: Int(request.pageSize), token: request.pageToken))
        let head = Scalekit_V1_Tools_ListScopedToolsResponse.with {
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
        return try context.toolWriter.bytes(head, tools: found.items)
    }

    private static func listAvailable(
        _ request: Scalekit_V1_Tools_ListAvailableToolsRequest, _ context: CallContext
    ) throws -> [UInt8] {
        let found = try context.world.tools.listAvailable(
            request.identifier, page: .init(size: Int(request.pageSize), token: request.pageToken))
        let head = Scalekit_V1_Tools_ListAvailableToolsResponse.with {
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
        return try context.toolWriter.bytes(head, tools: found.items)
    }

    private static func search(_ request: Scalekit_V1_Tools_SearchToolsRequest, _ context: CallContext) throws
        -> Scalekit_V1_Tools_SearchToolsResponse
    {
        let found = try context.world.tools.search(
            request.query, identifier: request.identifier, top: Int(request.topK))
        return .with { $0.tools = found.map { .init($0) } }
    }

    private static func create(_ request: Scalekit_V1_Tools_CreateToolRequest, _ context: CallContext) throws
        -> Scalekit_V1_Tools_CreateToolResponse
    {
        let tool = try context.world.tools.create(ToolDraft(request.tool))
        return .with { $0.tool = context.message(tool) }
    }

    private static func update(_ request: Scalekit_V1_Tools_UpdateToolRequest, _ context: CallContext) throws
        -> Scalekit_V1_Tools_UpdateToolResponse
    {
        let tool = try context.world.tools.update(ToolDraft(request.tool))
        return .with { $0.tool = context.message(tool) }
    }

    private static func delete(_ request: Scalekit_V1_Tools_DeleteToolRequest, _ context: CallContext) throws
        -> Google_Protobuf_Empty
    {
        try context.world.tools.delete(request.id)
        return .init()
    }

    private static func setDefault(_ request: Scalekit_V1_Tools_SetToolDefaultRequest, _ context: CallContext) throws
        -> Scalekit_V1_Tools_SetToolDefaultResponse
    {
        let tool = try context.world.tools.setDefault(
            request.name, schemaVersion: request.schemaVersion, toolVersion: request.toolVersion)
        return .with { $0.tool = context.message(tool) }
    }

    private static func refresh(_ request: Scalekit_V1_Tools_RefreshToolsRequest, _ context: CallContext) async throws
        -> Scalekit_V1_Tools_RefreshToolsResponse
    {
        let tools = try await context.world.remoteTools.refresh(AccountLookup(request))
        return .with {
            $0.tools = tools.map(context.message)
            $0.totalSize = UInt32(tools.count)
        }
    }

    private static func execute(_ request: Scalekit_V1_Tools_ExecuteToolRequest, _ context: CallContext) async throws
        -> [UInt8]
    {
        context.toolWriter.bytes(try await context.world.upstream.execute(ToolCallRequest(request, context.notes)))
    }

    private static func executeQuickly(_ request: Scalekit_V1_Tools_ExecuteToolRequest, _ context: CallContext) throws
        -> [UInt8]?
    {
        let upstream = context.world.upstream
        guard upstream.isQuick(request.toolName) else { return nil }
        return try upstream.executeQuickly(ToolCallRequest(request, context.notes)).map(context.toolWriter.bytes)
    }
}

extension CallContext {
    fileprivate var toolWriter: ToolWriter { ToolWriter(catalogue: world.catalogue) }

    fileprivate func message(_ tool: Tool) -> Scalekit_V1_Tools_Tool { .init(tool, catalogue: world.catalogue) }
}
