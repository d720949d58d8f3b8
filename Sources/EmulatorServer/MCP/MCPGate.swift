import EmulatorCore
import Foundation
import HTTPTypes
import Synchronization

/// Lets callers through to the server that their token or their URL is for.
///
/// A missing or bad token is answered with 401 and where a client may get one (RFC 9728). So is a token of another
/// server: the MCP specification counts a wrong audience as an invalid token. What does not exist is 404.
final class MCPGate: Sendable {
    private let worlds: Worlds
    private let tokens: MCPSessionTokens
    /// Checking a signature costs more than a call does.
    private let verified = Mutex<[String: MCPSessionClaims]>([:])
    private static let remembered = 4096

    init(worlds: Worlds, tokens: MCPSessionTokens) {
        self.worlds = worlds
        self.tokens = tokens
    }

    func caller(of server: MCPServerID, _ head: RequestHead, origin: String) async throws -> MCPCaller {
        do {
            if case .instance(let secret) = server {
                let world = try world(of: server)
                let toolbox = try world.mcpToolbox(instanceSecret: secret)
                return MCPCaller(
                    world: world, toolbox: toolbox, expiresAt: nil, origin: origin, client: head.client)
            }
            guard let token = Self.token(in: head.authorizations) else {
                try requireServer(server)
                throw Self.challenge(server, origin)
            }
            guard let claims = await claims(of: token), let world = world(of: server, claims) else {
                try requireServer(server)
                throw Self.challenge(server, origin, "the token is not a session token of this server")
            }
            let toolbox = try world.mcpToolbox(server: server, token: claims)
            let expiry = Date(timeIntervalSince1970: Double(claims.exp))
            return MCPCaller(
                world: world, toolbox: toolbox, expiresAt: expiry, origin: origin, client: head.client)
        } catch let error as EmulatorError {
            switch error.code {
            case .unauthenticated, .permissionDenied: throw Self.challenge(server, origin, error.message)
            case .notFound: throw MCPRefusal(.notFound, error.message)
            default: throw MCPRefusal(error.code.httpStatus, RPCError(error))
            }
        }
    }

    /// The environment inside the id. A connection is found in the default one, where no token says another.
    func world(of server: MCPServerID) throws -> World {
        if case .connection = server { return worlds.default }
        guard let world = EnvironmentKey(mcpServer: server).flatMap(worlds.world(environmentKey:)) else {
            throw EmulatorError.notFound("MCP server")
        }
        return world
    }

    private func world(of server: MCPServerID, _ claims: MCPSessionClaims) -> World? {
        if case .connection = server { return worlds.world(clientID: claims.client_id) }
        return try? world(of: server)
    }

    /// - Throws: NOT_FOUND for a server that is not there, with or without a token. Whether a connection exists is not
    ///   said without one, because its environment is not known.
    private func requireServer(_ server: MCPServerID) throws {
        if case .connection = server { return }
        _ = try world(of: server).mcpToolbox(server: server, identifier: "", access: .readOnly)
    }

    private func claims(of token: String) async -> MCPSessionClaims? {
        if let known = verified.withLock({ $0[token] }) { return known }
        guard let claims = await tokens.verify(token) else { return nil }
        verified.withLock { cache in
            if cache.count >= Self.remembered { cache.removeAll(keepingCapacity: true) }
            cache[token] = claims
        }
        return claims
    }

    private static func challenge(_ server: MCPServerID, _ origin: String, _ problem: String? = nil) -> MCPRefusal {
        var parts = [#"resource_metadata="\#(origin)\#(MCPMetadata.resourcePrefix)\#(server.path)""#]
        if let problem {
            let text = problem.filter { $0 != "\"" && $0 != "\\" && $0.isASCII }
            parts = [#"error="invalid_token""#, #"error_description="\#(text)""#] + parts
        }
        let message = problem ?? "a session token is missing: send it as Authorization: Bearer"
        return MCPRefusal(
            .unauthorized, message, headers: [.wwwAuthenticate: "Bearer " + parts.joined(separator: ", ")])
    }

    private static func token(in authorizations: [String]) -> String? {
        for authorization in authorizations {
            let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { continue }
            if !parts[1].isEmpty { return String(parts[1]) }
        }
        return nil
    }
}
