import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_AgentkitLogs_ToolCallLog {
    init(_ call: ToolCall, environment: Environment, providers: ProviderDirectory) {
        self.init()
        id = "\(call.id)"
        environmentID = environment.id
        executionID = call.executionID
        if let run = call.agentRunID { agentRunID = run }
        toolName = call.toolName
        provider = providers.provider(key: call.providerKey)?.slug ?? call.providerKey.lowercased()
        if call.accountID.number != 0 { connectedAccountID = "\(call.accountID)" }
        if call.connectionID.number != 0 { connectionID = "\(call.connectionID)" }
        connectionName = call.connection
        identifier = call.identifier
        userID = call.userID
        if !call.organizationID.isEmpty { organizationID = call.organizationID }
        source = call.source.rawValue
        status = call.status.rawValue
        errorTier = call.errorTier
        errorCode = call.errorCode
        errorMessage = call.errorMessage
        durationMs = call.duration / 1_000
        startedAt = .init(call.startedAt)
    }
}

extension ToolCallFilter {
    init(_ request: Scalekit_V1_AgentkitLogs_ListToolCallLogsRequest) {
        self.init()
        startTime = request.hasStartTime ? request.startTime.date : nil
        endTime = request.hasEndTime ? request.endTime.date : nil
        statuses = request.status
        providers = request.provider
        sources = request.source
        connectionID = request.connectionID
        accountID = request.connectedAccountID
        identifier = request.identifier
        agentRunID = request.agentRunID
        connection = request.connectionName
    }
}
