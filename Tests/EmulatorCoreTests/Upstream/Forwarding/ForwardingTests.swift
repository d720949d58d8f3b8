import Testing

@testable import EmulatorCore

/// Calls that a real provider answers, with a transport that only plays one.
struct ForwardingTests {
    private typealias Carrier = PlayedTransport

    private static func response(_ text: String, status: Int = 200, type: String = "application/json")
        -> IncomingResponse
    { .make(text, status: status, type: type) }

    private func world(_ carrier: Carrier, allowing host: String = "acme.board.example") throws -> World {
        try World.withTools(upstreamAccess: carrier.access(to: host))
    }

    private let call = ToolCallRequest(
        tool: "board_card_create", account: AccountLookup(connector: "board", identifier: "ada"),
        params: ["board_id": "b1", "title": "Buy milk"])

    private func proxied(_ path: String = "/anything", body: OutgoingRequest.Body = .none) -> ProxyRequest {
        ProxyRequest(
            connection: "board", identifier: "ada", request: UpstreamRequest(method: "POST", baseURL: "", path: path),
            rawQuery: "a[]=1", body: body)
    }

    private func lastLogged(_ world: World) throws -> ToolCall {
        try #require(try world.toolCalls.list(ToolCallFilter(), size: 1, token: "").items.first)
    }

    @Test func `a tool's request goes out with the credential, and its answer comes back`() async throws {
        let carrier = Carrier { _ in Self.response(#"{"id": "c7"}"#) }
        let world = try world(carrier)
        let done = try await world.upstream.execute(call)
        #expect(done.data == ["id": "c7"])
        let request = try #require(carrier.sent.first)
        #expect(request.method == "POST")
        #expect(request.url == "https://acme.board.example/boards/b1/cards")
        #expect(request.headers.contains(.init("authorization", "Bearer bd_ada")))
        #expect(request.headers.contains(.init("content-type", "application/json")))
        #expect(try lastLogged(world).executionID == done.executionID)
    }

    @Test func `what is no object is wrapped, and what is no JSON is text`() async throws {
        #expect(
            try await world(Carrier { _ in Self.response("[1, 2]") }).upstream.execute(call).data == ["result": [1, 2]])
        let text = try await world(Carrier { _ in Self.response("hello", type: "text/plain") }).upstream.execute(call)
        #expect(text.data == ["content": "hello", "content_type": "text/plain"])
        #expect(try await world(Carrier { _ in Self.response("", status: 204) }).upstream.execute(call).data == [:])
    }

    @Test(arguments: [(401, EmulatorError.Code.unauthenticated), (403, .permissionDenied), (500, .internal)])
    func `a provider's refusal is a tool error`(_ status: Int, _ code: EmulatorError.Code) async throws {
        let world = try world(Carrier { _ in Self.response(#"{"message": "no"}"#, status: status) })
        let error = try await #require(throws: EmulatorError.self) { try await world.upstream.execute(call) }
        #expect(error.code == code)
        #expect(error.errorCode == "TOOL_ERROR")
        #expect(try lastLogged(world).status == .providerError)
    }

    @Test func `a provider that cannot be reached is a tool error too`() async throws {
        let world = try world(Carrier { _ in throw EmulatorError(.unavailable, "acme cannot be reached") })
        let error = try await #require(throws: EmulatorError.self) { try await world.upstream.execute(call) }
        #expect(error.errorCode == "TOOL_ERROR")
        #expect(error.toolError?.code == "UPSTREAM_UNREACHABLE")
        #expect(try lastLogged(world).errorCode == "UPSTREAM_UNREACHABLE")
        let other = try await #require(throws: EmulatorError.self) { try await world.upstream.proxy(proxied()) }
        #expect(other.code == .unavailable)
    }

    @Test func `an answer that is too large is refused`() async throws {
        let large = String(repeating: "x", count: Upstream.largestAnswer + 1)
        let world = try world(Carrier { _ in Self.response(large) })
        let error = try await #require(throws: EmulatorError.self) { try await world.upstream.execute(call) }
        #expect(error.toolError?.code == "UPSTREAM_TOO_LARGE")
    }

    @Test func `a proxied request goes out as it came`() async throws {
        let carrier = Carrier { _ in Self.response("late", status: 418, type: "text/plain") }
        let world = try world(carrier)
        let answer = try await world.upstream.proxy(proxied(body: .bytes([1, 2, 3])))
        guard case .incoming(let response) = answer else { return #expect(Bool(false)) }
        #expect(response.status == 418)
        let request = try #require(carrier.sent.first)
        #expect(request.url == "https://acme.board.example/anything?a[]=1")
        guard case .bytes([1, 2, 3]) = request.body else { return #expect(Bool(false)) }
        let entry = try lastLogged(world)
        #expect(entry.source == .proxy)
        #expect(entry.status == .providerError)
    }

    @Test func `a host that was not allowed is not connected to`() async throws {
        let carrier = Carrier { _ in Self.response("{}") }
        let world = try world(carrier, allowing: "other.example")
        #expect(try await world.upstream.execute(call).data["title"] == "Buy milk")
        let error = try await #require(throws: EmulatorError.self) { try await world.upstream.proxy(proxied()) }
        #expect(error.code == .unimplemented)
        #expect(error.hint?.contains("--allow-upstream acme.board.example") == true)
        #expect(carrier.sent.isEmpty)
        #expect(try !world.upstream.leaves(proxied()))
    }

    @Test func `a stub comes before the provider`() async throws {
        let carrier = Carrier { _ in Self.response("{}") }
        let world = try world(carrier)
        let stub = "[{tool: board_card_create, answer: {data: {id: stubbed}}}]"
        try world.stubs.replace(Stub.parse(Array(stub.utf8), fileName: "s.yaml"))
        #expect(try await world.upstream.execute(call).data == ["id": "stubbed"])
        #expect(carrier.sent.isEmpty)
    }

    @Test func `a call that would leave is not answered on the spot`() throws {
        let world = try world(Carrier { _ in Self.response("{}") })
        #expect(throws: Upstream.MustLeave.self) { try world.upstream.executeHere(call) }
        #expect(throws: Upstream.MustLeave.self) { try world.upstream.proxyHere(proxied()) }
        #expect(try world.upstream.executeQuickly(call) == nil)
        #expect(try world.toolCalls.list(ToolCallFilter(), size: 1, token: "").items.isEmpty)
        #expect(try world.upstream.leaves(proxied()))
    }
}
