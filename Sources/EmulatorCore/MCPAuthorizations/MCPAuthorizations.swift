import Crypto

import struct Foundation.Data
import struct Foundation.Date

/// The authorization of one environment's MCP servers: clients that register themselves, codes, refresh tokens
/// (OAuth 2.1 as the MCP specification narrows it).
package struct MCPAuthorizations: Sendable {
    /// Registrations are open to everybody, so there are only so many.
    static let clients = 1000

    let world: World

    /// - Returns: the client, and its secret where it has one.
    /// - Throws: INVALID_ARGUMENT with the error code `invalid_redirect_uri` or `invalid_client_metadata`.
    package func register(_ draft: MCPClientDraft) throws -> (client: MCPClient, secret: String?) {
        guard !draft.redirectURIs.isEmpty, draft.redirectURIs.count <= 20,
            draft.redirectURIs.allSatisfy({ RedirectURI($0) != nil })
        else {
            throw EmulatorError(
                .invalidArgument,
                "redirect_uris must be 1 to 20 addresses without fragment: https, http on the machine itself, or a scheme "
                    + "of the program's own", errorCode: "invalid_redirect_uri")
        }
        guard draft.grantTypes.contains("authorization_code"),
            draft.grantTypes.allSatisfy(MCPClientDraft.grantTypes.contains)
        else {
            throw EmulatorError(
                .invalidArgument, "grant_types must be authorization_code, and may have refresh_token besides",
                errorCode: "invalid_client_metadata")
        }
        let now = world.clock.now()
        return try world.write { session in
            let id = "mcpc_" + (try world.ids.authorizationSecret(for: "MCP client", in: session))
            let secret =
                draft.authentication == .none
                ? nil : try world.ids.authorizationSecret(for: "MCP client secret", in: session)
            let client = MCPClient(
                id: id, name: draft.name, redirectURIs: draft.redirectURIs, grantTypes: draft.grantTypes,
                authentication: draft.authentication, createdAt: now,
                secretHash: secret.map { Data(SHA256.hash(data: Data($0.utf8))) })
            try MCPClientTable.insert(client, in: session)
            try MCPClientTable.trim(to: Self.clients, in: session)
            return (client, secret)
        }
    }

    package func client(_ id: String) throws -> MCPClient? {
        try world.store.read { try MCPClientTable.find(id, in: $0) }
    }

    /// - Throws: UNAUTHENTICATED with the error code `invalid_client`.
    package func authenticate(_ id: String, secret: String?) throws -> MCPClient {
        let unknown = EmulatorError(
            .unauthenticated, "the client is unknown, or its secret is another one", errorCode: "invalid_client")
        guard let client = try client(id) else { throw unknown }
        guard client.authentication == .none || secret.map(client.accepts) ?? false else { throw unknown }
        return client
    }

    /// A person agreed.
    /// - Returns: the code.
    package func approve(_ consent: MCPConsent, _ request: MCPCodeRequest) throws -> String {
        guard (1...255).contains(consent.identifier.count) else {
            throw EmulatorError.invalid("identifier", "must have 1 to 255 characters", constraint: "string.len")
        }
        let expiry = world.clock.now().addingTimeInterval(MCPCode.lifetime)
        return try world.write { session in
            let code = MCPCode(
                code: try world.ids.authorizationSecret(for: "MCP code", in: session),
                consent: try MCPConsentTable.insert(consent, in: session), redirectURI: request.redirectURI,
                codeChallenge: request.codeChallenge, expiresAt: expiry, isUsed: false)
            try MCPCodeTable.insert(code, in: session)
            return code.code
        }
    }
}
