import struct Foundation.Date

extension Authorizations {
    /// What the provider's redirect brought: a code or an error.
    package enum Answer: Sendable {
        case code(String)
        case error(String)
    }

    /// The browser is back from the provider. A denial and a failed exchange use the link up; a provider's own
    /// failure does not, because it may be over in a minute. Whatever fails, the account keeps what it had.
    /// - Parameter dashboardUser: who is signed in to the dashboard, for environments that ask for it.
    /// - Throws: INVALID_ARGUMENT with the error code `invalid_state`; FAILED_PRECONDITION for a disabled connection.
    package func callback(connectionID: String, state: String, _ answer: Answer, dashboardUser: String?) throws
        -> CallbackOutcome
    {
        let now = world.clock.now()
        return try world.write { session in
            guard let authorization = try AuthorizationTable.find(state, in: session) else { throw Self.invalidState }
            var consent = try world.magicLinks.consent(authorization.link, in: session)
            guard connectionID == "\(consent.connection.id)" else { throw Self.invalidState }
            switch consent.link.state(at: now) {
            case .used: return Self.again(answer, authorization, consent.link)
            case .expired: return .timedOut
            case .open: break
            }
            switch answer {
            case .error(let name):
                let failure = ProviderFailure(rawValue: name) ?? .serverError
                if failure == .accessDenied { try consent.finish(.denied, in: session) }
                return .refused(failure, consent.page(at: now))
            case .code(let code):
                return try finish(&consent, authorization, code: code, dashboardUser: dashboardUser, in: session)
            }
        }
    }

    /// The way back to a callback that waits for a sign-in; nil when none does. One that waited longer than its link
    /// lives is gone back to as well: it says that this took too long.
    package func waiting(state: String) throws -> ProviderRedirect? {
        let now = world.clock.now()
        return try world.store.read { session in
            guard let authorization = try AuthorizationTable.find(state, in: session),
                let code = authorization.exchangedCode
            else { return nil }
            let consent = try world.magicLinks.consent(authorization.link, in: session)
            guard consent.link.state(at: now) != .used else { return nil }
            return ProviderRedirect(
                connectionID: consent.connection.id, parameters: [("code", code), ("state", state)])
        }
    }

    private func finish(
        _ consent: inout Consent, _ authorization: Authorization, code: String, dashboardUser: String?,
        in session: Store.Session
    ) throws -> CallbackOutcome {
        try consent.connection.requireReady()
        guard let approval = try exchange(code, of: authorization, in: session) else {
            try consent.finish(.failed, in: session)
            return .finished(
                .failed(
                    error: ProviderFailure.failedToExchangeToken.rawValue,
                    description: "the code is unknown, was used before, has expired or belongs to another request"))
        }
        if world.settings.verify == .platform {
            guard let dashboardUser else { return .signInRequired }
            guard world.settings.letsIn(dashboardUser) else { return .stranger(dashboardUser) }
        }
        return .finished(
            try consent.approve(approval, isUnattended: world.settings.consent != .manual, in: session))
    }

    /// Plays both sides of the token request. A code that was exchanged already goes on when the flow waits for a
    /// sign-in, and is refused otherwise.
    private func exchange(_ code: String, of authorization: Authorization, in session: Store.Session) throws
        -> Approval?
    {
        guard let issued = try AuthorizationCodeTable.find(code, in: session), issued.state == authorization.state
        else {
            return nil
        }
        if authorization.exchangedCode == code { return world.settings.verify == .platform ? issued.approval : nil }
        guard issued.expiresAt > world.clock.now(), issued.codeChallenge == authorization.codeChallenge else {
            return nil
        }
        try AuthorizationTable.saveExchanged(code, of: authorization.state, in: session)
        return issued.approval
    }

    /// A reload, the way back, or a second tab.
    private static func again(_ answer: Answer, _ authorization: Authorization, _ link: MagicLink) -> CallbackOutcome {
        switch (answer, link.outcome) {
        case (.code(let code), let outcome?) where code == authorization.exchangedCode: .repeated(outcome)
        case (.code, .failed?): .repeated(.failed)
        case (.error(ProviderFailure.accessDenied.rawValue), .denied?): .repeated(.denied)
        default: .used
        }
    }
}
