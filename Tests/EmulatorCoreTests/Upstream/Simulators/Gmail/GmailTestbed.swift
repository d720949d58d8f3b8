import Foundation

@testable import EmulatorCore

/// An environment with Gmail accounts, called as tools and as proxied requests.
struct GmailTestbed {
    let world: World

    static let ada = "ada@northwind.example"
    static let ben = "ben@northwind.example"

    init(accounts: [String] = [Self.ada, Self.ben]) throws {
        world = try .make(catalogue: try Catalogue.embedded())
        for account in accounts { try world.account(account, on: "gmail") }
    }

    @discardableResult
    func tool(_ name: String, _ params: [String: JSONValue] = [:], as identifier: String = Self.ada) throws -> JSONValue
    {
        let request = ToolCallRequest(
            tool: name, account: AccountLookup(connector: "gmail", identifier: identifier), params: params)
        return .object(try world.upstream.executeHere(request).result.get().data)
    }

    func proxy(
        _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
        as identifier: String = Self.ada
    ) throws -> UpstreamResponse {
        let request = UpstreamRequest(
            method: method, baseURL: "", path: "/gmail/v1/users/me/" + path, query: query.map { .init($0.0, $0.1) },
            body: body.map(UpstreamRequest.Body.json) ?? .none)
        return try world.upstream.proxyHere(.init(connection: "gmail", identifier: identifier, request: request)).result
            .get()
    }

    func json(
        _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
        as identifier: String = Self.ada
    ) throws -> JSONValue {
        try proxy(method, path, query: query, body: body, as: identifier).json
    }

    /// Subjects of what a search finds, newest first.
    func subjects(_ query: String, as identifier: String = Self.ada) throws -> [String] {
        let found = try tool("gmail_fetch_mails", ["query": .string(query), "format": "metadata"], as: identifier)
        return (found["messages"]?.array ?? []).map { $0.header("Subject") }
    }

    func advance(_ seconds: Double) throws { try world.clock.freeze(at: world.clock.now().addingTimeInterval(seconds)) }
}

extension UpstreamResponse {
    var json: JSONValue { if case .json(let value) = body { value } else { .null } }
}

extension JSONValue {
    func header(_ name: String) -> String {
        (self[path: "payload.headers"]?.array ?? []).first { $0["name"]?.string == name }?["value"]?.string ?? ""
    }

    /// The decoded text of a member in base64url.
    func decoded(_ path: String) -> String {
        String(decoding: MIMEEncoding.base64(self[path: path]?.string ?? ""), as: UTF8.self)
    }

    var texts: [String] { (array ?? []).compactMap(\.string) }
}
