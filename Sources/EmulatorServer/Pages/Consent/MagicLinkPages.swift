import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/magicLink/<token>`: on to the provider, or the form for a credential.
struct MagicLinkPages: Sendable {
    let replies: ConsentReplies
    let secret: FormSecret
    let provider: ProviderPages

    func add(to router: Router<DoorContext>) {
        router.get("/magicLink/:token") { request, context in
            try await replies.onPage { try open(request, context) }
        }
        router.post("/magicLink/:token") { request, context in
            try await replies.onPage { try await decide(request, context) }
        }
        router.get("/connect/success") { _, _ in try replies.renderer.message(.connected) }
        router.get("/connect/denied") { _, _ in try replies.renderer.message(.denied) }
    }

    /// Asking for the head only starts nothing and approves nothing, because mail scanners and chat previews do that.
    private func open(_ request: Request, _ context: DoorContext) throws -> Response {
        let (world, token) = try find(context)
        let opened = try world.magicLinks.open(token)
        switch opened.state {
        case .used: return try replies.renderer.message(.used)
        case .expired: return try replies.renderer.message(.expired)
        case .open: break
        }
        guard request.method == .get else { return try page(opened, in: world) }
        if opened.goesToProvider {
            let visit = try world.authorizations.begin(link: token, origin: context.origin)
            return replies.redirect(to: visit.path, status: .found)
        }
        guard world.settings.consent == .manual else {
            return try replies.outcome(world.magicLinks.approve(token), context)
        }
        return try page(opened, in: world)
    }

    /// The form's own decision, or, for clients that never look at pages, the one at the provider.
    private func decide(_ request: Request, _ context: DoorContext) async throws -> Response {
        let (world, token) = try find(context)
        let form = try await PageForm(request, origin: context.origin)
        try form.requireToken(secret, for: token)
        let opened = try world.magicLinks.open(token)
        if opened.goesToProvider {
            let visit = try world.authorizations.begin(link: token, origin: context.origin)
            return try provider.decide(form, on: visit.request, slug: visit.slug, in: world, context)
        }
        do {
            switch form["decision"] {
            case "approve":
                return try replies.outcome(world.magicLinks.approve(token, form.approval), context)
            case "deny":
                try world.magicLinks.deny(token)
                return replies.redirect(to: context.origin + "/connect/denied")
            default:
                throw EmulatorError.invalid("decision", "must be approve or deny", constraint: "string.in")
            }
        } catch let error as EmulatorError where error.code == .invalidArgument {
            return try page(opened, in: world, typed: form.approval.fields, error: error)
        }
    }

    private func page(
        _ opened: OpenedMagicLink, in world: World, typed: [String: String] = [:], error: EmulatorError? = nil
    ) throws -> Response {
        let token = opened.link.token
        let page = ConsentPage(
            opened, environment: world.environment, action: "/magicLink/\(token)", csrf: secret.token(for: token),
            typed: typed, error: error)
        return try replies.renderer.page("consent", page.values, status: error == nil ? .ok : .badRequest)
    }

    /// The link's world stands in its token.
    private func find(_ context: DoorContext) throws -> (World, String) {
        let token = try context.parameters.require("token")
        guard let world = try replies.world(EnvironmentKey(magicLinkToken: token), context) else {
            throw EmulatorError.notFound("magic link")
        }
        return (world, token)
    }
}
