extension Credentials {
    /// The member's name on the wire.
    package var kind: String {
        switch self {
        case .oauthToken: "oauth_token"
        case .staticAuth: "static_auth"
        case .googleDWD: "google_dwd"
        case .trustedIDP: "trusted_idp"
        }
    }

    /// SDKs send empty members for "no credentials", even for connections of another type. An empty
    /// `trusted_idp` is a credential: serverless workgroups need no database user.
    var isEmpty: Bool {
        switch self {
        case .oauthToken(let token): token == OAuthToken()
        case .staticAuth(let details): details.isEmpty
        case .googleDWD(let delegation): delegation.subject.isEmpty
        case .trustedIDP: false
        }
    }

    /// What an account of this connection may be given: nil when that is nothing.
    /// - Throws: INVALID_ARGUMENT for a credential that the connection's type does not use.
    func admitted(by type: ConnectionType) throws -> Credentials? {
        guard !isEmpty, type != .noAuth else { return nil }
        let kinds = Self.kinds(for: type)
        guard kinds.contains(kind) else {
            throw EmulatorError.invalid(
                "connected_account.authorization_details.\(kind)",
                "connections of type \(type.wireName) take \(kinds.joined(separator: " or "))",
                constraint: "authorization_details.type")
        }
        return self
    }

    private static func kinds(for type: ConnectionType) -> [String] {
        switch type {
        case .oauth, .smartFHIR, .trelloOAuth1: ["oauth_token"]
        case .oauthM2M: ["static_auth", "oauth_token"]
        case .googleDWD: ["google_dwd"]
        case .trustedIDP: ["trusted_idp"]
        default: ["static_auth"]
        }
    }
}
