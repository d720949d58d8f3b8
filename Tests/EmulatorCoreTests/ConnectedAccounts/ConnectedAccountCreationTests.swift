import Testing

import struct Foundation.Date

@testable import EmulatorCore

@Suite struct ConnectedAccountCreationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var type: ConnectionType
        var without: ConnectorStatus
        var credentialKind: String?
        var expires: Bool
        var testDescription: String { type.wireName }
    }

    /// The table of `spec/actions.md` section 6.4.
    static let table = [
        Row(type: .oauth, without: .pendingAuth, credentialKind: "oauth_token", expires: true),
        Row(type: .smartFHIR, without: .pendingAuth, credentialKind: "oauth_token", expires: true),
        Row(type: .trelloOAuth1, without: .pendingAuth, credentialKind: "oauth_token", expires: true),
        Row(type: .apiKey, without: .pendingAuth, credentialKind: "static_auth", expires: false),
        Row(type: .basic, without: .pendingAuth, credentialKind: "static_auth", expires: false),
        Row(type: .bearer, without: .pendingAuth, credentialKind: "static_auth", expires: false),
        Row(type: .oauthM2M, without: .pendingAuth, credentialKind: "oauth_token", expires: true),
        Row(type: .googleDWD, without: .pendingAuth, credentialKind: "google_dwd", expires: true),
        Row(type: .trustedIDP, without: .pendingAuth, credentialKind: "trusted_idp", expires: true),
        Row(type: .noAuth, without: .active, credentialKind: nil, expires: false),
    ]

    let world: World

    init() throws { world = try World.make() }

    @Test(arguments: table) func `without credentials`(row: Row) throws {
        let account = try world.connectedAccounts.create(.init(connector: row.type.testSlug, identifier: "ada"))
        #expect(account.status == row.without)
        #expect(account.credentials == nil)
        #expect(account.authorizationType == ConnectorType(row.type))
        #expect(try world.connectedAccounts.get(account.id) == account)
    }

    @Test(arguments: table) func `with credentials it is active at once`(row: Row) throws {
        let account = try world.account("ada", on: row.type.testSlug)
        #expect(account.status == .active)
        #expect(account.credentials?.kind == row.credentialKind)
        #expect((account.tokenExpiresAt != nil) == row.expires)
    }

    @Test(arguments: table) func `an empty OAuth token is no credential, whatever the type`(row: Row) throws {
        let account = try world.connectedAccounts.create(
            .init(connector: row.type.testSlug, identifier: "ada", credentials: .oauthToken(.init())))
        #expect(account.status == row.without)
    }

    @Test(arguments: table.filter { $0.type != .noAuth })
    func `a credential of another kind is refused`(row: Row) throws {
        let wrong: Credentials =
            row.type == .googleDWD ? .staticAuth(["a": "b"]) : .googleDWD(.init(subject: "boss@example.com"))
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.create(
                .init(connector: row.type.testSlug, identifier: "ada", credentials: wrong))
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(row.type.wireName) == true)
    }

    @Test func `the server gets tokens that look like the provider's`() throws {
        guard case .oauthToken(let token) = try world.account("ada", on: "oauthm2m").credentials else {
            Issue.record("a machine client gets an OAuth token")
            return
        }
        #expect(token.accessToken.hasPrefix("at_"))
        #expect(token.scopes == ["read", "write"])
        guard case .trustedIDP(let federation) = try world.account("ada", on: "trustedidp").credentials else {
            Issue.record("a federation keeps its kind")
            return
        }
        #expect(federation.accessKeyID.wholeMatch(of: /ASIA[0-9A-Z]{16}/) != nil)
    }

    @Test func `an imported OAuth token lives one hour of the environment's clock`() throws {
        #expect(try world.account("ada").tokenExpiresAt == .start.addingTimeInterval(3600))
    }

    @Test func `the same identifier may be there once per organization and user`() throws {
        let scopes = [("", ""), ("org_1", ""), ("org_1", "user_1"), ("", "user_1")]
        for (organization, user) in scopes {
            _ = try world.connectedAccounts.create(
                .init(connector: "gmail", identifier: "ada", organizationID: organization, userID: user))
            let error = #expect(throws: EmulatorError.self) {
                try world.connectedAccounts.create(
                    .init(connector: "gmail", identifier: "ada", organizationID: organization, userID: user))
            }
            #expect(error?.code == .alreadyExists)
        }
        _ = try world.connectedAccounts.create(.init(connector: "github", identifier: "ada"))
    }

    @Test(arguments: [
        "Ada", "ada ", "ada@example.com", "Ωμέγα 🦉", "a'; DROP TABLE connected_accounts;--", "%", "e\u{301}",
    ])
    func `identifiers are exact and come back as they were`(identifier: String) throws {
        try world.account("ada")
        let account = try world.account(identifier)
        let found = try world.connectedAccounts.get(AccountLookup(connector: "gmail", identifier: identifier))
        #expect(found.id == account.id)
        #expect(Array(found.identifier.utf8) == Array(identifier.utf8))
    }

    @Test func `NUL is refused wherever it would be lost`() throws {
        for draft in [
            ConnectedAccountDraft(connector: "gmail", identifier: "a\0b"),
            ConnectedAccountDraft(connector: "gmail", identifier: "ada", organizationID: "o\0"),
            ConnectedAccountDraft(connector: "gmail", identifier: "ada", userID: "\0"),
        ] {
            let error = #expect(throws: EmulatorError.self) { try world.connectedAccounts.create(draft) }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func `missing keys are named`() throws {
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.create(.init(connector: "", identifier: ""))
        }
        #expect(error?.violations.map(\.field) == ["connector", "identifier"])
    }

    @Test func `a failed creation leaves no connection behind`() throws {
        #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.create(.init(connector: "gmail-12345678", identifier: "a\0b"))
        }
        #expect(try world.connections.find(keyID: "gmail-12345678") == nil)
    }

    @Test func `the API configuration comes back as it was`() throws {
        let config: [String: JSONValue] = [
            "rate_limit": 1000, "nested": ["list": [1, 2.5, true, .null, "ü\0"]], "": [:],
        ]
        let account = try world.connectedAccounts.create(
            .init(connector: "gmail", identifier: "ada", apiConfig: config))
        #expect(try world.connectedAccounts.get(account.id).apiConfig == config)
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.create(
                .init(connector: "gmail", identifier: "bob", apiConfig: ["a": .number(.nan)]))
        }
        #expect(error?.code == .invalidArgument)
    }
}
