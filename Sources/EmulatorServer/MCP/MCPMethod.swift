/// The methods that are served, and in which revisions.
enum MCPMethod: String, Sendable, CaseIterable {
    case initialize
    case ping
    case discover = "server/discover"
    case listTools = "tools/list"
    case callTool = "tools/call"
    case listen = "subscriptions/listen"

    func isServed(in revision: MCPRevision) -> Bool {
        switch self {
        case .initialize, .ping: revision.hasHandshake
        case .discover, .listen: !revision.hasHandshake
        case .listTools, .callTool: true
        }
    }

    /// The parameter that a 2026-07-28 request repeats in its `Mcp-Name` header.
    var namedParameter: String? { self == .callTool ? "name" : nil }
}
