/// Everything that is served: the list both doors, reflection, OpenAPI and SUPPORTED.md read.
package enum OperationTable {
    package static let all: [Operation] =
        ConnectedAccountOperations.all + ConnectionOperations.all + ProviderOperations.all + ToolOperations.all
        + ToolCallOperations.all + MCPConfigOperations.all + MCPInstanceOperations.all + MCPSessionOperations.all
        + LegacyMCPOperations.all

    package static let names = Set(all.map(\.name))
}
