@testable import EmulatorCore

extension Catalogue {
    /// A provider for every way to authenticate, its slug the way's name in lower case without underscores, and a few
    /// that are like real ones.
    static let testing = Catalogue(
        providers: ConnectionType.app.map { .make(slug: $0.testSlug, patterns: [.make($0)]) } + [
            .make(slug: "gmail", patterns: [.make(.oauth, accessPrefix: "ya29.", refreshPrefix: "1//")]),
            .make(slug: "github", patterns: [.make(.oauth, accessPrefix: "gho_", lifetime: nil)]),
            .make(
                slug: "freshdesk",
                patterns: [
                    .make(
                        .basic, fields: [.make("username"), .make("password", .password)],
                        accountFields: [.make("domain")])
                ]),
            .make(slug: "salesforce", patterns: [.make(.oauth), .make(.bearer, fields: [.make("token", .password)])]),
        ])
}

extension ConnectionType {
    /// The types an app connection can have.
    static let app: [ConnectionType] = [
        .oauth, .basic, .bearer, .apiKey, .oauthM2M, .trelloOAuth1, .googleDWD, .trustedIDP, .smartFHIR, .noAuth,
    ]

    var testSlug: String { wireName.lowercased().replacing("_", with: "") }
}

extension Provider {
    static func make(slug: String, baseURL: String = "https://api.example.com", patterns: [AuthPattern]) -> Provider {
        Provider(
            key: slug.uppercased(), slug: slug, displayName: slug, description: "", categories: [], baseURL: baseURL,
            authPatterns: patterns)
    }
}

extension AuthPattern {
    static func make(
        _ type: ConnectionType, accessPrefix: String = "at_", refreshPrefix: String = "rt_",
        lifetime: Double? = 3600, fields: [CredentialField] = [], accountFields: [CredentialField] = []
    ) -> AuthPattern {
        AuthPattern(
            type: type, displayName: type.wireName,
            oauth: OAuth(
                authorizeURI: "https://provider.example/authorize", tokenURI: "https://provider.example/token",
                userInfoURI: "", pkceEnabled: true,
                scopes: [
                    Scope(name: "read", description: "Read things", requested: true),
                    Scope(name: "write", description: "Write things", requested: true),
                    Scope(name: "admin", description: "Everything", requested: false),
                ]),
            fields: fields, accountFields: accountFields,
            tokens: TokenShape(accessPrefix: accessPrefix, refreshPrefix: refreshPrefix, lifetime: lifetime))
    }
}

extension CredentialField {
    static func make(_ name: String, _ inputType: InputType = .text, required: Bool = true) -> CredentialField {
        CredentialField(name: name, label: name, inputType: inputType, hint: "", required: required, options: [])
    }
}
