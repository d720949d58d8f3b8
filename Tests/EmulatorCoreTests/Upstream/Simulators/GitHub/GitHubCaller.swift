import Testing

@testable import EmulatorCore

/// An account of GitHub in an environment of its own, or beside others in one.
struct GitHubCaller {
    /// A repository of the default data, with issues and pull requests.
    static let checkout = "/repos/brightlane/checkout"
    /// Somebody else's public one.
    static let palette = "/repos/lena-fischer/palette"
    static let here: [String: JSONValue] = ["owner": "brightlane", "repo": "checkout"]

    let world: World
    let identifier: String
    let connection: String

    init(
        _ identifier: String = "ada.lovelace@example.com", in world: World? = nil, on connection: String = "github",
        data: JSONValue? = nil
    ) throws {
        self.world = try world ?? World.make(catalogue: .embedded())
        (self.identifier, self.connection) = (identifier, connection)
        let account = try self.world.account(identifier, on: connection)
        if let data { try self.world.write { try ProviderDataTable.insert(data, for: account.id, in: $0) } }
    }

    /// What a tool answers; a list stands under `result`.
    @discardableResult
    func tool(_ name: String, _ params: [String: JSONValue] = [:]) throws -> JSONValue {
        let account = AccountLookup(connector: connection, identifier: identifier)
        let request = ToolCallRequest(tool: name, account: account, params: params)
        return .object(try world.upstream.executeHere(request).result.get().data)
    }

    /// A proxied call.
    /// - Parameter path: perhaps with a query behind it, not encoded.
    @discardableResult
    func send(
        _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [UpstreamRequest.Header] = []
    ) throws -> UpstreamResponse {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        let query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { item in
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return UpstreamRequest.QueryItem(pair[0], pair.count > 1 ? pair[1] : "")
        }
        let request = UpstreamRequest(
            method: method, baseURL: "", path: parts[0], query: query, headers: headers,
            body: body.map(UpstreamRequest.Body.json) ?? .none)
        return try world.upstream.proxyHere(.init(connection: connection, identifier: identifier, request: request))
            .result
            .get()
    }

    func get(_ path: String) throws -> JSONValue { try send("GET", path).json }

    func list(_ path: String) throws -> [JSONValue] { try #require(try get(path).array) }

    /// Numbers of the issues or pull requests in a list.
    func numbers(_ path: String) throws -> [Int] { try list(path).compactMap(\.issueNumber) }

    /// What an issue search finds, in its order.
    func search(_ query: String, _ more: String = "") throws -> [Int] {
        try #require(try get("/search/issues?q=\(query)\(more)")["items"]?.array).compactMap(\.issueNumber)
    }

    /// A file's text on a branch.
    func text(_ path: String, _ branch: String = "main", in repository: String = Self.checkout) throws -> String {
        let raw = UpstreamRequest.Header("accept", "application/vnd.github.raw+json")
        let answer = try send("GET", "\(repository)/contents/\(path)?ref=\(branch)", headers: [raw])
        guard case .bytes(let bytes, _) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a file that is not there yet, and returns the commit.
    @discardableResult
    func write(_ path: String, _ text: String, on branch: String = "main", in repository: String = Self.checkout) throws
        -> String
    {
        let present = try send("GET", "\(repository)/contents/\(path)?ref=\(branch)").json["sha"]
        let answer = try send(
            "PUT", "\(repository)/contents/\(path)",
            [
                "message": .string("Write \(path)"), "branch": .string(branch), "sha": present ?? .null,
                "content": .string(GitHubContents.base64(Array(text.utf8))),
            ])
        return try #require(answer.json[path: "commit.sha"]?.string)
    }

    func branch(_ name: String, from other: String = "main", in repository: String = Self.checkout) throws {
        let sha = try #require(try get("\(repository)/branches/\(other)")[path: "commit.sha"])
        let answer = try send("POST", "\(repository)/git/refs", ["ref": .string("refs/heads/\(name)"), "sha": sha])
        #expect(answer.status == 201)
    }

    func head(of branch: String, in repository: String = Self.checkout) throws -> String {
        try #require(try get("\(repository)/branches/\(branch)")[path: "commit.sha"]?.string)
    }

    /// A new branch with one changed file, and a pull request for it.
    func pull(_ branch: String, changing path: String, to text: String, title: String = "Change", body: String = "")
        throws -> Int
    {
        try self.branch(branch)
        try write(path, text, on: branch)
        let opened = try send(
            "POST", "\(Self.checkout)/pulls",
            ["title": .string(title), "body": .string(body), "head": .string(branch), "base": "main"])
        #expect(opened.status == 201)
        return try #require(opened.json.issueNumber)
    }
}

extension JSONValue {
    var issueNumber: Int? { self["number"]?.number.map { Int($0) } }

    /// A member's texts of the objects in a list.
    func texts(_ path: String) -> [String] { (array ?? []).texts(path) }
}

extension [JSONValue] {
    func texts(_ path: String) -> [String] { compactMap { $0[path: path]?.string } }
}
