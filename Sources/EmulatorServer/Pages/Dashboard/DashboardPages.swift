import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/dashboard`: as much of a dashboard as user verification in `platform` mode needs, which is to sign in and out.
/// There are no passwords: whoever can reach this test double may be anybody on the environment's list.
struct DashboardPages: Sendable {
    let replies: ConsentReplies
    let secret: FormSecret
    private var cookie: DashboardCookie { DashboardCookie(secret: secret) }

    func add(to router: Router<DoorContext>) {
        router.get("/dashboard") { request, context in try await replies.onPage { try home(request, context) } }
        router.get("/dashboard/sign-in") { request, context in
            try await replies.onPage { try ask(request, context) }
        }
        router.post("/dashboard/sign-in") { request, context in
            try await replies.onPage { try await signIn(request, context) }
        }
        router.post("/dashboard/sign-out") { request, context in
            try await replies.onPage { try await signOut(request, context) }
        }
    }

    func user(of world: World, in request: Request) -> String? { cookie.user(of: world, in: request) }

    /// The sign-in page.
    /// - Parameters:
    ///   - state: of the consent that goes on after the sign-in.
    ///   - refused: who is not let in.
    func page(
        of world: World, state: String?, _ context: DoorContext, refused: String? = nil, error: String? = nil
    ) throws -> Response {
        let users = world.settings.dashboardUsers
        return try replies.renderer.page(
            "sign-in",
            [
                "title": refused == nil ? "Sign in to the dashboard" : "You may not go on here",
                "environment": world.environment.id, "key": world.environment.key.text, "state": state ?? false,
                "csrf": secret.token(for: Self.subject(world)), "refused": refused ?? false, "error": error ?? false,
                "users": users.prefix(5).joined(separator: ", "), "hasUsers": !users.isEmpty,
                "continues": state != nil,
            ],
            status: refused != nil ? .forbidden : error != nil ? .badRequest : .ok, formTargets: [context.origin])
    }

    private func home(_ request: Request, _ context: DoorContext) throws -> Response {
        let world = try find(query(request), context)
        guard let email = user(of: world, in: request) else {
            return replies.redirect(to: "\(context.origin)/dashboard/sign-in?environment=\(world.environment.key.text)")
        }
        return try replies.renderer.page(
            "dashboard",
            [
                "title": "Dashboard", "email": email, "environment": world.environment.id,
                "key": world.environment.key.text, "csrf": secret.token(for: Self.subject(world)),
            ], formTargets: [context.origin])
    }

    private func ask(_ request: Request, _ context: DoorContext) throws -> Response {
        let query = try query(request)
        let world = try find(query, context)
        if let email = user(of: world, in: request), world.settings.letsIn(email), request.method == .get {
            return replies.redirect(to: try next(query["state"], world, context))
        }
        return try page(of: world, state: query["state"], context)
    }

    private func signIn(_ request: Request, _ context: DoorContext) async throws -> Response {
        let form = try await PageForm(request, origin: context.origin)
        let world = try find(form.values, context)
        try form.requireToken(secret, for: Self.subject(world))
        let email = (form["email"] ?? "").filter { !$0.isWhitespace }
        let state = form["state"]
        guard email.contains("@"), email.count <= 254 else {
            return try page(
                of: world, state: state, context, error: "Write an e-mail address, such as you@example.com.")
        }
        guard world.settings.letsIn(email) else { return try page(of: world, state: state, context, refused: email) }
        var response = replies.redirect(to: try next(state, world, context))
        response.headers[.setCookie] = cookie.signIn(email, to: world, origin: context.origin)
        return response
    }

    private func signOut(_ request: Request, _ context: DoorContext) async throws -> Response {
        let form = try await PageForm(request, origin: context.origin)
        let world = try find(form.values, context)
        try form.requireToken(secret, for: Self.subject(world))
        var response = replies.redirect(
            to: "\(context.origin)/dashboard/sign-in?environment=\(world.environment.key.text)")
        response.headers[.setCookie] = cookie.signOut(of: world, origin: context.origin)
        return response
    }

    /// Back into the consent that waits, or to the dashboard. Nothing that a URL says is gone to.
    private func next(_ state: String?, _ world: World, _ context: DoorContext) throws -> String {
        if let state, let redirect = try world.authorizations.waiting(state: state) {
            return context.origin + redirect.path
        }
        return "\(context.origin)/dashboard?environment=\(world.environment.key.text)"
    }

    private func query(_ request: Request) throws -> [String: String] {
        Dictionary(try RequestTarget(request.head.path ?? "").query) { _, last in last }
    }

    /// By a consent's state, by key, by client id; the server's own environment when nothing is said.
    private func find(_ values: [String: String], _ context: DoorContext) throws -> World {
        guard context.isKnownHost else { throw UnknownHost.error }
        let found: World? =
            if let state = values["state"] {
                try replies.world(EnvironmentKey(authorizationState: state), context)
            } else if let key = values["environment"] {
                try replies.world(EnvironmentKey(text: key), context)
            } else if let clientID = values["client_id"] {
                replies.worlds.world(clientID: clientID)
            } else {
                replies.worlds.default
            }
        guard let found else {
            throw EmulatorError(
                .invalidArgument, "there is no such environment", errorCode: "UNKNOWN_ENVIRONMENT",
                hint: "Name it with ?client_id=, or start from a magic link.")
        }
        return found
    }

    private static func subject(_ world: World) -> String { "sign-in \(world.environment.key.text)" }
}
