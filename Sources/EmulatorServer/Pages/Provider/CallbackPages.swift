import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/sso/v1/oauth/<conn_id>/callback`: the browser comes back from the provider.
struct CallbackPages: Sendable {
    let replies: ConsentReplies
    let dashboard: DashboardPages

    func add(to router: Router<DoorContext>) {
        router.get("/sso/v1/oauth/:connection/callback") { request, context in
            try await replies.onPage { try answer(request, context) }
        }
    }

    private func answer(_ request: Request, _ context: DoorContext) throws -> Response {
        // A preview of the address must not spend the code.
        guard request.method == .get else { return try replies.renderer.message(.alreadyPending) }
        let query = Dictionary(try RequestTarget(request.head.path ?? "").query) { _, last in last }
        let state = query["state"] ?? ""
        guard let world = try replies.world(EnvironmentKey(authorizationState: state), context) else {
            throw Authorizations.invalidState
        }
        let outcome = try world.authorizations.callback(
            connectionID: context.parameters.require("connection"), state: state, try Self.answer(query),
            dashboardUser: dashboard.user(of: world, in: request))
        return try respond(outcome, state: state, in: world, context)
    }

    private static func answer(_ query: [String: String]) throws -> Authorizations.Answer {
        if let error = query["error"], !error.isEmpty { return .error(error) }
        guard let code = query["code"], !code.isEmpty else { return .error(ProviderFailure.invalidRequest.rawValue) }
        return .code(code)
    }

    private func respond(_ outcome: CallbackOutcome, state: String, in world: World, _ context: DoorContext) throws
        -> Response
    {
        let renderer = replies.renderer
        switch outcome {
        case .finished(let outcome): return try replies.outcome(outcome, context)
        case .signInRequired: return replies.redirect(to: context.origin + "/dashboard/sign-in?state=\(state)")
        case .stranger(let email):
            return try dashboard.page(of: world, state: state, context, refused: email)
        case .refused(let failure, let opened):
            let retry = failure == .accessDenied ? nil : "/magicLink/\(opened.link.token)"
            let name = opened.provider?.displayName ?? opened.connection.providerKey
            return try renderer.message(.failed(failure, provider: name, retry: retry))
        case .repeated(.activated): return try renderer.message(.alreadyConnected)
        case .repeated(.pendingVerification): return try renderer.message(.alreadyPending)
        case .repeated(.denied):
            return try renderer.message(.failed(.accessDenied, provider: "the provider", retry: nil))
        case .repeated(.failed):
            return try renderer.message(.failed(.failedToExchangeToken, provider: "The provider", retry: nil))
        case .timedOut:
            return try renderer.message(.failed(.sessionTimeout, provider: "the provider", retry: nil))
        case .used: return try renderer.message(.used)
        }
    }
}
