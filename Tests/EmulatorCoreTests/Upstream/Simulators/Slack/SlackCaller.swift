import Testing

@testable import EmulatorCore

/// An account of Slack in an environment of its own, or beside others in one.
struct SlackCaller {
    static let me = "U06F2K7M4DX"
    static let priya = "U06F2K9QWLM"
    static let tomas = "U06F2KA3T7P"
    static let lena = "U06F2KB8R1C"
    static let marcus = "U06HQ1XB6JD"
    static let general = "C06F3AK1V9T"
    static let random = "C06F3AM8E2R"
    static let product = "C06G2PB4X7W"
    static let incidents = "C06G2PD9S5H"
    static let leads = "C06H7LQ2N8J"
    static let archived = "C06F9YV3K6D"
    static let priyaDirect = "D06F4CE8H1Z"
    static let file = "F06K2V7XN4B"
    static let group = "S06J4T9WD2N"
    static let reminder = "Rm06M3E8YQ1K"

    let world: World
    let identifier: String

    init(_ identifier: String = "ada.lovelace@example.com", in world: World? = nil, data: JSONValue? = nil) throws {
        self.world = try world ?? World.make(catalogue: .embedded())
        self.identifier = identifier
        let account = try self.world.account(identifier, on: "slack")
        if let data { try self.world.write { try ProviderDataTable.insert(data, for: account.id, in: $0) } }
    }

    /// What a tool answers.
    func tool(_ name: String, _ params: [String: JSONValue] = [:]) throws -> JSONValue {
        let account = AccountLookup(connector: "slack", identifier: identifier)
        let request = ToolCallRequest(tool: name, account: account, params: params)
        return .object(try world.upstream.executeHere(request).result.get().data)
    }

    /// What a proxied call answers, with its arguments as JSON.
    func call(_ method: String, _ body: JSONValue = [:]) throws -> JSONValue {
        try send(.init(method: "POST", baseURL: "", path: "/api/\(method)", body: .json(body)))
    }

    func send(_ request: UpstreamRequest) throws -> JSONValue {
        let proxied = ProxyRequest(connection: "slack", identifier: identifier, request: request)
        let response = try world.upstream.proxyHere(proxied).result.get()
        #expect(response.status == 200)
        guard case .json(let body) = response.body else { return .null }
        return body
    }

    func error(_ method: String, _ body: JSONValue = [:]) throws -> String? {
        let answer = try call(method, body)
        #expect((answer["ok"] == false) == (answer["error"] != nil))
        return answer["error"]?.string
    }

    /// The `ts` of a message, found by the beginning of its text.
    func ts(of text: String, in channel: String) throws -> JSONValue {
        let found = try messages(in: channel).first { $0["text"]?.string?.hasPrefix(text) == true }
        return try #require(found?["ts"])
    }

    func messages(in channel: String, _ more: [String: JSONValue] = [:]) throws -> [JSONValue] {
        let arguments = ["channel": JSONValue.string(channel), "limit": 1_000].merging(more) { $1 }
        return try #require(try call("conversations.history", .object(arguments))["messages"]?.array)
    }

    func texts(in channel: String, _ more: [String: JSONValue] = [:]) throws -> [String] {
        try messages(in: channel, more).compactMap { $0["text"]?.string }
    }

    /// Sends a message to #general and returns its `ts`.
    func post(_ text: String, _ more: [String: JSONValue] = [:]) throws -> JSONValue {
        let arguments = ["channel": JSONValue.string(Self.general), "text": .string(text)].merging(more) { $1 }
        return try #require(try call("chat.postMessage", .object(arguments))["ts"])
    }
}
