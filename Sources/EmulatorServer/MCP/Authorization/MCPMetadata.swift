import EmulatorCore
import HTTPTypes
import Hummingbird

/// The documents by which a client finds out where it gets a token: of the protected resource (RFC 9728), which is the
/// MCP server, and of its authorization server (RFC 8414). Every MCP server has one of its own, so that its address
/// alone says which environment and which server a client wants.
struct MCPMetadata: Sendable {
    static let resourcePrefix = "/.well-known/oauth-protected-resource"
    static let authorizationPrefixes = ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]

    let servers: MCPServers

    func add(to router: Router<DoorContext>) {
        let path = "/mcp/v3/:kind/:id"
        router.get("\(Self.resourcePrefix)\(path)") { request, context in try resource(request, context) }
        for prefix in Self.authorizationPrefixes {
            router.get("\(prefix)\(path)") { request, context in try authorization(request, context) }
        }
    }

    private func resource(_ request: Request, _ context: DoorContext) throws -> Response {
        let found = try servers.find(in: request, after: Self.resourcePrefix)
        let url = found.url(context.origin)
        return try document([
            "resource": .string(url), "authorization_servers": [.string(url)], "bearer_methods_supported": ["header"],
            "resource_name": .string(found.name),
        ])
    }

    private func authorization(_ request: Request, _ context: DoorContext) throws -> Response {
        let prefix = Self.authorizationPrefixes.first { request.uri.path.hasPrefix($0) } ?? ""
        let url = try servers.find(in: request, after: prefix).url(context.origin)
        return try document([
            "issuer": .string(url),
            "authorization_endpoint": .string(url + MCPServers.authorize),
            "token_endpoint": .string(url + MCPServers.token),
            "registration_endpoint": .string(url + MCPServers.register),
            "jwks_uri": .string(context.origin + "/keys"),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": .array(MCPClientDraft.grantTypes.map(JSONValue.string)),
            "token_endpoint_auth_methods_supported": .array(
                MCPClient.Authentication.allCases.map { .string($0.rawValue) }),
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        ])
    }

    private func document(_ value: JSONValue) throws -> Response {
        // Anybody may read what anybody may know.
        try JSONReply.response(
            value, headers: [.cacheControl: "no-store", .accessControlAllowOrigin: "*"])
    }
}
