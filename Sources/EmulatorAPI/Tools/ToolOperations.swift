import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `ToolService`: what a client credential may call.
package enum ToolOperations {
    private static let service = "scalekit.v1.tools.ToolService"

    package static let all: [Operation] = [
        // A page may hold a thousand tools, and reading one for the first time takes a while.
        Operation("\(service)/ListTools", isQuick: { _ in false }, list),
        Operation("\(service)/ListScopedTools", isQuick: { _ in false }, listScoped),
        Operation("\(service)/ListAvailableTools", isQuick: { _ in false }, listAvailable),
        Operation("\(service)/SearchTools", isQuick: { _ in false }, search),
        Operation("\(service)/CreateTool", create),
        Operation("\(service)/UpdateTool", update),
        Operation("\(service)/DeleteTool", delete),
        Operation("\(service)/SetToolDefault", setDefault),
        Operation(waiting: "\(service)/ExecuteTool", execute),
    ]

    private static func list(_ request: Scalekit_V1_Tools_ListToolsRequest, _ context: CallContext) throws
        -> Scalekit_V1_Tools_ListToolsResponse
    {
        let found = try context.world.tools.list(
            ToolFilter(request.filter), page: .init(size: Int(request.pageSize), token: request.pageToken))
        return .with {
            // Names are always there; official examples count them in answers that are no summaries.
            $0.toolNames = found.items.map(\.name)
            if !request.filter.summary.value { $0.tools = found.items.map { context.message($0) } }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func listScoped(_ request: Scalekit_V1_Tools_ListScopedToolsRequest, _ context: CallContext) throws
        -> Scalekit_V1_Tools_ListScopedToolsResponse
    {
        let filter = ScopedToolFilter(
            providers: request.filter.providers, names: request.filter.toolNames,
            connections: request.filter.connectionNames)
        let found = try context.world.tools.listScoped(
            request.identifier, filter, page: .init(size: Int(request.pageSize), token: request.pageToken))
        return .with {
            $0.tools = found.items.map { .init($0, catalogue: context.world.catalogue) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func listAvailable(
        _ request: Scalekit_V1_Tools_ListAvailableToolsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_Tools_ListAvailableToolsResponse {
        let found = try context.world.tools.listAvailable(
            request.identifier, page: .init(size: Int(request.pageSize), token: request.pageToken))
        return .with {
            $0.tools = found.items.map { context.message($0) }
            $0.totalSize = UInt32(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
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

    private static func execute(_ request: Scalekit_V1_Tools_ExecuteToolRequest, _ context: CallContext) async throws
        -> Scalekit_V1_Tools_ExecuteToolResponse
    {
        let outcome = try context.world.upstream.execute(ToolCallRequest(request))
        if outcome.delay > 0 { try await Task.sleep(for: .seconds(outcome.delay)) }
        let executed = try outcome.result.get()
        return .with {
            $0.data = .init(executed.data)
            $0.executionID = executed.executionID
        }
    }
}

extension CallContext {
    fileprivate func message(_ tool: Tool) -> Scalekit_V1_Tools_Tool { .init(tool, catalogue: world.catalogue) }
}
