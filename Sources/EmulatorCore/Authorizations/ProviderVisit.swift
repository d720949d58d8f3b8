import struct Foundation.Date

/// Where a link sends the browser: the provider's page, which this server plays.
package struct ProviderVisit: Sendable {
    package var request: AuthorizationRequest
    /// The provider's, as it stands in the path.
    package var slug: String
    /// What the provider wants to know besides the protocol's own parameters.
    package var extra: [(name: String, value: String)]

    /// On this server.
    package var path: String { "/provider/\(slug)/oauth/authorize".addingQuery(request.parameters + extra) }
}

extension Consent {
    func request(for authorization: Authorization, origin: String) -> AuthorizationRequest {
        let challenge = authorization.codeChallenge
        return AuthorizationRequest(
            responseType: "code", clientID: connection.oauthClientID,
            redirectURI: "\(origin)/sso/v1/oauth/\(connection.id)/callback", scopes: connection.requestedScopes,
            state: authorization.state, codeChallenge: challenge, codeChallengeMethod: challenge.map { _ in "S256" })
    }

    /// The page for what a request asks for, which may be less than the connection does.
    func page(at now: Date, scopes: [String]) -> OpenedMagicLink {
        var opened = page(at: now)
        opened.scopes = opened.scopes.filter { scopes.contains($0.name) }
        return opened
    }
}

extension Connection {
    /// The application's id at the provider: its own, or that of the credentials which come with the environment.
    package var oauthClientID: String {
        let own = settings?.values["client_id"]?.string ?? ""
        return own.isEmpty ? "scalekit-emulator" : own
    }

    var extraParameters: [(name: String, value: String)] {
        let extra = settings?.values["extensions"]?["extra_authorize_params"]?.object ?? [:]
        return extra.compactMap { name, value in value.string.map { (name, $0) } }.sorted { $0.0 < $1.0 }
    }
}

extension ProviderFailure {
    /// As a provider would put it.
    package var description: String {
        switch self {
        case .accessDenied: "The person denied the request"
        case .invalidRequest: "The request is missing a parameter, or has one that does not fit"
        case .unauthorizedClient: "The application may not ask for this"
        case .invalidScope: "A scope is unknown, or is not open to this application"
        case .serverError: "The provider has a problem of its own"
        case .failedToExchangeToken: "The code could not be exchanged for tokens"
        case .sessionTimeout: "It took too long"
        case .invalidState: "The state is not the one that was sent"
        }
    }
}
