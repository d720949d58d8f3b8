import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// `POST …/oauth/register`: dynamic client registration (RFC 7591).
struct MCPRegistration: Sendable {
    static let maximumBody = 64 * 1024

    let servers: MCPServers

    func add(to router: Router<DoorContext>) {
        router.post("/mcp/v3/:kind/:id\(MCPServers.register)") { request, _ in
            do {
                return try await register(request)
            } catch let error as OAuthError {
                return try error.response()
            }
        }
    }

    private func register(_ request: Request) async throws -> Response {
        let found = try servers.find(in: request, before: MCPServers.register)
        let body = try await request.body.collect(upTo: Self.maximumBody)
        guard let metadata = JSONText.parse(body.readableBytesView)?.object else {
            throw OAuthError(.invalidClientMetadata, "the body must be a JSON object")
        }
        let draft = try Self.draft(metadata)
        let (client, secret) = try OAuthError.translating { try found.world.mcpAuthorizations.register(draft) }
        return try JSONReply.response(
            Self.answer(client, secret), status: .created, headers: [.cacheControl: "no-store"])
    }

    /// What the standard says where a client says nothing.
    private static func draft(_ metadata: [String: JSONValue]) throws -> MCPClientDraft {
        let name = metadata["client_name"]?.string ?? ""
        guard let redirects = metadata["redirect_uris"]?.array?.compactMap(\.string) else {
            throw OAuthError(.invalidRedirectURI, "redirect_uris must be a list of addresses")
        }
        let method = metadata["token_endpoint_auth_method"]?.string ?? MCPClient.Authentication.basic.rawValue
        guard let authentication = MCPClient.Authentication(rawValue: method) else {
            throw OAuthError(
                .invalidClientMetadata,
                "token_endpoint_auth_method must be one of "
                    + MCPClient.Authentication.allCases.map(\.rawValue).joined(separator: ", "))
        }
        if let types = metadata["response_types"]?.array, !types.contains("code") {
            throw OAuthError(.invalidClientMetadata, "response_types must have code")
        }
        return MCPClientDraft(
            name: String(name.filter { !$0.isNewline }.prefix(100)), redirectURIs: redirects,
            grantTypes: metadata["grant_types"]?.array?.compactMap(\.string) ?? ["authorization_code"],
            authentication: authentication)
    }

    private static func answer(_ client: MCPClient, _ secret: String?) -> JSONValue {
        var answer: [String: JSONValue] = [
            "client_id": .string(client.id),
            "client_id_issued_at": .number(client.createdAt.timeIntervalSince1970.rounded(.down)),
            "redirect_uris": .array(client.redirectURIs.map(JSONValue.string)),
            "grant_types": .array(client.grantTypes.map(JSONValue.string)), "response_types": ["code"],
            "token_endpoint_auth_method": .string(client.authentication.rawValue),
        ]
        if !client.name.isEmpty { answer["client_name"] = .string(client.name) }
        if let secret {
            answer["client_secret"] = .string(secret)
            // 0: never.
            answer["client_secret_expires_at"] = 0
        }
        return .object(answer)
    }
}

extension OAuthError {
    /// The OAuth doors' translation of what the rules throw. NOT_FOUND stays what it is.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as EmulatorError where error.code == .invalidArgument || error.code == .unauthenticated {
            throw OAuthError(Code(rawValue: error.errorCode) ?? .invalidRequest, error.message)
        }
    }
}
