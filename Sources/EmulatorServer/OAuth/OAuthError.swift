import EmulatorCore
import HTTPTypes
import Hummingbird

/// An error of the token endpoint, as RFC 6749 section 5.2 writes it. The real service's body is not documented.
struct OAuthError: Error {
    enum Code: String {
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case invalidGrant = "invalid_grant"
        case unauthorizedClient = "unauthorized_client"
        /// RFC 8707: a resource that this server does not speak for.
        case invalidTarget = "invalid_target"
        /// RFC 7591.
        case invalidRedirectURI = "invalid_redirect_uri"
        case invalidClientMetadata = "invalid_client_metadata"
    }

    var code: Code
    var description: String
    /// A client that tried HTTP Basic is told the scheme, as the RFC requires.
    var challenges: Bool

    init(_ code: Code, _ description: String, challenges: Bool = false) {
        self.code = code
        self.description = description
        self.challenges = challenges
    }

    func response() throws -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if challenges { headers[.wwwAuthenticate] = #"Basic realm="scalekit-emulator""# }
        return try JSONReply.response(
            ["error": .string(code.rawValue), "error_description": .string(description)],
            status: code == .invalidClient ? .unauthorized : .badRequest, headers: headers)
    }
}
