import ScalekitProtos
import SwiftProtobuf

/// The generated Swift types of everything that is served. A test makes sure that none is missing.
enum GeneratedTypes {
    static let all: [String: any Message.Type] = Dictionary(
        uniqueKeysWithValues: (connectedAccounts + connections + providers + tools + toolCalls + mcp).map {
            ($0.protoMessageName, $0)
        })

    private static let connectedAccounts: [any Message.Type] = [
        Scalekit_V1_ConnectedAccounts_CreateConnectedAccountRequest.self,
        Scalekit_V1_ConnectedAccounts_CreateConnectedAccountResponse.self,
        Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountRequest.self,
        Scalekit_V1_ConnectedAccounts_DeleteConnectedAccountResponse.self,
        Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountRequest.self,
        Scalekit_V1_ConnectedAccounts_DisconnectConnectedAccountResponse.self,
        Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierRequest.self,
        Scalekit_V1_ConnectedAccounts_GetConnectedAccountByIdentifierResponse.self,
        Scalekit_V1_ConnectedAccounts_GetConnectedAccountRequest.self,
        Scalekit_V1_ConnectedAccounts_GetConnectedAccountResponse.self,
        Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountRequest.self,
        Scalekit_V1_ConnectedAccounts_GetMagicLinkForConnectedAccountResponse.self,
        Scalekit_V1_ConnectedAccounts_ListConnectedAccountsRequest.self,
        Scalekit_V1_ConnectedAccounts_ListConnectedAccountsResponse.self,
        Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsRequest.self,
        Scalekit_V1_ConnectedAccounts_SearchConnectedAccountsResponse.self,
        Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountRequest.self,
        Scalekit_V1_ConnectedAccounts_UpdateConnectedAccountResponse.self,
        Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserRequest.self,
        Scalekit_V1_ConnectedAccounts_VerifyConnectedAccountUserResponse.self,
    ]

    private static let connections: [any Message.Type] = [
        Google_Protobuf_Empty.self,
        Scalekit_V1_Connections_CreateConnectionResponse.self,
        Scalekit_V1_Connections_CreateEnvironmentConnectionRequest.self,
        Scalekit_V1_Connections_DeleteEnvironmentConnectionRequest.self,
        Scalekit_V1_Connections_GetConnectionResponse.self,
        Scalekit_V1_Connections_GetEnvironmentConnectionRequest.self,
        Scalekit_V1_Connections_ListAppConnectionsRequest.self,
        Scalekit_V1_Connections_ListAppConnectionsResponse.self,
        Scalekit_V1_Connections_ListConnectionsRequest.self,
        Scalekit_V1_Connections_ListConnectionsResponse.self,
        Scalekit_V1_Connections_ToggleConnectionResponse.self,
        Scalekit_V1_Connections_ToggleEnvironmentConnectionRequest.self,
        Scalekit_V1_Connections_UpdateConnectionResponse.self,
        Scalekit_V1_Connections_UpdateEnvironmentConnectionRequest.self,
    ]

    private static let providers: [any Message.Type] = [
        Scalekit_V1_Providers_CreateCustomProviderRequest.self,
        Scalekit_V1_Providers_CreateProviderRequest.self,
        Scalekit_V1_Providers_CreateProviderResponse.self,
        Scalekit_V1_Providers_DeleteProviderRequest.self,
        Scalekit_V1_Providers_DeleteProviderResponse.self,
        Scalekit_V1_Providers_ListProvidersRequest.self,
        Scalekit_V1_Providers_ListProvidersResponse.self,
        Scalekit_V1_Providers_UpdateCustomProviderRequest.self,
        Scalekit_V1_Providers_UpdateProviderRequest.self,
        Scalekit_V1_Providers_UpdateProviderResponse.self,
    ]

    private static let tools: [any Message.Type] = [
        Scalekit_V1_Tools_CreateToolRequest.self,
        Scalekit_V1_Tools_CreateToolResponse.self,
        Scalekit_V1_Tools_DeleteToolRequest.self,
        Scalekit_V1_Tools_ExecuteToolRequest.self,
        Scalekit_V1_Tools_ExecuteToolResponse.self,
        Scalekit_V1_Tools_ListAvailableToolsRequest.self,
        Scalekit_V1_Tools_ListAvailableToolsResponse.self,
        Scalekit_V1_Tools_ListScopedToolsRequest.self,
        Scalekit_V1_Tools_ListScopedToolsResponse.self,
        Scalekit_V1_Tools_ListToolsRequest.self,
        Scalekit_V1_Tools_ListToolsResponse.self,
        Scalekit_V1_Tools_RefreshToolsRequest.self,
        Scalekit_V1_Tools_RefreshToolsResponse.self,
        Scalekit_V1_Tools_SearchToolsRequest.self,
        Scalekit_V1_Tools_SearchToolsResponse.self,
        Scalekit_V1_Tools_SetToolDefaultRequest.self,
        Scalekit_V1_Tools_SetToolDefaultResponse.self,
        Scalekit_V1_Tools_UpdateToolRequest.self,
        Scalekit_V1_Tools_UpdateToolResponse.self,
    ]

    private static let toolCalls: [any Message.Type] = [
        Scalekit_V1_AgentkitLogs_GetToolCallLogRequest.self,
        Scalekit_V1_AgentkitLogs_ListToolCallLogsRequest.self,
        Scalekit_V1_AgentkitLogs_ListToolCallLogsResponse.self,
        Scalekit_V1_AgentkitLogs_ToolCallLog.self,
    ]

    private static let mcp: [any Message.Type] = [
        Scalekit_V1_Mcp_CreateMcpConfigRequest.self,
        Scalekit_V1_Mcp_CreateMcpConfigResponse.self,
        Scalekit_V1_Mcp_CreateMcpRequest.self,
        Scalekit_V1_Mcp_CreateMcpResponse.self,
        Scalekit_V1_Mcp_CreateMcpSessionTokenRequest.self,
        Scalekit_V1_Mcp_CreateMcpSessionTokenResponse.self,
        Scalekit_V1_Mcp_DeleteMcpConfigRequest.self,
        Scalekit_V1_Mcp_DeleteMcpConfigResponse.self,
        Scalekit_V1_Mcp_DeleteMcpInstanceRequest.self,
        Scalekit_V1_Mcp_DeleteMcpInstanceResponse.self,
        Scalekit_V1_Mcp_DeleteMcpRequest.self,
        Scalekit_V1_Mcp_DeleteMcpResponse.self,
        Scalekit_V1_Mcp_EnsureMcpInstanceRequest.self,
        Scalekit_V1_Mcp_EnsureMcpInstanceResponse.self,
        Scalekit_V1_Mcp_GetMcpConfigRequest.self,
        Scalekit_V1_Mcp_GetMcpConfigResponse.self,
        Scalekit_V1_Mcp_GetMcpInstanceAuthStateRequest.self,
        Scalekit_V1_Mcp_GetMcpInstanceAuthStateResponse.self,
        Scalekit_V1_Mcp_GetMcpInstanceRequest.self,
        Scalekit_V1_Mcp_GetMcpInstanceResponse.self,
        Scalekit_V1_Mcp_GetMcpRequest.self,
        Scalekit_V1_Mcp_GetMcpResponse.self,
        Scalekit_V1_Mcp_ListMcpConfigsRequest.self,
        Scalekit_V1_Mcp_ListMcpConfigsResponse.self,
        Scalekit_V1_Mcp_ListMcpConnectedAccountsRequest.self,
        Scalekit_V1_Mcp_ListMcpConnectedAccountsResponse.self,
        Scalekit_V1_Mcp_ListMcpInstancesRequest.self,
        Scalekit_V1_Mcp_ListMcpInstancesResponse.self,
        Scalekit_V1_Mcp_ListMcpRequest.self,
        Scalekit_V1_Mcp_ListMcpResponse.self,
        Scalekit_V1_Mcp_UpdateMcpConfigRequest.self,
        Scalekit_V1_Mcp_UpdateMcpConfigResponse.self,
        Scalekit_V1_Mcp_UpdateMcpInstanceRequest.self,
        Scalekit_V1_Mcp_UpdateMcpInstanceResponse.self,
    ]
}
