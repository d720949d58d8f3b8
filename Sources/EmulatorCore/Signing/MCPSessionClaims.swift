package import JWTKit

/// The claims of an MCP session token: those that the contract names, the standard ones, and `client_id`, by which a
/// connection's server finds the environment.
package struct MCPSessionClaims: JWTPayload {
    package static let type = "mcp_session"

    package var iss: String
    /// The user's identifier.
    package var sub: String
    /// The server's URL.
    package var aud: [String]
    package var client_id: String
    package var jti: String
    package var iat: Int
    package var nbf: Int
    package var exp: Int
    package var token_type: String
    package var access_level: String
    /// The config's id; nil in a token for a connection.
    package var mcp_cfg: String?
    /// The connection's id; nil in a token for a config.
    package var conn_id: String?
    package var ca_ids: [String]

    /// The origin says nothing: a client may reach one server under several names.
    package func isFor(_ server: MCPServerID) -> Bool { aud.contains { $0.hasSuffix(server.path) } }

    /// Times are judged by the environment's clock, in `World.mcpToolbox`.
    package func verify(using algorithm: some JWTAlgorithm) {}
}
