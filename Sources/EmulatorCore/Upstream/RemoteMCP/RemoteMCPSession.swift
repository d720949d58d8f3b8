/// One conversation with an MCP server: a handshake, some requests, an end.
struct RemoteMCPSession {
    /// What is asked for; a server that speaks another revision says so.
    private static let revision = "2025-06-18"

    let transport: any UpstreamTransport
    let url: String
    let headers: [UpstreamRequest.Header]
    private var agreedRevision: String?
    /// Given by servers that keep one.
    private var sessionID: String?
    private var lastID = 0

    init(transport: any UpstreamTransport, url: String, headers: [UpstreamRequest.Header]) {
        self.transport = transport
        self.url = url
        self.headers = headers
    }

    mutating func open() async throws {
        let hello = try await request(
            "initialize",
            [
                "protocolVersion": .string(Self.revision), "capabilities": [:],
                "clientInfo": ["name": "scalekit-emulator", "version": "1"],
            ])
        agreedRevision = hello["protocolVersion"]?.string ?? Self.revision
        let response = try await send(["jsonrpc": "2.0", "method": "notifications/initialized"])
        guard response.status < 400 else { throw try await refusal(response) }
        for try await _ in response.body {}
    }

    /// A server that keeps no session, or no longer, is left alone.
    func close() async {
        guard sessionID != nil else { return }
        let request = OutgoingRequest(method: "DELETE", url: url, headers: allHeaders)
        if let response = try? await transport.send(request) { _ = try? await response.collected(upTo: 65_536) }
    }

    /// - Returns: the result.
    mutating func request(_ method: String, _ params: [String: JSONValue]) async throws -> JSONValue {
        lastID += 1
        let id = JSONValue.number(Double(lastID))
        let response = try await send([
            "jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params),
        ])
        guard response.status < 400 else { throw try await refusal(response) }
        if let given = response.headers.first(where: { $0.name == "mcp-session-id" }) { sessionID = given.value }
        let answer = try await answer(to: id, in: response)
        if let error = answer["error"], !error.isNull {
            throw RemoteMCPFailure.told(error["message"]?.string ?? "the server answered with an error")
        }
        return answer["result"] ?? [:]
    }

    private func send(_ message: JSONValue) async throws -> IncomingResponse {
        try await transport.send(
            OutgoingRequest(method: "POST", url: url, headers: allHeaders, body: .bytes(JSONText.bytes(message))))
    }

    private var allHeaders: [UpstreamRequest.Header] {
        var all = headers
        all.append(.init("content-type", "application/json"))
        all.append(.init("accept", "application/json, text/event-stream"))
        if let agreedRevision { all.append(.init("mcp-protocol-version", agreedRevision)) }
        if let sessionID { all.append(.init("mcp-session-id", sessionID)) }
        return all
    }

    private func refusal(_ response: IncomingResponse) async throws -> RemoteMCPFailure {
        .refused(try await response.collected(upTo: Upstream.largestAnswer))
    }

    /// What the server says besides the answer, such as its progress, is of no interest here.
    private func answer(to id: JSONValue, in response: IncomingResponse) async throws -> JSONValue {
        let type = response.headers.first { $0.name == "content-type" }?.value ?? ""
        guard type.hasPrefix("text/event-stream") else {
            let whole = try await response.collected(upTo: Upstream.largestAnswer)
            guard case .json(let message) = whole.body, message["id"] == id else {
                throw RemoteMCPFailure.told("the server did not answer with JSON-RPC")
            }
            return message
        }
        var events = ServerSentEvents()
        for try await piece in response.body {
            for event in events.take(piece) {
                if let message = JSONText.parse(event), message["id"] == id, message["method"] == nil { return message }
            }
            guard events.held <= Upstream.largestAnswer else {
                throw RemoteMCPFailure.told("the server's answer is larger than \(Upstream.largestAnswer) bytes")
            }
        }
        throw RemoteMCPFailure.told("the server's answer broke off")
    }
}
