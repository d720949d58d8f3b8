import Crypto
import FoundationEssentials
import JWTKit
import Synchronization

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
    private let minted = Mutex(UInt64(0))

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
            jti: nextID(client: client, issued: issued), iat: issued, nbf: issued,
            exp: Int(now) + Self.lifetime, scopes: scopes, scope: scopes.joined(separator: " "))
        let token = try await keys.sign(claims, kid: JWKIdentifier(string: keyID), header: ["typ": "JWT"])
        return Minted(token: token, expiresIn: Self.lifetime - 1, scope: claims.scope)
    }

    /// The claims of a token that was signed here; nil for anything else. The caller judges its expiry.
    package func verify(_ token: String) async -> AccessTokenClaims? {
        try? await keys.verify(token, as: AccessTokenClaims.self)
    }

    private func nextID(client: String, issued: Int) -> String {
        let count = minted.withLock { value in
            value += 1
            return value
        }
        let digest = SHA256.hash(data: Data("\(client) \(issued) \(count)".utf8))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return "tkn_\(100_000_000_000_000_000 + number % 900_000_000_000_000_000)"
    }
}
