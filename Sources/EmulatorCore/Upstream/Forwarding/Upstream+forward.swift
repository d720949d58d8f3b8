extension Upstream {
    /// The most that a tool may answer.
    static let largestAnswer = 8 * 1024 * 1024

    func forwardTool(_ departure: Departure) async throws -> ExecutedTool {
        try await logged(departure) {
            let response = try await departure.sendAndCollect(upTo: Self.largestAnswer)
            let result = result(of: response, executionID: departure.entry.executionID)
            return try result.get()
        }
    }

    /// - Returns: the answer as soon as its head is there; what becomes of its body nobody writes down.
    func forwardProxied(_ departure: Departure) async throws -> IncomingResponse {
        do {
            let response = try await departure.send()
            // As far as the log can tell without the body, which goes to the caller alone.
            let failure = response.status < 400 ? nil : ToolFailure(UpstreamResponse(status: response.status))
            try world.toolCalls.end(departure.entry, failure?.error(executionID: departure.entry.executionID))
            return response
        } catch let error as EmulatorError {
            try world.toolCalls.end(departure.entry, error)
            throw error
        }
    }

    private func logged<Value>(_ departure: Departure, _ body: () async throws -> Value) async throws -> Value {
        do {
            let value = try await body()
            try world.toolCalls.end(departure.entry, nil)
            return value
        } catch let error as EmulatorError {
            try world.toolCalls.end(departure.entry, error)
            throw error
        }
    }

    /// The transport for a call that a real provider is to answer: one on this machine, or one that was allowed.
    func transport(for call: UpstreamCall) -> (any UpstreamTransport)? {
        // A tool that does not say what it sends has nothing to send.
        guard call.isProxied || call.tool?.request != nil else { return nil }
        return world.transport(to: call.request.baseURL)
    }

    /// Says which host may not be connected to; nil when there is none, or when there would be no use.
    func refusedHost(of call: UpstreamCall) -> String? {
        guard world.upstreamAccess != nil, let place = UpstreamHosts.Place(call.request.baseURL) else { return nil }
        return place.port.map { "\(place.host):\($0)" } ?? place.host
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
