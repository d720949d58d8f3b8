import EmulatorCore
import HTTPTypes
import Hummingbird

/// How a client that brings no token gets one: the authorization of the MCP specification. Its tokens are session
/// tokens, of the same kind that `CreateMcpSessionToken` gives.
struct MCPAuthorizationRoutes: Sendable {
    let gate: MCPGate
    let tokens: MCPSessionTokens
    let replies: ConsentReplies
    let secret: FormSecret

    func add(to router: Router<DoorContext>) {
        let servers = MCPServers(gate: gate)
        MCPMetadata(servers: servers).add(to: router)
        MCPRegistration(servers: servers).add(to: router)
        MCPAuthorizePages(servers: servers, replies: replies, secret: secret).add(to: router)
        MCPTokenEndpoint(servers: servers, tokens: tokens).add(to: router)
    }
}
