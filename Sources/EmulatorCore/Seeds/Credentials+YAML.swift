extension Credentials {
    enum Key: String, YAMLKeys {
        case oauthToken = "oauth_token"
        case staticAuth = "static_auth"
        case googleDWD = "google_dwd"
        case trustedIDP = "trusted_idp"
    }

    /// The wire's `authorization_details`, except that `static_auth` holds its fields directly, as in the SDKs.
    ///
    /// - Parameter type: The connection's; nil when it is not known because of another mistake.
    init?(_ yaml: YAMLValue, type: ConnectionType?) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let given = Key.allCases.filter { map[$0] != nil }
        guard let key = given.first, given.count == 1, let value = map[key] else {
            yaml.refuse("must have exactly one of \(Key.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        if let type, !Self.keys(for: type).contains(key) {
            let fitting = Self.keys(for: type).map(\.rawValue).joined(separator: " or ")
            let needs = fitting.isEmpty ? "no credentials" : fitting
            value.refuse("does not fit a connection of the type \(type.wireName), which takes \(needs)")
        }
        switch key {
        case .oauthToken: self.init(oauthToken: value)
        case .staticAuth: self.init(staticAuth: value)
        case .googleDWD: self.init(googleDWD: value)
        case .trustedIDP: self.init(trustedIDP: value)
        }
    }

    private static func keys(for type: ConnectionType) -> [Key] {
        switch type {
        case .oauth, .smartFHIR, .trelloOAuth1: [.oauthToken]
        case .oauthM2M: [.oauthToken, .staticAuth]
        case .googleDWD: [.googleDWD]
        case .trustedIDP: [.trustedIDP]
        case .noAuth: []
        default: [.staticAuth]
        }
    }

    private init?(staticAuth yaml: YAMLValue) {
        guard let details = yaml.jsonObject() else { return nil }
        if details.isEmpty { yaml.refuse("must not be empty") }
        self = .staticAuth(details)
    }

    enum OAuthTokenKey: String, YAMLKeys {
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
        case scopes
        case domain
    }

    private init?(oauthToken yaml: YAMLValue) {
        guard let map = yaml.mapping(of: OAuthTokenKey.self) else { return nil }
        guard let accessToken = map.required(.accessToken)?.text(.secret) else { return nil }
        self = .oauthToken(
            OAuthToken(
                accessToken: accessToken, refreshToken: map[.refreshToken]?.text(.secret) ?? "",
                scopes: map[.scopes]?.texts(.line) ?? [], domain: map[.domain]?.text(.line) ?? ""))
    }

    enum GoogleDWDKey: String, YAMLKeys { case subject }

    private init?(googleDWD yaml: YAMLValue) {
        guard let map = yaml.mapping(of: GoogleDWDKey.self) else { return nil }
        guard let subject = map.required(.subject)?.text(.line) else { return nil }
        self = .googleDWD(GoogleDWD(subject: subject))
    }

    enum TrustedIDPKey: String, YAMLKeys { case dbUser = "db_user" }

    private init?(trustedIDP yaml: YAMLValue) {
        guard let map = yaml.mapping(of: TrustedIDPKey.self) else { return nil }
        // Serverless workgroups need no database user.
        self = .trustedIDP(TrustedIDP(dbUser: map[.dbUser]?.text(.line) ?? ""))
    }
}
