import EmulatorCore
import Foundation

extension MCPServerID {
    static let prefix = "/mcp/v3/"

    /// `/mcp/v3/servers/<uuid>`, `/mcp/v3/connections/<key_id>`, `/mcp/v3/instances/<secret>`; nil for other paths.
    init?(path: String) {
        guard path.hasPrefix(Self.prefix) else { return nil }
        let steps = path.dropFirst(Self.prefix.count).split(separator: "/", omittingEmptySubsequences: true)
        guard steps.count == 2, let id = String(steps[1]).removingPercentEncoding else { return nil }
        switch steps[0] {
        case "servers": self = .config(id)
        case "connections": self = .connection(id)
        case "instances": self = .instance(id)
        default: return nil
        }
    }
}
