import AsyncHTTPClient
package import EmulatorCore
import NIOCore
import NIOHTTP1

/// Reads from a Scalekit environment what a catalogue is made of, through its official API.
package struct EnvironmentReader: Sendable {
    /// Tools on a page; the contract allows a thousand.
    static let toolPage = 500
    static let providerPage = 100
    /// The contract allows no more.
    static let connectionPage = 30

    private let client: EnvironmentClient
    private let token: String

    /// - Parameter report: gets a line for each step.
    /// - Throws: what the environment refuses; UNAVAILABLE when it cannot be reached.
    package static func read(_ access: EnvironmentAccess, report: @escaping @Sendable (String) -> Void) async throws
        -> EnvironmentExport
    {
        guard access.url.hasPrefix("https://") || access.url.hasPrefix("http://") else {
            throw EmulatorError(
                .invalidArgument, "\(access.url) is no URL of an environment",
                hint: "It begins with https://, for example https://acme.scalekit.dev.")
        }
        return try await EnvironmentClient.with(access, report: report) { client in
            let reader = EnvironmentReader(client: client, token: try await client.token())
            let providers = try await reader.all(
                "providers", at: "/api/v1/providers", ["filter.provider_type": "ALL"], size: providerPage)
            let tools = try await reader.all("tools", at: "/api/v1/tools", size: toolPage)
            let connections = try await reader.all("connections", at: "/api/v1/connections/app", size: connectionPage)
            return EnvironmentExport(providers: providers, tools: tools, connections: connections)
        }
    }

    /// Every page of a list.
    /// - Parameter member: of the answers, with the items.
    private func all(_ member: String, at path: String, _ query: [String: String] = [:], size: Int) async throws
        -> [JSONValue]
    {
        var items: [JSONValue] = []
        var next = ""
        repeat {
            let answer = try await page(path, query, size: size, token: next)
            guard let page = answer[member]?.array ?? (answer[member] == nil ? [] : nil) else {
                throw EmulatorError(.unavailable, "\(path) answered with \(member) that are no list")
            }
            items += page
            let total = answer["total_size"]?.shown ?? "?"
            client.report("\(member): \(items.count) of \(total)")
            let following = answer["next_page_token"]?.string ?? ""
            // A server that sends the same page again would be asked for ever.
            guard following.isEmpty || following != next && !page.isEmpty else {
                throw EmulatorError(.unavailable, "\(path) does not come to an end: it repeats a page token")
            }
            next = following
        } while !next.isEmpty
        return items
    }

    private func page(_ path: String, _ query: [String: String], size: Int, token page: String) async throws
        -> JSONValue
    {
        var query = query.merging(["page_size": "\(size)"]) { $1 }
        if !page.isEmpty { query["page_token"] = page }
        let text = query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.percentEncoded)" }
        var request = HTTPClientRequest(url: client.access.url + path + "?" + text.joined(separator: "&"))
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "accept", value: "application/json")
        guard let answer = JSONText.parse(try await client.send(request)), answer.object != nil else {
            throw EmulatorError(
                .unavailable, "\(client.access.url)\(path) did not answer with JSON",
                hint: "Is SCALEKIT_ENV_URL the address of a Scalekit environment?")
        }
        return answer
    }
}

extension EnvironmentClient {
    /// An access token for the environment's client.
    fileprivate func token() async throws -> String {
        var request = HTTPClientRequest(url: access.url + "/oauth/token")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        let form = [
            ("grant_type", "client_credentials"), ("client_id", access.clientID),
            ("client_secret", access.clientSecret),
        ]
        let text = form.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: text))
        guard let token = JSONText.parse(try await send(request))?["access_token"]?.string else {
            throw EmulatorError(.unavailable, "\(access.url)/oauth/token answered without an access_token")
        }
        return token
    }
}
