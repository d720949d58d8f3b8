import HTTPTypes

/// Which web pages may talk to the MCP servers: those of this machine and of this server's own names. Without this a
/// page that rebinds a name to a loopback address could. Programs send no origin.
struct MCPOrigin {
    /// Nil when the request is from no page.
    let value: String?
    let isAllowed: Bool

    init(_ head: RequestHead, _ origins: Origins) {
        value = head[.origin]
        isAllowed = value.map { Origins.origin(ofURL: $0) == $0 && origins.knows(Self.authority($0)) } ?? true
    }

    private static func authority(_ origin: String) -> String {
        origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) } ?? ""
    }

    /// What lets a page read the answer.
    var fields: HTTPFields {
        guard let value, isAllowed else { return [:] }
        return [
            .accessControlAllowOrigin: value, .vary: "origin",
            .accessControlExposeHeaders: "mcp-session-id, www-authenticate",
        ]
    }

    /// The answer to a page that asks what it may send.
    var preflight: Reply {
        var reply = MCPReply.accepted(.noContent)
        reply.add([
            .accessControlAllowMethods: "GET, POST, DELETE",
            .accessControlAllowHeaders: """
            authorization, content-type, accept, last-event-id, mcp-session-id, mcp-protocol-version, mcp-method, mcp-name
            """,
            .accessControlMaxAge: "600",
        ])
        return reply
    }
}
