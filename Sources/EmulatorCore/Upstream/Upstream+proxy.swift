/// A request that came in for a provider.
package struct ProxyRequest: Sendable {
    package var connection: String
    package var identifier: String
    /// Without what is for this server only.
    package var request: UpstreamRequest

    package init(connection: String, identifier: String, request: UpstreamRequest) {
        self.connection = connection
        self.identifier = identifier
        self.request = request
    }
}

extension Upstream {
    /// Sends a request on to the provider of a connection as an identifier's account, and passes back what comes:
    /// failures of the provider are its answer, not an error.
    /// - Throws: NOT_FOUND for an unknown connection or account, INVALID_ARGUMENT when one is not named,
    ///   FAILED_PRECONDITION for an account that is not active, PERMISSION_DENIED for a provider without proxy.
    package func proxy(_ proxied: ProxyRequest) throws -> Outcome<UpstreamResponse> {
        let request = ToolCallRequest(
            tool: "\(proxied.request.method) \(proxied.request.path)",
            account: AccountLookup(connector: proxied.connection, identifier: proxied.identifier),
            source: .proxy)
        return try world.toolCalls.logging(request) { entry, session in
            let outcome = try run(proxied, &entry, in: session)
            let response = try outcome.result.get()
            let failure = response.isFailure ? ToolFailure(response).error(executionID: entry.executionID) : nil
            return (outcome, failure)
        }
    }

    private func run(_ proxied: ProxyRequest, _ entry: inout ToolCall, in session: Store.Session) throws
        -> Outcome<UpstreamResponse>
    {
        let found = try account(of: proxied, in: session)
        entry.note(found.account)
        let target = try target(found, in: session)
        guard world.settings.proxy, target.provider.allowsProxy else {
            throw EmulatorError(
                .permissionDenied, "proxy not enabled for provider \(target.provider.key)",
                errorCode: "PROXY_NOT_ENABLED", hint: "Use the provider's tools, or turn settings.proxy on.")
        }
        var request = proxied.request
        request.baseURL = target.baseURL
        credential(of: target).authorize(&request)
        let (tool, params) = try world.catalogue.tools.sender(of: request, at: target.provider.key) ?? (nil, [:])
        let call = UpstreamCall(target: target, request: request, tool: tool, params: params, isProxied: true)
        guard let answer = try answer(call, in: session) else { throw try nobody(call, in: session) }
        noteUse(of: target.account)
        return Outcome(result: .success(answer.response), delay: answer.delay)
    }

    private func account(of proxied: ProxyRequest, in session: Store.Session) throws -> Found {
        try world.connectedAccounts.require(
            ["connection_name": proxied.connection, "identifier": proxied.identifier], of: "a proxied call")
        return try account(
            on: AccountLookup(connector: proxied.connection, identifier: proxied.identifier), in: session)
    }
}
