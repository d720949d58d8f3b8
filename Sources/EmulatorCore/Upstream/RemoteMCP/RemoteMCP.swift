/// The MCP server of a custom provider, to which this is the client: JSON-RPC over Streamable HTTP. Like the real
/// service it keeps no session between two uses (spec/actions.md section 11.6).
struct RemoteMCP: Sendable {
    let transport: any UpstreamTransport
    let url: String
    /// The account's credential.
    let headers: [UpstreamRequest.Header]

    /// A tool as its server describes it.
    struct Listed: Sendable, Equatable {
        var name: String
        var description: JSONValue
    }

    /// More would make every listing slow.
    static let mostTools = 1_000

    /// Every tool, page by page.
    /// - Throws: `RemoteMCPFailure`, and whatever the transport throws.
    func tools() async throws -> [Listed] {
        try await inSession { session in
            var found: [Listed] = []
            var cursor: String?
            repeat {
                let page = try await session.request("tools/list", cursor.map { ["cursor": .string($0)] } ?? [:])
                found += (page["tools"]?.array ?? []).compactMap { tool in
                    tool["name"]?.string.map { Listed(name: $0, description: tool) }
                }
                guard found.count <= Self.mostTools else {
                    throw RemoteMCPFailure.told("the server has more than \(Self.mostTools) tools")
                }
                let next = page["nextCursor"]?.string
                guard next == nil || next != cursor else {
                    throw RemoteMCPFailure.told("the server gives the same page again and again")
                }
                cursor = next
            } while cursor != nil
            return found
        }
    }

    /// - Returns: the result as the server gave it: `content`, `structuredContent`.
    /// - Throws: `RemoteMCPFailure` also for a result that is marked as an error.
    func call(_ tool: String, _ arguments: [String: JSONValue]) async throws -> [String: JSONValue] {
        try await inSession { session in
            let result = try await session.request(
                "tools/call", ["name": .string(tool), "arguments": .object(arguments)])
            var members = result.object ?? [:]
            let isError = members.removeValue(forKey: "isError") == true
            members["_meta"] = nil
            guard !isError else { throw RemoteMCPFailure.told(Self.text(of: members)) }
            return members
        }
    }

    private static func text(of result: [String: JSONValue]) -> String {
        let texts = (result["content"]?.array ?? []).compactMap { $0["text"]?.string }
        return texts.isEmpty ? "the tool failed and did not say why" : texts.joined(separator: "\n")
    }

    private func inSession<Result>(_ body: (inout RemoteMCPSession) async throws -> Result) async throws -> Result {
        var session = RemoteMCPSession(transport: transport, url: url, headers: headers)
        try await session.open()
        do {
            let result = try await body(&session)
            await session.close()
            return result
        } catch {
            await session.close()
            throw error
        }
    }
}

/// Why an MCP server did not do what it was asked.
enum RemoteMCPFailure: Error {
    /// It refused the request itself.
    case refused(UpstreamResponse)
    /// It answered with an error, of the protocol or of the tool.
    case told(String)
}
