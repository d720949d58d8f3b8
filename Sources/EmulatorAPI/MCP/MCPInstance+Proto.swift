import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_Mcp_McpInstance {
    /// - Parameter origin: goes in front of the instance's path.
    init(_ instance: MCPInstance, states: [MCPConnectionState], origin: String) {
        self.init()
        id = "\(instance.id)"
        name = instance.name
        userIdentifier = instance.userIdentifier
        config = .init(instance.config, states: states, origin: origin)
        if let date = instance.lastUsedAt { lastUsedAt = .init(date) }
        updatedAt = .init(instance.updatedAt)
        url = origin + instance.server.path
    }
}

extension Scalekit_V1_Mcp_McpInstanceConnectionAuthState {
    init(_ state: MCPConnectionState, origin: String) {
        self.init()
        connectionID = "\(state.connection.id)"
        connectionName = state.connection.keyID
        provider = state.connection.providerKey
        connectedAccountID = state.account.map { "\($0.id)" } ?? ""
        connectedAccountStatus = state.account?.status.wireName ?? ""
        authenticationLink = state.link.map { "\(origin)/magicLink/\($0.token)" } ?? ""
    }
}

extension MCPInstanceFilter {
    init(_ request: Scalekit_V1_Mcp_ListMcpInstancesRequest) {
        self.init()
        id = request.filter.id
        name = request.filter.name
        configName = request.filter.configName
        userIdentifier = request.filter.userIdentifier
        search = request.search
    }
}
