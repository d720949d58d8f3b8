@testable import EmulatorCore

/// A link whose browser stands at the provider.
struct AtProvider {
    let world: World
    let link: MagicLink
    let visit: ProviderVisit

    init(
        _ world: World, connector: String = "gmail", identifier: String = "ada", userVerifyURL: String? = nil
    ) throws {
        self.world = world
        link = try world.magicLinks.create(
            AccountLookup(connector: connector, identifier: identifier), state: "s", userVerifyURL: userVerifyURL)
        visit = try world.authorizations.begin(link: link.token, origin: "https://localhost")
    }

    var account: ConnectedAccount { get throws { try world.connectedAccounts.get(link.accountID) } }

    func approve(_ approval: Approval = Approval()) throws -> ProviderRedirect {
        try world.authorizations.approve(visit.request, slug: visit.slug, approval)
    }

    func fail(_ failure: ProviderFailure) throws -> ProviderRedirect {
        try world.authorizations.fail(visit.request, slug: visit.slug, with: failure)
    }

    /// The browser follows the provider's redirect.
    @discardableResult
    func callback(_ redirect: ProviderRedirect, as dashboardUser: String? = nil) throws -> CallbackOutcome {
        let values = Dictionary(redirect.parameters.map { ($0.name, $0.value) }) { first, _ in first }
        let answer: Authorizations.Answer =
            if let error = values["error"] { .error(error) } else { .code(values["code"] ?? "") }
        return try world.authorizations.callback(
            connectionID: "\(redirect.connectionID)", state: values["state"] ?? "", answer,
            dashboardUser: dashboardUser)
    }
}

extension CallbackOutcome {
    /// Enough to tell outcomes apart.
    var name: String {
        switch self {
        case .finished(.activated): "activated"
        case .finished(.verificationRequired): "verification required"
        case .finished(.failed(let error, _)): error
        case .signInRequired: "sign-in required"
        case .stranger: "stranger"
        case .refused(let failure, _): failure.rawValue
        case .repeated(let outcome): "repeated \(outcome.rawValue)"
        case .timedOut: "timed out"
        case .used: "used"
        }
    }
}
