import Testing

@testable import EmulatorCore

/// An MCP server as its client meets it.
struct RemoteMCPTests {
    private static func answer(_ request: OutgoingRequest, _ result: JSONValue) -> String {
        let message: JSONValue = ["jsonrpc": "2.0", "id": request.json?["id"] ?? .null, "result": result]
        return String(decoding: JSONText.bytes(message), as: UTF8.self)
    }

    /// A server that keeps sessions, answers lists page by page, and calls as a stream of events.
    private func server(_ call: @escaping @Sendable (OutgoingRequest) throws -> IncomingResponse) -> PlayedTransport {
        PlayedTransport { request in
            switch request.json?["method"]?.string {
            case "initialize":
                let result: JSONValue = ["protocolVersion": "2025-03-26", "capabilities": [:]]
                return .make(Self.answer(request, result), headers: [.init("mcp-session-id", "s-1")])
            case "notifications/initialized": return .make("", status: 202)
            case nil where request.method == "DELETE": return .make("", status: 204)
            default: return try call(request)
            }
        }
    }

    private func client(_ transport: PlayedTransport) -> RemoteMCP {
        RemoteMCP(
            transport: transport, url: "http://localhost:9/mcp", headers: [.init("authorization", "Bearer t-ada")])
    }

    @Test func `tools are listed page by page, in a session with the credential`() async throws {
        let transport = server { request in
            let cursor = request.json?[path: "params.cursor"]?.string
            let page: JSONValue =
                cursor == nil
                ? ["tools": [["name": "one"]], "nextCursor": "p2"] : ["tools": [["name": "two", "title": "Two"]]]
            return .make(Self.answer(request, page))
        }
        let tools = try await client(transport).tools()
        #expect(tools.map(\.name) == ["one", "two"])
        #expect(tools[1].description["title"] == "Two")
        let methods = transport.sent.map { $0.json?["method"]?.string ?? $0.method }
        #expect(methods == ["initialize", "notifications/initialized", "tools/list", "tools/list", "DELETE"])
        #expect(transport.sent.allSatisfy { $0.header("authorization") == "Bearer t-ada" })
        #expect(transport.sent[0].header("mcp-session-id") == nil)
        for later in transport.sent.dropFirst() {
            #expect(later.header("mcp-session-id") == "s-1")
            #expect(later.header("mcp-protocol-version") == "2025-03-26")
        }
    }

    @Test func `a call is answered by an event among others`() async throws {
        let transport = server { request in
            let noise = #"{"jsonrpc":"2.0","method":"notifications/progress","params":{}}"#
            let result: JSONValue = ["content": [["type": "text", "text": "5"]], "structuredContent": ["sum": 5]]
            let text = "data: \(noise)\n\ndata: \(Self.answer(request, result))\n\n"
            return .make(text, type: "text/event-stream; charset=utf-8")
        }
        let result = try await client(transport).call("add", ["a": 2, "b": 3])
        #expect(result["structuredContent"] == ["sum": 5])
        #expect(transport.sent[2].json?["params"] == ["name": "add", "arguments": ["a": 2, "b": 3]])
    }

    @Test(arguments: [
        (#"{"isError": true, "content": [{"type": "text", "text": "no such board"}]}"#, "no such board"),
        (#"{"isError": true, "content": []}"#, "did not say why"),
    ])
    func `a result that is an error is one`(_ result: String, _ message: String) async throws {
        let transport = server { .make(Self.answer($0, JSONText.value(result))) }
        await #expect { try await client(transport).call("add", [:]) } throws: { error in
            if case RemoteMCPFailure.told(let text) = error { text.contains(message) } else { false }
        }
        #expect(transport.sent.last?.method == "DELETE")
    }

    @Test(arguments: [
        ("not JSON", "application/json"), (#"{"jsonrpc":"2.0","id":99,"result":{}}"#, "application/json"),
        ("data: {}\n\n", "text/event-stream"), ("<html>", "text/html"),
    ])
    func `what is no answer is said`(_ body: String, _ type: String) async throws {
        let transport = server { _ in .make(body, type: type) }
        await #expect(throws: RemoteMCPFailure.self) { try await client(transport).tools() }
    }

    @Test func `a refusal is kept as it came`() async throws {
        let transport = PlayedTransport { _ in .make(#"{"message": "who are you"}"#, status: 401) }
        await #expect { try await client(transport).tools() } throws: { error in
            if case RemoteMCPFailure.refused(let response) = error { response.status == 401 } else { false }
        }
    }

    @Test func `a server that never comes to an end is left`() async throws {
        let transport = server { request in
            let number = request.json?["id"]?.number ?? 0
            let tools = JSONValue.array((0..<400).map { ["name": .string("t\(Int(number))-\($0)")] })
            return .make(Self.answer(request, ["tools": tools, "nextCursor": .string("p\(number)")]))
        }
        await #expect(throws: RemoteMCPFailure.self) { try await client(transport).tools() }
    }
}
