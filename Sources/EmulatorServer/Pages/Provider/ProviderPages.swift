import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/provider/<slug>/oauth/authorize`: the page at which the provider asks the person, played by this server.
struct ProviderPages: Sendable {
    let replies: ConsentReplies
    let secret: FormSecret

    func add(to router: Router<DoorContext>) {
        router.get("/provider/:slug/oauth/authorize") { request, context in
            try await replies.onPage { try show(request, context) }
        }
        router.post("/provider/:slug/oauth/authorize") { request, context in
            try await replies.onPage { try await post(request, context) }
        }
    }

    private func show(_ request: Request, _ context: DoorContext) throws -> Response {
        let query = Dictionary(try RequestTarget(request.head.path ?? "").query) { _, last in last }
        let asked = AuthorizationRequest(query)
        let (world, slug) = try find(asked, context)
        let page = try world.authorizations.open(asked, slug: slug)
        if let closed = try closed(page.opened) { return closed }
        if let fault = try world.authorizations.fault(in: asked, slug: slug) {
            return back(try world.authorizations.fail(asked, slug: slug, with: fault), context)
        }
        if world.settings.consent != .manual, request.method == .get {
            return back(try world.authorizations.approve(asked, slug: slug, Approval()), context)
        }
        return try render(page, slug: slug, world: world, context)
    }

    private func post(_ request: Request, _ context: DoorContext) async throws -> Response {
        let form = try await PageForm(request, origin: context.origin)
        let asked = AuthorizationRequest(form.values)
        let (world, slug) = try find(asked, context)
        let page = try world.authorizations.open(asked, slug: slug)
        try form.requireToken(secret, for: page.opened.link.token)
        if let fault = try world.authorizations.fault(in: asked, slug: slug) {
            return back(try world.authorizations.fail(asked, slug: slug, with: fault), context)
        }
        return try decide(form, on: asked, slug: slug, in: world, context)
    }

    /// What the person chose: `decision` is approve, deny or fail, the last with the name of a `failure`.
    func decide(
        _ form: PageForm, on asked: AuthorizationRequest, slug: String, in world: World, _ context: DoorContext
    ) throws -> Response {
        let authorizations = world.authorizations
        do {
            switch form["decision"] {
            case "approve": return back(try authorizations.approve(asked, slug: slug, form.approval), context)
            case "deny": return back(try authorizations.fail(asked, slug: slug, with: .accessDenied), context)
            case "fail":
                guard let failure = ProviderFailure(rawValue: form["failure"] ?? "") else {
                    let names = ProviderFailure.allCases.map(\.rawValue).joined(separator: ", ")
                    throw EmulatorError.invalid("failure", "must be one of: \(names)", constraint: "string.in")
                }
                return back(try authorizations.fail(asked, slug: slug, with: failure), context)
            default:
                throw EmulatorError.invalid("decision", "must be approve, deny or fail", constraint: "string.in")
            }
        } catch let error as EmulatorError where error.code == .invalidArgument {
            let page = try authorizations.open(asked, slug: slug)
            return try render(page, slug: slug, world: world, context, form: form, error: error)
        }
    }

    private func render(
        _ page: OpenedAuthorization, slug: String, world: World, _ context: DoorContext, form: PageForm? = nil,
        error: EmulatorError? = nil
    ) throws -> Response {
        let link = page.opened.link
        let shown = AuthorizePage(
            page, environment: world.environment, action: "/provider/\(slug)/oauth/authorize",
            csrf: secret.token(for: link.token), form: form, error: error)
        // Browsers hold redirects after a form to the policy too, so the way back and the verify URL are in it.
        let targets = [context.origin] + [link.userVerifyURL.flatMap(Origins.origin(ofURL:))].compactMap(\.self)
        return try replies.renderer.page(
            "authorize", shown.values, status: error == nil ? .ok : .badRequest, formTargets: targets)
    }

    private func back(_ redirect: ProviderRedirect, _ context: DoorContext) -> Response {
        replies.redirect(to: context.origin + redirect.path)
    }

    private func closed(_ opened: OpenedMagicLink) throws -> Response? {
        switch opened.state {
        case .open: nil
        case .used: try replies.renderer.message(.used)
        case .expired: try replies.renderer.message(.expired)
        }
    }

    private func find(_ asked: AuthorizationRequest, _ context: DoorContext) throws -> (World, String) {
        let key = EnvironmentKey(authorizationState: asked.state)
        guard let world = try replies.world(key, context) else { throw Authorizations.invalidState }
        guard asked.redirectURI.hasPrefix(context.origin + "/sso/") else { throw Authorizations.foreignRedirect }
        return (world, try context.parameters.require("slug"))
    }
}

extension AuthorizationRequest {
    /// From a query or a form.
    fileprivate init(_ values: [String: String]) {
        self.init(
            responseType: values["response_type"] ?? "", clientID: values["client_id"] ?? "",
            redirectURI: values["redirect_uri"] ?? "",
            scopes: (values["scope"] ?? "").split(separator: " ").map(String.init), state: values["state"] ?? "",
            codeChallenge: values["code_challenge"], codeChallengeMethod: values["code_challenge_method"])
    }
}
