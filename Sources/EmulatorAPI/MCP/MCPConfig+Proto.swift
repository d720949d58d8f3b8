import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension Scalekit_V1_Mcp_McpConfig {
    /// - Parameters:
    ///   - states: of an instance's user, one for each mapping; nil outside of an instance.
    ///   - origin: goes in front of the server's path.
    init(_ config: MCPConfig, states: [MCPConnectionState]? = nil, origin: String) {
        self.init()
        id = "\(config.id)"
        name = config.name
        description_p = config.description
        connectionToolMappings = config.mappings.map { mapping in
            .init(mapping, account: states?.first { $0.connection.id == mapping.connection.id }?.account)
        }
        mcpServerURL = origin + config.server.path
    }
}

extension Scalekit_V1_Mcp_McpConfigConnectionToolMapping {
    fileprivate init(_ mapping: MCPMapping, account: ConnectedAccount?) {
        self.init()
        connectionID = "\(mapping.connection.id)"
        connectionName = mapping.connection.keyID
        provider = mapping.connection.providerKey
        tools = mapping.tools
        if let account {
            connectedAccountID = "\(account.id)"
            connectedAccountStatus = account.status.wireName
        }
    }
}

extension Scalekit_V1_Mcp_McpConnectionAuthState {
    init(_ state: MCPConnectionState, origin: String) {
        self.init()
        connectionID = "\(state.connection.id)"
        connectionName = state.connection.keyID
        provider = state.connection.providerKey
        if let account = state.account {
            connectedAccountID = "\(account.id)"
            connectedAccountStatus = account.status.wireName
        }
        authenticationLink = state.link.map { "\(origin)/magicLink/\($0.token)" } ?? ""
    }
}

extension MCPMappingDraft {
    /// Ids, provider and account are the server's to say.
    init(_ mapping: Scalekit_V1_Mcp_McpConfigConnectionToolMapping) {
        self.init(connection: mapping.connectionName, tools: mapping.tools)
    }
}

extension MCPConfigFilter {
    init(_ request: Scalekit_V1_Mcp_ListMcpConfigsRequest) {
        self.init()
        id = request.filter.id
        name = request.filter.name
        provider = request.filter.provider
        serverURL = request.filter.mcpServerURL
        search = request.search
    }
}
