import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// `POST /oauth/token`, `GET /keys`, `GET /.well-known/openid-configuration`.
struct OAuthRoutes: Sendable {
    let worlds: Worlds
    let tokens: AccessTokens
    let keySet: JSONValue

    func add(to router: Router<DoorContext>) {
        router.post("/oauth/token", use: token)
        router.get("/keys") { _, _ in
            var response = try JSONReply.response(keySet)
            response.headers[.cacheControl] = "public, max-age=300"
            return response
        }
        router.get("/.well-known/openid-configuration", use: discovery)
        router.get("/.well-known/oauth-authorization-server", use: discovery)
    }

    /// The client-credentials grant. An `Authorization: Bearer` header is ignored: Python sends its old token along.
    @Sendable private func token(request: Request, context: DoorContext) async throws -> Response {
        do {
            let form = try await OAuthForm.values(of: request)
            guard let grant = form["grant_type"], !grant.isEmpty else {
                throw OAuthError(.invalidRequest, "grant_type is missing")
            }
            guard grant == "client_credentials" else {
                throw OAuthError(.unsupportedGrantType, "grant_type \(grant) is not supported: use client_credentials")
            }
            let (id, secret) = try credentials(form: form, headers: request.headers)
            let world = try authenticate(id, secret, isBasic: form["client_id"] == nil)
            let minted = try await tokens.mint(for: world, issuer: context.origin, scope: form["scope"])
            return try JSONReply.response(
                [
                    "access_token": .string(minted.token), "token_type": "Bearer",
                    "expires_in": .number(Double(minted.expiresIn)), "scope": .string(minted.scope),
                ], headers: [.cacheControl: "no-store"])
        } catch let error as OAuthError {
            return try error.response()
        }
    }

    private func credentials(form: [String: String], headers: HTTPFields) throws -> (String, String) {
        if let id = form["client_id"], !id.isEmpty {
            guard let secret = form["client_secret"], !secret.isEmpty else {
                if let basic = try basicCredentials(headers), basic.0 == id { return basic }
                throw OAuthError(.invalidRequest, "client_secret is missing")
            }
            return (id, secret)
        }
        guard let basic = try basicCredentials(headers) else {
            throw OAuthError(.invalidRequest, "client_id is missing: send it in the form or with HTTP Basic")
        }
        return basic
    }

    /// Clients that do not know of the form encoding send the raw text, which is taken when only it names a client.
    private func basicCredentials(_ headers: HTTPFields) throws -> (String, String)? {
        guard let basic = try BasicCredentials(headers) else { return nil }
        return [basic.decoded, basic.raw].first(where: isKnown) ?? basic.decoded
    }

    private func isKnown(_ credentials: (String, String)) -> Bool {
        // Asking for an unseen client would open its environment, so that is looked up first.
        guard worlds.world(clientID: credentials.0) != nil else { return false }
        return (try? worlds.authenticate(clientID: credentials.0, clientSecret: credentials.1)) != nil
    }

    private func authenticate(_ id: String, _ secret: String, isBasic: Bool) throws -> World {
        do {
            return try worlds.authenticate(clientID: id, clientSecret: secret)
        } catch let error as EmulatorError where error.code == .unauthenticated {
            throw OAuthError(.invalidClient, error.message, challenges: isBasic)
        } catch let error as EmulatorError where error.code == .invalidArgument {
            throw OAuthError(.invalidRequest, error.message)
        }
    }

    @Sendable private func discovery(request: Request, context: DoorContext) throws -> Response {
        let issuer = context.origin
        return try JSONReply.response([
            "issuer": .string(issuer),
            "token_endpoint": .string(issuer + "/oauth/token"),
            "jwks_uri": .string(issuer + "/keys"),
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "subject_types_supported": ["public"],
            "scopes_supported": ["openid"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        ])
    }
}
