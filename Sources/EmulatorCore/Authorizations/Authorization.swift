import Crypto

import struct Foundation.Data
import struct Foundation.Date

/// A link's visit to the provider, from the redirect there to the callback.
struct Authorization: Sendable, Equatable {
    /// Comes back with the callback, and says which visit it belongs to.
    var state: String
    /// The magic link's token.
    var link: String
    /// Nil where the provider knows no PKCE.
    var codeVerifier: String?
    /// The code that was exchanged last.
    var exchangedCode: String?

    /// RFC 7636 section 4.2.
    var codeChallenge: String? {
        codeVerifier.map { verifier in
            Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
    }
}

/// What the provider gives when somebody approved. It works once.
struct AuthorizationCode: Sendable {
    /// Seconds; RFC 6749 recommends no more than ten minutes.
    static let lifetime = 60.0

    var code: String
    var state: String
    var codeChallenge: String?
    var expiresAt: Date
    var approval: Approval
}

/// What an authorization request says in its URL.
package struct AuthorizationRequest: Sendable, Equatable {
    package var responseType: String
    package var clientID: String
    package var redirectURI: String
    package var scopes: [String]
    package var state: String
    package var codeChallenge: String?
    package var codeChallengeMethod: String?

    package init(
        responseType: String, clientID: String, redirectURI: String, scopes: [String], state: String,
        codeChallenge: String?, codeChallengeMethod: String?
    ) {
        self.responseType = responseType
        self.clientID = clientID
        self.redirectURI = redirectURI
        self.scopes = scopes
        self.state = state
        self.codeChallenge = codeChallenge
        self.codeChallengeMethod = codeChallengeMethod
    }

    /// In the order in which they stand in the URL.
    package var parameters: [(name: String, value: String)] {
        var parameters = [
            ("client_id", clientID), ("redirect_uri", redirectURI), ("response_type", responseType),
            ("scope", scopes.joined(separator: " ")), ("state", state),
        ]
        if let codeChallenge { parameters.append(("code_challenge", codeChallenge)) }
        if let codeChallengeMethod { parameters.append(("code_challenge_method", codeChallengeMethod)) }
        return parameters
    }
}

/// What the provider's page shows.
package struct OpenedAuthorization: Sendable {
    package var request: AuthorizationRequest
    package var opened: OpenedMagicLink
}

/// What the provider sends the browser back with.
package struct ProviderRedirect: Sendable {
    package var connectionID: ConnectionID
    package var parameters: [(name: String, value: String)]

    /// On this server.
    package var path: String { "/sso/v1/oauth/\(connectionID)/callback".addingQuery(parameters) }
}

/// How a visit to the provider can go wrong, by the names that the documentation gives.
package enum ProviderFailure: String, Sendable, CaseIterable {
    case accessDenied = "access_denied"
    case invalidRequest = "invalid_request"
    case unauthorizedClient = "unauthorized_client"
    case invalidScope = "invalid_scope"
    case serverError = "server_error"
    case failedToExchangeToken = "failed_to_exchange_token"
    case sessionTimeout = "session_timeout"
    case invalidState = "invalid_state"
}

/// What came of a callback.
package enum CallbackOutcome: Sendable {
    case finished(ConsentOutcome)
    /// The person has to sign in to the dashboard; nothing is used up.
    case signInRequired
    /// Somebody is signed in whom this environment does not let in; nothing is used up.
    case stranger(String)
    /// The provider said no. The link can still be used, unless the person denied.
    case refused(ProviderFailure, OpenedMagicLink)
    /// The same callback again; nothing happens twice.
    case repeated(MagicLink.Outcome)
    case timedOut
    case used
}
