extension Upstream {
    /// The most that a tool may answer.
    static let largestAnswer = 8 * 1024 * 1024

    func forwardTool(_ departure: Departure) async throws -> ExecutedTool {
        try await logged(departure) {
            let response = try await departure.runTool()
            return (try result(of: response, executionID: departure.entry.executionID).get(), nil)
        }
    }

    /// - Returns: the answer as soon as its head is there; what becomes of its body nobody writes down.
    func forwardProxied(_ departure: Departure) async throws -> IncomingResponse {
        try await logged(departure) {
            let response = try await departure.send()
            // As far as the log can tell without the body, which goes to the caller alone.
            let failure = response.status < 400 ? nil : ToolFailure(UpstreamResponse(status: response.status))
            return (response, failure?.error(executionID: departure.entry.executionID))
        }
    }

    /// - Parameter body: what is done, and the failure of the provider when that is an answer too.
    private func logged<Value>(
        _ departure: Departure, _ body: () async throws -> (Value, EmulatorError?)
    ) async throws -> Value {
        do {
            let (value, failure) = try await body()
            try world.toolCalls.end(departure.entry, failure)
            return value
        } catch let error as EmulatorError {
            try world.toolCalls.end(departure.entry, error)
            throw error
        }
    }

    /// What a real provider is to do for a call: one on this machine, or one that was allowed. Nil when nobody may be
    /// asked, or there is nothing to ask.
    func errand(of call: UpstreamCall) -> Departure.Errand? {
        guard let transport = world.transport(to: call.request.baseURL) else { return nil }
        if let remote = call.tool?.remote {
            let server = RemoteMCP(transport: transport, url: call.request.baseURL, headers: call.request.headers)
            return .tool(remote.name, arguments: call.params, server)
        }
        if let proxied = call.proxied { return .request(proxied.outgoing(call.request), transport) }
        // A tool that does not say what it sends has nothing to send.
        return call.tool?.request == nil ? nil : .request(OutgoingRequest(call.request), transport)
    }

    func departure(_ errand: Departure.Errand, _ entry: ToolCall) -> Departure {
        Departure(entry: entry, errand: errand, limit: world.upstreamAccess?.limit ?? .zero)
    }

    /// Which host may not be connected to; nil when there is none, or when there would be no use.
    func refusedHost(of url: String) -> String? {
        guard world.upstreamAccess != nil, let place = UpstreamHosts.Place(url) else { return nil }
        return place.port.map { "\(place.host):\($0)" } ?? place.host
    }

    /// For those that nothing here could stand in for.
    func refusal(of url: String) -> EmulatorError {
        let host = refusedHost(of: url) ?? "the provider"
        return EmulatorError(
            .permissionDenied, "\(host) may not be connected to", errorCode: "UPSTREAM_NOT_ALLOWED",
            hint: "Start with --allow-upstream \(host); this machine needs no permission.")
    }
}

extension OutgoingRequest {
    /// A tool's request as bytes.
    init(_ request: UpstreamRequest) {
        self.init(method: request.method, url: request.url, headers: request.headers)
        switch request.body {
        case .none: break
        case .json(let value): set(JSONText.bytes(value), type: "application/json")
        case .form(let items):
            let text = items.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
            set(Array(text.utf8), type: "application/x-www-form-urlencoded")
        case .bytes(let bytes, let type): set(bytes, type: type)
        }
    }

    private mutating func set(_ bytes: [UInt8], type: String) {
        body = .bytes(bytes)
        if !headers.contains(where: { $0.name == "content-type" }) { headers.append(.init("content-type", type)) }
    }
}
