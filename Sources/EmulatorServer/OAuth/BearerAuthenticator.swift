import EmulatorAPI
import EmulatorCore
import FoundationEssentials
import Synchronization

/// Finds the caller and its environment by the bearer tokens of a request.
///
/// Python sends two `authorization` values, the second of them stale after a refresh, so the call passes when any
/// of them is valid. A token that was signed here for a client this server does not know (an earlier run's) is
/// UNAUTHENTICATED, so that SDKs authenticate again.
final class BearerAuthenticator: Sendable {
    private struct Known: Sendable {
        var client: String
        var expiry: Int
    }

    private let tokens: AccessTokens
    private let worlds: Worlds
    /// Checking a signature costs more than the rest of a call, so tokens that passed once are remembered, by the
    /// whole value of the field.
    private let verified = Mutex<[String: Known]>([:])
    private static let remembered = 4096

    init(tokens: AccessTokens, worlds: Worlds) {
        self.tokens = tokens
        self.worlds = worlds
    }

    func authenticate(_ authorizations: [String]) async throws -> (World, Caller) {
        let presented = authorizations.filter { Self.token(in: $0) != nil }
        guard !presented.isEmpty else { throw EmulatorError(.unauthenticated, "Token empty") }
        var isExpired = false
        for authorization in presented {
            guard let known = await identify(authorization), let world = worlds.world(clientID: known.client) else {
                continue
            }
            if Double(known.expiry) > world.clock.now().timeIntervalSince1970 {
                return (world, .client(id: known.client))
            }
            isExpired = true
        }
        throw EmulatorError(
            .unauthenticated, isExpired ? "Token expired" : "Token invalid",
            hint: "Get a new token with POST /oauth/token; tokens of another server or client are not accepted.")
    }

    /// The same without waiting: nil when a token has to be looked at more closely.
    func recall(_ authorizations: [String]) -> (World, Caller)? {
        guard let first = authorizations.first, let known = verified.withLock({ $0[first] }),
            let world = worlds.world(clientID: known.client),
            Double(known.expiry) > world.clock.now().timeIntervalSince1970
        else { return nil }
        return (world, .client(id: known.client))
    }

    private func identify(_ authorization: String) async -> Known? {
        if let known = verified.withLock({ $0[authorization] }) { return known }
        guard let token = Self.token(in: authorization), let claims = await tokens.verify(token) else { return nil }
        let known = Known(client: claims.client_id, expiry: claims.exp)
        verified.withLock { cache in
            if cache.count >= Self.remembered { cache.removeAll(keepingCapacity: true) }
            cache[authorization] = known
        }
        return known
    }

    /// The token of `Bearer <token>`, whatever the scheme's case; nil for another scheme or none.
    private static func token(in authorization: String) -> String? {
        let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = parts[1].trimmingPrefix { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }
}
