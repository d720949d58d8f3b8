/// A request that came in for a provider.
package struct ProxyRequest: Sendable {
    package var connection: String
    package var identifier: String
    /// Without what is for this server only.
    package var request: UpstreamRequest
    /// The query as it came, because a provider may have signed it.
    package var rawQuery: String?
    /// The body as it came. What `request` says of it is for those who answer here.
    package var body: OutgoingRequest.Body

    package init(
        connection: String, identifier: String, request: UpstreamRequest, rawQuery: String? = nil,
        body: OutgoingRequest.Body = .none
    ) {
        self.connection = connection
        self.identifier = identifier
        self.request = request
        self.rawQuery = rawQuery
        self.body = body
    }
}

/// What came of a proxied request.
package enum ProxyAnswer: Sendable {
    /// Made here.
    case whole(UpstreamResponse)
    /// From outside, its body still on the way.
    case incoming(IncomingResponse)
}

extension Upstream {
    /// Sends a request on to the provider of a connection as an identifier's account, and passes back what comes:
    /// failures of the provider are its answer, not an error.
    /// - Throws: NOT_FOUND for an unknown connection or account, INVALID_ARGUMENT when one is not named,
    ///   FAILED_PRECONDITION for an account that is not active, PERMISSION_DENIED for a provider without proxy or a
    ///   host that may not be connected to, UNAVAILABLE or DEADLINE_EXCEEDED for a provider that does not answer.
    package func proxy(_ proxied: ProxyRequest) async throws -> ProxyAnswer {
        switch try course(of: proxied, mayLeave: true) {
        case .answered(let outcome):
            if outcome.delay > 0 { try await Task.sleep(for: .seconds(outcome.delay)) }
            return .whole(try outcome.result.get())
        case .leaving(let departure): return .incoming(try await forwardProxied(departure))
        }
    }

    /// The same for a request that is answered here.
    package func proxyHere(_ proxied: ProxyRequest) throws -> Outcome<UpstreamResponse> {
        guard case .answered(let outcome) = try course(of: proxied, mayLeave: false) else { throw MustLeave() }
        return outcome
    }

    /// Whether a request would leave for its provider, if no stub answered it; its body need not be held then.
    package func leaves(_ proxied: ProxyRequest) throws -> Bool {
        try world.write { session in
            let target = try target(account(of: proxied, in: session), in: session)
            return world.transport(to: target.baseURL) != nil
        }
    }

    private func course(of proxied: ProxyRequest, mayLeave: Bool) throws -> Course<UpstreamResponse> {
        let request = ToolCallRequest(
            tool: "\(proxied.request.method) \(proxied.request.path)",
            account: AccountLookup(connector: proxied.connection, identifier: proxied.identifier),
            source: .proxy)
        return try world.toolCalls.logging(request) { entry, session in
            let course = try run(proxied, &entry, in: session)
            switch course {
            case .answered(let outcome):
                let response = try outcome.result.get()
                let failure = response.isFailure ? ToolFailure(response).error(executionID: entry.executionID) : nil
                return .over(course, failure)
            case .leaving:
                guard mayLeave else { throw MustLeave() }
                return .goingOn(course)
            }
        }
    }

    private func run(_ proxied: ProxyRequest, _ entry: inout ToolCall, in session: Store.Session) throws
        -> Course<UpstreamResponse>
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
        let call = UpstreamCall(target: target, request: request, tool: tool, params: params, proxied: proxied)
        switch try answer(call, in: session) {
        case .here(let answer):
            noteUse(of: target.account)
            return .answered(Outcome(result: .success(answer.response), delay: answer.delay))
        case .outside(let errand):
            noteUse(of: target.account)
            return .leaving(departure(errand, entry))
        case nil: throw try nobody(call, in: session)
        }
    }

    private func account(of proxied: ProxyRequest, in session: Store.Session) throws -> Found {
        try world.connectedAccounts.require(
            ["connection_name": proxied.connection, "identifier": proxied.identifier], of: "a proxied call")
        return try account(
            on: AccountLookup(connector: proxied.connection, identifier: proxied.identifier), in: session)
    }
}

extension ProxyRequest {
    /// - Parameter request: with base URL and credential.
    func outgoing(_ request: UpstreamRequest) -> OutgoingRequest {
        let query = rawQuery.map { "?" + $0 } ?? ""
        return OutgoingRequest(
            method: request.method, url: request.baseURL + request.path + query, headers: request.headers, body: body)
    }
}
