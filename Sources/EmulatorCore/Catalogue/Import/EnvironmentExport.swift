/// What a Scalekit environment says of itself, as JSON in the API's names.
package struct EnvironmentExport: Sendable {
    /// Of ListProviders with the filter ALL.
    package var providers: [JSONValue]
    /// Of ListTools.
    package var tools: [JSONValue]
    /// Of ListAppConnections.
    package var connections: [JSONValue]

    package init(providers: [JSONValue], tools: [JSONValue], connections: [JSONValue]) {
        self.providers = providers
        self.tools = tools
        self.connections = connections
    }
}
