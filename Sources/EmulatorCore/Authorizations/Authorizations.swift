import struct Foundation.Date

/// Visits to the providers of one environment. The provider's side is played here too: its checks of the request,
/// its codes, its failures.
package struct Authorizations: Sendable {
    let world: World

    /// Where a link sends the browser. Opening it again, in another tab or later, continues the same visit.
    /// - Parameter origin: of this server, as the browser knows it.
    /// - Throws: NOT_FOUND for an unknown link; FAILED_PRECONDITION when it cannot be used any more.
    package func begin(link token: String, origin: String) throws -> ProviderVisit {
        let now = world.clock.now()
        return try world.write { session in
            let consent = try world.magicLinks.consent(token, in: session)
            try consent.link.requireOpen(at: now)
            try consent.connection.requireReady()
            let authorization = try authorization(of: consent, in: session)
            return ProviderVisit(
                request: consent.request(for: authorization, origin: origin),
                slug: consent.providers.slug(of: consent.connection), extra: consent.connection.extraParameters)
        }
    }

    /// What the provider's page shows for a request.
    /// - Throws: INVALID_ARGUMENT when the provider cannot know whom to answer: an unknown `state`, another client
    ///   or another redirect address than the connection's.
    package func open(_ request: AuthorizationRequest, slug: String) throws -> OpenedAuthorization {
        let now = world.clock.now()
        return try world.store.read { session in
            let (_, consent) = try find(request, slug: slug, in: session)
            return OpenedAuthorization(request: request, opened: consent.page(at: now, scopes: request.scopes))
        }
    }

    /// What the provider answers by itself, without asking the person: a failure that lies in the request.
    package func fault(in request: AuthorizationRequest, slug: String) throws -> ProviderFailure? {
        try world.store.read { session in
            let (authorization, consent) = try find(request, slug: slug, in: session)
            if request.responseType != "code" { return .invalidRequest }
            if authorization.codeVerifier != nil, (request.codeChallenge ?? "").isEmpty { return .invalidRequest }
            if let method = request.codeChallengeMethod, method != "S256" { return .invalidRequest }
            let known = consent.connection.requestedScopes
            return request.scopes.allSatisfy(known.contains) ? nil : .invalidScope
        }
    }

    /// The person agreed: the browser goes back with a code.
    /// - Throws: INVALID_ARGUMENT naming what was filled in wrongly; FAILED_PRECONDITION when the link cannot be used
    ///   any more, or its connection is disabled.
    package func approve(_ request: AuthorizationRequest, slug: String, _ approval: Approval) throws
        -> ProviderRedirect
    {
        try approve(request, slug: slug, approval, isUnattended: world.settings.consent != .manual)
    }

    private func approve(
        _ request: AuthorizationRequest, slug: String, _ approval: Approval, isUnattended: Bool
    ) throws -> ProviderRedirect {
        let now = world.clock.now()
        return try world.write { session in
            let (_, consent) = try find(request, slug: slug, in: session)
            try consent.link.requireOpen(at: now)
            try consent.connection.requireReady()
            let approval = try consent.checked(approval, requested: request.scopes, isUnattended: isUnattended)
            let code = AuthorizationCode(
                code: try world.ids.authorizationSecret(for: "authorization code", in: session),
                state: request.state, codeChallenge: request.codeChallenge,
                expiresAt: now.addingTimeInterval(AuthorizationCode.lifetime), approval: approval)
            try AuthorizationCodeTable.insert(code, in: session)
            return ProviderRedirect(
                connectionID: consent.connection.id, parameters: [("code", code.code), ("state", request.state)])
        }
    }

    /// The provider, or the person, said no.
    package func fail(_ request: AuthorizationRequest, slug: String, with failure: ProviderFailure) throws
        -> ProviderRedirect
    {
        switch failure {
        case .accessDenied, .invalidRequest, .unauthorizedClient, .invalidScope, .serverError:
            return try refuse(request, slug: slug, with: failure)
        case .failedToExchangeToken, .sessionTimeout, .invalidState:
            return try breakOff(request, slug: slug, with: failure)
        }
    }

    private func refuse(_ request: AuthorizationRequest, slug: String, with failure: ProviderFailure) throws
        -> ProviderRedirect
    {
        let now = world.clock.now()
        return try world.store.read { session in
            let (_, consent) = try find(request, slug: slug, in: session)
            try consent.link.requireOpen(at: now)
            return ProviderRedirect(
                connectionID: consent.connection.id,
                parameters: [
                    ("error", failure.rawValue), ("error_description", failure.description), ("state", request.state),
                ])
        }
    }

    /// Approvals that go wrong on the way back.
    private func breakOff(_ request: AuthorizationRequest, slug: String, with failure: ProviderFailure) throws
        -> ProviderRedirect
    {
        var redirect = try approve(request, slug: slug, Approval(), isUnattended: true)
        let now = world.clock.now()
        try world.write { session in
            let secret = try world.ids.authorizationSecret(for: "broken callback", in: session)
            switch failure {
            case .failedToExchangeToken:
                redirect.parameters = [("code", secret), ("state", request.state)]
            case .invalidState:
                redirect.parameters[1].value = secret
            default:
                let (authorization, _) = try find(request, slug: slug, in: session)
                try MagicLinkTable.expire(authorization.link, at: now, in: session)
            }
        }
        return redirect
    }

    private func authorization(of consent: Consent, in session: Store.Session) throws -> Authorization {
        if let present = try AuthorizationTable.find(link: consent.link.token, in: session) { return present }
        let usesPKCE = consent.connection.settings?.isTrue("pkce_enabled") ?? false
        let verifier = usesPKCE ? try world.ids.alphanumerics(64, for: "code verifier", in: session) : nil
        let authorization = Authorization(
            state: try world.ids.authorizationSecret(for: "authorization state", in: session),
            link: consent.link.token, codeVerifier: verifier)
        try AuthorizationTable.insert(authorization, in: session)
        return authorization
    }

    /// The checks after which a provider dares to send the browser back: RFC 6749 section 4.1.2.1.
    private func find(_ request: AuthorizationRequest, slug: String, in session: Store.Session) throws
        -> (Authorization, Consent)
    {
        guard let authorization = try AuthorizationTable.find(request.state, in: session) else {
            throw Self.invalidState
        }
        let consent = try world.magicLinks.consent(authorization.link, in: session)
        guard slug == consent.providers.slug(of: consent.connection),
            request.clientID == consent.connection.oauthClientID
        else {
            throw EmulatorError(
                .invalidArgument, "client_id is not the one of this connection", errorCode: "unauthorized_client",
                hint:
                    "The provider does not send you back to an application that it does not know. Open the link again.")
        }
        guard request.redirectURI.hasSuffix("/sso/v1/oauth/\(consent.connection.id)/callback") else {
            throw Self.foreignRedirect
        }
        return (authorization, consent)
    }

    package static let foreignRedirect = EmulatorError(
        .invalidArgument, "redirect_uri is not the callback of this connection", errorCode: "invalid_request",
        hint: "The provider sends you back only to the address it knows. Open the link again.")

    package static let invalidState = EmulatorError(
        .invalidArgument, "state does not belong to a sign-in that was started here", errorCode: "invalid_state",
        hint: "Open the link again, and stay in one browser. If it does not help, ask the application for another one.")
}
