import FoundationEssentials
import JWTKit

/// Mints the tokens of `POST /oauth/token` and says whose a presented one is.
package final class AccessTokens: Sendable {
    /// Seconds a token lives, as documented (`expires_in` 86399 counts the second that passed).
    package static let lifetime = 86_400

    package struct Minted: Sendable, Equatable {
        package var token: String
        package var expiresIn: Int
        package var scope: String
    }

    private let keys: JWTKeyCollection
    private let keyID: String
    private let ids = TokenIDs()

    package init(key: SigningKey) async {
        keys = await key.collection()
        keyID = key.id
    }

    /// - Parameters:
    ///   - issuer: the origin the client called, for example `https://localhost:8443`.
    ///   - scope: space-separated, as asked for; `openid` when nothing was.
    package func mint(for world: World, issuer: String, scope: String?) async throws -> Minted {
        let now = world.clock.now().timeIntervalSince1970
        // Clients refuse tokens from the future, so only the expiry follows a clock that was put forward.
        let issued = Int(min(now, Date().timeIntervalSince1970))
        let client = world.environment.clientID
        let scopes = (scope ?? "openid").split(separator: " ").map(String.init)
        let claims = AccessTokenClaims(
            iss: issuer, sub: client, aud: [issuer, client], client_id: client,
            jti: ids.next(client: client, issued: issued), iat: issued, nbf: issued,
            exp: Int(now) + Self.lifetime, scopes: scopes, scope: scopes.joined(separator: " "))
        let token = try await keys.sign(claims, kid: JWKIdentifier(string: keyID), header: ["typ": "JWT"])
        return Minted(token: token, expiresIn: Self.lifetime - 1, scope: claims.scope)
    }

    /// The claims of a token that was signed here; nil for anything else. The caller judges its expiry.
    package func verify(_ token: String) async -> AccessTokenClaims? {
        try? await keys.verify(token, as: AccessTokenClaims.self)
    }
}
