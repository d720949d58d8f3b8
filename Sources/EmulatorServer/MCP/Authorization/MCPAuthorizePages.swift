import EmulatorCore
import HTTPTypes
import Hummingbird

/// `…/oauth/authorize`: a person says as whom a client may use a server, and how much of it. There is no login: whoever
/// can reach this test double may be anybody.
struct MCPAuthorizePages: Sendable {
    let servers: MCPServers
    let replies: ConsentReplies
    let secret: FormSecret

    func add(to router: Router<DoorContext>) {
        let path = RouterPath("/mcp/v3/:kind/:id\(MCPServers.authorize)")
        router.get(path) { request, context in try await replies.onPage { try ask(request, context) } }
        router.post(path) { request, context in try await replies.onPage { try await decide(request, context) } }
    }

    private func ask(_ request: Request, _ context: DoorContext) throws -> Response {
        let query = Dictionary(try RequestTarget(request.head.path ?? "").query) { _, last in last }
        let (found, asked) = try find(request, context, query)
        let issuer = found.url(context.origin)
        if let fault = asked.fault(for: found) {
            return replies.redirect(
                to: asked.answer([("error", fault.error), ("error_description", fault.description)], issuer: issuer))
        }
        if request.method == .get, found.world.settings.consent != .manual,
            let identifier = try unattended(asked, found)
        {
            return try approve(asked, found, identifier: identifier, access: .full, issuer: issuer)
        }
        return try page(asked, found)
    }

    private func decide(_ request: Request, _ context: DoorContext) async throws -> Response {
        let form = try await PageForm(request, origin: context.origin)
        let (found, asked) = try find(request, context, form.values)
        try form.requireToken(secret, for: Self.subject(asked, found))
        let issuer = found.url(context.origin)
        if let fault = asked.fault(for: found) {
            throw EmulatorError(.invalidArgument, fault.description, errorCode: fault.error)
        }
        switch form["decision"] {
        case "approve":
            let identifier = (form["identifier"] ?? "").trimmed
            guard !identifier.isEmpty, identifier.count <= 255 else {
                return try page(
                    asked, found, typed: identifier, error: "Write who you are, with at most 255 characters.")
            }
            let access: MCPAccess = form["access"] == "read_only" ? .readOnly : .full
            return try approve(asked, found, identifier: identifier, access: access, issuer: issuer)
        case "deny":
            return replies.redirect(
                to: asked.answer(
                    [("error", "access_denied"), ("error_description", "the person said no")], issuer: issuer))
        default:
            throw EmulatorError.invalid("decision", "must be approve or deny", constraint: "string.in")
        }
    }

    private func find(_ request: Request, _ context: DoorContext, _ values: [String: String]) throws
        -> (MCPServers.Found, MCPAuthorizeRequest)
    {
        guard context.isKnownHost else { throw UnknownHost.error }
        let found = try servers.find(in: request, before: MCPServers.authorize)
        return (found, try MCPAuthorizeRequest(values, in: found.world))
    }

    private func approve(
        _ asked: MCPAuthorizeRequest, _ found: MCPServers.Found, identifier: String, access: MCPAccess, issuer: String
    ) throws -> Response {
        let consent = MCPConsent(client: asked.client.id, server: found.id, identifier: identifier, access: access)
        let code = try found.world.mcpAuthorizations.approve(consent, asked.code)
        return replies.redirect(to: asked.answer([("code", code)], issuer: issuer))
    }

    /// Who a client is let in as when nobody is asked: whom it names, or the only user of the server's connections.
    private func unattended(_ asked: MCPAuthorizeRequest, _ found: MCPServers.Found) throws -> String? {
        if let hint = asked.values["login_hint"], !hint.isEmpty { return hint }
        let known = try found.world.mcpIdentifiers(server: found.id, limit: 2)
        return known.count == 1 ? known[0] : nil
    }

    private func page(
        _ asked: MCPAuthorizeRequest, _ found: MCPServers.Found, typed: String? = nil, error: String? = nil
    ) throws -> Response {
        let page = try MCPAuthorizePage(
            asked, found, csrf: secret.token(for: Self.subject(asked, found)), typed: typed, error: error)
        let target = Origins.origin(ofURL: asked.redirectURI) ?? "\(asked.redirect.scheme):"
        return try replies.renderer.page(
            "mcp-authorize", page.values, status: error == nil ? .ok : .badRequest, formTargets: [target])
    }

    private static func subject(_ asked: MCPAuthorizeRequest, _ found: MCPServers.Found) -> String {
        "mcp \(found.world.environment.key.text) \(found.id.path) \(asked.client.id) \(asked.code.codeChallenge)"
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
