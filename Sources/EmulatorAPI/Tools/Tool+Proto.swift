package import EmulatorCore
package import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_Tools_Tool {
    /// - Parameter catalogue: where the tool's provider stands.
    package init(_ tool: Tool, catalogue: Catalogue) {
        self.init()
        id = "\(tool.id)"
        provider = tool.providerKey
        definition = .init(tool.definition(provider: catalogue.provider(key: tool.providerKey)))
        if !tool.metadata.isEmpty { metadata = .init(tool.metadata) }
        tags = tool.tags
        isDefault = .init(tool.isDefault)
        if let date = tool.updatedAt { updatedAt = .init(date) }
    }
}

extension Scalekit_V1_Tools_SearchedTool {
    init(_ found: FoundTool) {
        self.init()
        name = found.tool.name
        provider = found.tool.providerKey
        description_p = found.tool.description
        score = found.score
        connections = found.connections.map { readiness in
            .with {
                $0.connectionName = readiness.connection
                $0.connectedAccountID = "\(readiness.accountID)"
                // The numbers are the same.
                $0.readinessState = .init(rawValue: readiness.state.rawValue) ?? .unspecified
            }
        }
    }
}

extension ToolFilter {
    init(_ filter: Scalekit_V1_Tools_Filter) {
        self.init()
        provider = filter.provider
        names = filter.toolName
        query = filter.query
        account = AccountLookup(
            id: filter.connectedAccountID, connector: filter.connector, identifier: filter.identifier,
            organizationID: filter.organizationID, userID: filter.userID)
    }
}

extension AccountLookup {
    init(_ request: Scalekit_V1_Tools_RefreshToolsRequest) {
        self.init(
            id: request.connectedAccountID, connector: request.connector, identifier: request.identifier,
            organizationID: request.organizationID, userID: request.userID)
    }
}

extension ToolDraft {
    init(_ tool: Scalekit_V1_Tools_Tool) {
        self.init(
            definition: tool.definition.json, metadata: tool.hasMetadata ? tool.metadata.json : nil, tags: tool.tags)
    }
}

extension ToolCallRequest {
    init(_ request: Scalekit_V1_Tools_ExecuteToolRequest, _ notes: CallNotes?) {
        self.init(
            tool: request.toolName,
            account: AccountLookup(
                id: request.connectedAccountID, connector: request.connector, identifier: request.identifier,
                organizationID: request.organizationID, userID: request.userID),
            params: request.params.json, agentRunID: request.agentRunID, notes: notes)
    }
}
