import ScalekitProtos
import SwiftProtobuf

/// The generated Swift types of everything that is served. A test makes sure that none is missing.
enum GeneratedTypes {
    static let all: [String: any Message.Type] = Dictionary(
        uniqueKeysWithValues: (connectedAccounts + connections + providers + tools + toolCalls).map {
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
}
