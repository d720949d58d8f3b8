/// Calls to providers. A tool call and a proxied request are one thing seen from two doors: an HTTP request to a
/// provider with an account's credential in it.
///
/// Who answers, in this order: a stub that somebody set; the provider itself, where it may be connected to; the
/// provider's simulator; the catalogue's example.
package struct Upstream: Sendable {
    let world: World

    /// What came of a call, and how long it is to take.
    package struct Outcome<Value: Sendable>: Sendable {
        package var result: Result<Value, EmulatorError>
        /// Seconds that the caller is to wait for the answer.
        package var delay: Double
    }

    /// An account, and its connection where that was read on the way.
    struct Found {
        var account: ConnectedAccount
        var connection: Connection?
    }

    /// The account, its connection and its provider, checked and ready to be used.
    struct Target {
        var account: ConnectedAccount
        var connection: Connection
        var provider: Provider
        /// Nil when the provider does not offer the connection's type any more.
        var pattern: AuthPattern?

        var baseURL: String { provider.baseURL(for: account, on: connection) }
    }

    /// Who answers a call.
    enum Answerer {
        case here(UpstreamAnswer)
        case outside(Departure.Errand)
    }

    /// Finds the one who answers.
    /// - Returns: nil when nobody does.
    func answer(_ call: UpstreamCall, in session: Store.Session) throws -> Answerer? {
        if let answer = try world.stubs.answer(call, in: session) { return .here(answer) }
        if let errand = errand(of: call) { return .outside(errand) }
        if let simulator = Simulators.simulator(of: call.target.provider.key) {
            let room = try SimulatorRoom(simulator, account: call.target.account, world: world, in: session)
            if let response = try simulator.answer(call.request, in: room) {
                return .here(UpstreamAnswer(response: response))
            }
        }
        return try example(call, in: session).map(Answerer.here)
    }

    private func example(_ call: UpstreamCall, in session: Store.Session) throws -> UpstreamAnswer? {
        guard let example = call.tool?.example else { return nil }
        let params = call.tool?.request?.decoded(call.params) ?? call.params
        let values = call.values(world, session, params: params)
        // Not `values.value`, which would copy them for every placeholder.
        let body = try example.body.rendered { try values.value($0) }
        let response = UpstreamResponse(status: example.status, body: body.isNull ? .none : .json(body))
        return UpstreamAnswer(response: response)
    }

    /// Why nobody answered, and what to do about it.
    func nobody(_ call: UpstreamCall, in session: Store.Session) throws -> EmulatorError {
        let baseURL = call.request.baseURL
        // Nothing here knows how to play it, so the way to it is what is missing.
        if call.target.provider.isCustom, world.transport(to: baseURL) == nil { return refusal(of: baseURL) }
        let what = call.isProxied ? "\(call.request.method) \(call.request.path)" : call.toolName
        let names = try ToolDirectory(world: world, in: session).names(ofProvider: call.target.provider.key)
        let near = try call.isProxied ? nearest(call.request, names) : NearestTools.to(call.toolName, in: names).first
        var hint = near.map { "The nearest tool is \($0). " } ?? ""
        hint += "Answer it with a stub: PUT /_emulator/stubs \(call.suggestedStub)."
        if let miss = try world.stubs.nearestMiss(call, in: session) {
            hint += " The nearest stub did not match: \(miss)"
        }
        if let host = refusedHost(of: call.request.baseURL) {
            hint += " Or let the provider answer it: start with --allow-upstream \(host)."
        }
        return EmulatorError(
            .unimplemented, "nothing here answers \(what) of \(call.target.provider.displayName). \(hint)",
            errorCode: "UPSTREAM_NOT_EMULATED", hint: hint)
    }

    private func nearest(_ request: UpstreamRequest, _ names: [String]) throws -> String? {
        let tools = try names.compactMap { try world.catalogue.tools.tool(named: $0) }
        let paths = tools.compactMap { tool in tool.request.map { (tool.name, "\($0.method) \($0.path.text)") } }
        let wanted = Array("\(request.method) \(request.path)".prefix(200))
        return paths.min { left, right in
            NearestName.distance(wanted, Array(left.1)) < NearestName.distance(wanted, Array(right.1))
        }.map { "\($0.0) (\($0.1))" }
    }
}

/// One call on its way to whoever answers it.
struct UpstreamCall {
    var target: Upstream.Target
    var request: UpstreamRequest
    /// The tool that was called, or the one that would have sent a proxied request; nil when none would.
    var tool: Tool?
    var params: [String: JSONValue]
    /// What came in, for a call that came through the proxy.
    var proxied: ProxyRequest?

    var isProxied: Bool { proxied != nil }
    var toolName: String { tool?.name ?? "" }

    /// - Parameter params: instead of the call's own.
    func values(_ world: World, _ session: Store.Session, params: [String: JSONValue]? = nil) -> TemplateValues {
        var values = TemplateValues(world: world, in: session)
        values.params = params ?? self.params
        values.identifier = target.account.identifier
        values.connection = target.connection.keyID
        values.request = request
        return values
    }

    fileprivate var suggestedStub: String {
        let match: [String: JSONValue] =
            isProxied
            ? ["proxy": ["method": .string(request.method), "path": .string(request.path)]]
            : ["tool": .string(toolName)]
        let stub = match.merging(["answer": ["data": ["ok": true]]]) { $1 }
        return String(decoding: JSONText.bytes(["stubs": [.object(stub)]]), as: UTF8.self)
    }
}

/// An answer, and how long it is to take.
struct UpstreamAnswer {
    var response: UpstreamResponse
    /// Seconds.
    var delay = 0.0
}
