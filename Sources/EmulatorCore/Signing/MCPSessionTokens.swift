package import FoundationEssentials
import JWTKit

/// Mints the tokens that MCP servers accept, and says what a presented one claims.
package final class MCPSessionTokens: Sendable {
    package struct Minted: Sendable, Equatable {
        package var token: String
        package var expiresAt: Date
    }

    private let keys: JWTKeyCollection
    private let keyID: String
    private let ids = TokenIDs(kind: "mcp")

    package init(key: SigningKey) async {
        keys = await key.collection()
        keyID = key.id
    }

    /// Whether the user has accounts, and in which state, is not asked here.
    /// - Parameters:
    ///   - server: not an instance's, which needs no token.
    ///   - lifetime: in seconds.
    ///   - origin: where clients reach the server, without a trailing slash.
    /// - Throws: NOT_FOUND when there is no such server.
    package func mint(
        for world: World, server: MCPServerID, identifier: String, access: MCPAccess, lifetime: Double, origin: String
    ) async throws -> Minted {
        let scope = try world.mcpSessions.scope(of: server, identifier: identifier)
        let now = world.clock.now().timeIntervalSince1970
        let expiry = Int(now + lifetime)
        // Clients refuse tokens from the future, so only the expiry follows a clock that was put forward.
        let issued = Int(min(now, Date().timeIntervalSince1970))
        let claims = MCPSessionClaims(
            iss: origin, sub: identifier, aud: [origin + server.path], client_id: world.environment.clientID,
            jti: ids.next(client: world.environment.clientID, issued: issued), iat: issued, nbf: issued, exp: expiry,
            token_type: MCPSessionClaims.type, access_level: access.rawValue,
            mcp_cfg: scope.configID.map { "\($0)" }, conn_id: scope.connectionID.map { "\($0)" },
            ca_ids: scope.accountIDs.map { "\($0)" })
        let token = try await keys.sign(claims, kid: JWKIdentifier(string: keyID), header: ["typ": "JWT"])
        return Minted(token: token, expiresAt: Date(timeIntervalSince1970: Double(expiry)))
    }

    /// The claims of a session token that was signed here; nil for anything else. The caller judges its expiry.
    package func verify(_ token: String) async -> MCPSessionClaims? {
        guard let claims = try? await keys.verify(token, as: MCPSessionClaims.self),
            claims.token_type == MCPSessionClaims.type
        else { return nil }
        return claims
    }
}
