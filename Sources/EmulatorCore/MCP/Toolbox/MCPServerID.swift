/// Which MCP server a URL means.
package enum MCPServerID: Sendable, Hashable {
    /// The `<uuid>` of a config's URL.
    case config(String)
    /// A connection's `key_id`, in its exact case.
    case connection(String)
    /// The secret of an instance's URL.
    case instance(String)

    /// Where the server is, below the origin.
    package var path: String {
        switch self {
        case .config(let id): "/mcp/v3/servers/\(id)"
        case .connection(let keyID): "/mcp/v3/connections/\(keyID.percentEncoded)"
        case .instance(let secret): "/mcp/v3/instances/\(secret)"
        }
    }
}

/// How much of a server a session token opens.
package enum MCPAccess: String, Sendable, CaseIterable, Codable {
    case full = "FULL"
    /// Only tools that are annotated as read-only.
    case readOnly = "READ_ONLY"
}
