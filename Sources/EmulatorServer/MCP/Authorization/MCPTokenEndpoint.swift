import EmulatorCore
import HTTPTypes
import Hummingbird

/// `POST …/oauth/token`: a code or a refresh token for a session token.
struct MCPTokenEndpoint: Sendable {
    let servers: MCPServers
    let tokens: MCPSessionTokens

    func add(to router: Router<DoorContext>) {
        router.post("/mcp/v3/:kind/:id\(MCPServers.token)") { request, context in
            do {
                return try await token(request, context)
            } catch let error as OAuthError {
                return try error.response()
            }
        }
    }

    private func token(_ request: Request, _ context: DoorContext) async throws -> Response {
        let found = try servers.find(in: request, before: MCPServers.token)
        let form = try await OAuthForm.values(of: request)
        let client = try client(form, request.headers, found)
        if let resource = form["resource"], !found.isMeant(by: resource) {
            throw OAuthError(.invalidTarget, "resource is not this server: \(found.url(context.origin))")
        }
        let permission = try permission(form, client, found)
        let consent = permission.consent
        let minted = try await tokens.mint(
            for: found.world, server: consent.server, identifier: consent.identifier, access: consent.access,
            lifetime: MCPSessions.lifetimes.standard, origin: context.origin)
        var answer: [String: JSONValue] = [
            "access_token": .string(minted.token), "token_type": "Bearer",
            "expires_in": .number(MCPSessions.lifetimes.standard),
        ]
        answer["refresh_token"] = permission.refreshToken.map(JSONValue.string)
        return try JSONReply.response(.object(answer), headers: [.cacheControl: "no-store"])
    }

    private func permission(_ form: [String: String], _ client: MCPClient, _ found: MCPServers.Found) throws
        -> MCPPermission
    {
        func value(_ name: String) throws -> String {
            guard let value = form[name], !value.isEmpty else {
                throw OAuthError(.invalidRequest, "\(name) is missing")
            }
            return value
        }
        let authorizations = found.world.mcpAuthorizations
        switch try value("grant_type") {
        case "authorization_code":
            let (code, verifier, redirect) = try (value("code"), value("code_verifier"), value("redirect_uri"))
            return try OAuthError.translating {
                try authorizations.exchange(
                    code: code, verifier: verifier, redirectURI: redirect, client: client, server: found.id)
            }
        case "refresh_token":
            guard client.mayRefresh else {
                throw OAuthError(.unauthorizedClient, "the client did not register for refresh_token")
            }
            let token = try value("refresh_token")
            return try OAuthError.translating {
                try authorizations.refresh(token, client: client, server: found.id)
            }
        case let other:
            throw OAuthError(
                .unsupportedGrantType, "grant_type \(other) is not supported: use authorization_code or refresh_token")
        }
    }

    private func client(_ form: [String: String], _ headers: HTTPFields, _ found: MCPServers.Found) throws -> MCPClient
    {
        let basic = try BasicCredentials(headers)
        guard let id = form["client_id"] ?? basic?.decoded.0 else {
            throw OAuthError(.invalidRequest, "client_id is missing: send it in the form or with HTTP Basic")
        }
        let secret = basic.flatMap { $0.decoded.0 == id ? $0.decoded.1 : nil } ?? form["client_secret"]
        do {
            return try OAuthError.translating {
                try found.world.mcpAuthorizations.authenticate(id, secret: secret)
            }
        } catch var error as OAuthError {
            error.challenges = basic != nil
            throw error
        }
    }
}
