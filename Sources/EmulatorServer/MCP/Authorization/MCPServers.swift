import EmulatorCore
import Hummingbird

/// The MCP servers as their authorization sees them: found by the path of a request.
struct MCPServers: Sendable {
    static let authorize = "/oauth/authorize"
    static let token = "/oauth/token"
    static let register = "/oauth/register"

    struct Found: Sendable {
        let id: MCPServerID
        let world: World
        let name: String

        func url(_ origin: String) -> String { origin + id.path }

        /// Whether a resource indicator means this server. How the client reached it does not matter, because one that
        /// registered as localhost may come as 127.0.0.1.
        func isMeant(by resource: String) -> Bool {
            guard let scheme = resource.firstRange(of: "://") else { return false }
            let path = resource[scheme.upperBound...].drop { $0 != "/" }
            return MCPServerID(path: String(path.prefix { $0 != "?" && $0 != "#" })) == id
        }
    }

    let gate: MCPGate

    /// - Throws: NOT_FOUND when there is no such server, or none that gives tokens: an instance's URL needs none.
    func find(in request: Request, after prefix: String = "", before suffix: String = "") throws -> Found {
        let path = RequestTarget(request.head.path ?? "").path
        guard path.hasPrefix(prefix), path.hasSuffix(suffix),
            let id = MCPServerID(path: String(path.dropFirst(prefix.count).dropLast(suffix.count)))
        else { throw EmulatorError.notFound("MCP server") }
        if case .instance = id { throw EmulatorError.notFound("authorization of an instance's URL") }
        let world = try gate.world(of: id)
        let toolbox = try world.mcpToolbox(server: id, identifier: "", access: .full)
        return Found(id: id, world: world, name: toolbox.name)
    }
}
