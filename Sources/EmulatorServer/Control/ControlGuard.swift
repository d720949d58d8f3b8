import Crypto
import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// Who may change an environment from outside of its API: programs on this machine, and those that have the token. A
/// web page cannot, whatever name it reached this server by, and neither can a network without a token.
struct ControlGuard: Sendable {
    let worlds: Worlds
    /// Whether only this machine can connect.
    let isLoopback: Bool
    /// `--control-token`: what callers have to show, on loopback too.
    let token: String?

    /// - Throws: UNAUTHENTICATED without the token, PERMISSION_DENIED for everybody else who may not ask.
    func permit(_ request: Request, _ context: DoorContext) throws {
        guard isLoopback || token != nil else {
            throw EmulatorError(
                .permissionDenied, "environments are controlled from the machine itself", errorCode: "NOT_LOOPBACK",
                hint: "This server listens on a network. Start it with --host localhost or with --control-token.")
        }
        guard context.isKnownHost else { throw UnknownHost.error }
        let site = request.headers[.secFetchSite] ?? "none"
        let from = request.headers[.origin] ?? context.origin
        guard site == "none" || site == "same-origin", from == context.origin else {
            throw EmulatorError(.permissionDenied, "another site may not control this server", errorCode: "CROSS_SITE")
        }
        guard isToken(request.headers[values: .authorization]) else {
            throw EmulatorError(
                .unauthenticated, "the control token is missing or another one", errorCode: "CONTROL_TOKEN",
                hint: "Send `Authorization: Bearer` with the token that the server was started with.")
        }
    }

    /// Digests are compared in constant time, whatever the length of what was sent.
    private func isToken(_ credentials: [String]) -> Bool {
        guard let token else { return true }
        let expected = SHA256.hash(data: Data(token.utf8))
        return credentials.contains { credential in
            let parts = credential.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
            return SHA256.hash(data: Data(parts[1].utf8)) == expected
        }
    }

    /// - Parameter clientID: nil or empty for the default environment.
    func world(clientID: String?) throws -> World {
        guard let clientID, !clientID.isEmpty else { return worlds.default }
        guard let world = worlds.world(clientID: clientID) else {
            throw EmulatorError.notFound(
                "environment of the client", clientID, hint: "It opens with the client's first token.")
        }
        return world
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("sec-fetch-site")!  // A literal that is a valid name.
}
