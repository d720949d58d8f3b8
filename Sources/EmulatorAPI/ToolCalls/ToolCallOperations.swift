import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `AgentkitLogsService`: what was called, from every door.
package enum ToolCallOperations {
    private static let service = "scalekit.v1.agentkit_logs.AgentkitLogsService"

    package static let all: [Operation] = [
        Operation("\(service)/ListToolCallLogs", isQuick: { _ in false }, list),
        Operation("\(service)/GetToolCallLog", get),
    ]

    private static func list(
        _ request: Scalekit_V1_AgentkitLogs_ListToolCallLogsRequest, _ context: CallContext
    ) throws -> Scalekit_V1_AgentkitLogs_ListToolCallLogsResponse {
        let found = try context.world.toolCalls.list(
            ToolCallFilter(request), size: Int(request.pageSize), token: request.pageToken)
        return try .with {
            $0.toolCallLogs = try found.items.map { try context.message($0) }
            $0.totalSize = Int64(found.totalSize)
            $0.nextPageToken = found.nextPageToken
            $0.prevPageToken = found.previousPageToken
        }
    }

    private static func get(
        _ request: Scalekit_V1_AgentkitLogs_GetToolCallLogRequest, _ context: CallContext
    ) throws -> Scalekit_V1_AgentkitLogs_ToolCallLog {
        try context.message(context.world.toolCalls.get(request.executionID))
    }
}

extension CallContext {
    fileprivate func message(_ call: ToolCall) throws -> Scalekit_V1_AgentkitLogs_ToolCallLog {
        .init(call, environment: world.environment, providers: try world.providers.directory())
    }
}
