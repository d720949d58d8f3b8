import Foundation
import Testing

@testable import EmulatorCore

@Suite struct SeedTests {
    private func seed(_ text: String, fileName: String = "seed.yaml") throws -> Seed {
        try Seed.parse(text, fileName: fileName, catalogue: Catalogue.embedded())
    }

    @Test(arguments: ["", "# nothing\n", "{}", "---\n"])
    func `an empty file is an empty seed`(text: String) throws {
        #expect(try seed(text) == Seed())
    }

    @Test func `reads the demo`() throws {
        let demo = try seed(try #require(EmbeddedFile.text("seeds/demo.yaml")), fileName: "demo.yaml")
        #expect(
            demo.environment.settings
                == Seed.Settings(
                    consent: .manual, verify: .some(.none), strictConnections: false, magicLinkLifetime: 600,
                    dashboardUsers: ["admin@example.com", "ada@example.com"], scopedTools: .all, proxy: true))
        #expect(demo.environment.connections.map(\.name) == ["acme", "github-work", "linear-shared", "salesforce"])
        #expect(demo.environment.connections.map(\.isEnabled) == [true, true, true, false])
        #expect(demo.environment.customProviders.map(\.key) == ["ACMECRM:1000000000000001"])
        let alice = try #require(demo.environment.connectedAccounts.first)
        #expect(alice.organizationID == "org_1000000000000001")
        #expect(alice.tokenExpiry == .after(3_600))
        #expect(alice.apiConfig == ["custom_headers": ["X-Team": "demo"]])
        #expect(alice.lastUsedAt == Date(timeIntervalSince1970: 1_769_851_800))
        #expect(Set(demo.environment.connectedAccounts.map(\.status)) == Set(ConnectorStatus.allCases))
        #expect(demo.clients.map(\.clientID) == ["skc_200000000000000002"])
        #expect(demo.clients.first?.environment.connections.first?.type == .apiKey)
    }

    @Test func `reads JSON`() throws {
        let text = #"{"connected_accounts": [{"connection": "gmail", "identifier": "\ud83d\ude00"}]}"#
        let account = try #require(try seed(text, fileName: "seed.json").environment.connectedAccounts.first)
        #expect(account.identifier == "😀")
    }

    @Test(arguments: [
        ("connection: gmail", ConnectorStatus.pendingAuth),
        ("connection: openmeteo", .active),
        ("connection: gmail, credentials: {oauth_token: {access_token: t}}", .active),
        ("connection: gmail, status: EXPIRED, credentials: {oauth_token: {access_token: t}}", .expired),
        ("connection: gmail, status: DISCONNECTED", .disconnected),
        ("connection: gmail, status: ACTIVE", .active),
    ])
    func `a status follows from the credentials when it is not given`(keys: String, status: ConnectorStatus) throws {
        let account = try seed("connected_accounts: [{identifier: a, \(keys)}]").environment.connectedAccounts.first
        #expect(account?.status == status)
    }

    @Test func `takes the provider's first type unless one is named`() throws {
        let seed = try seed("connections: [{name: a, provider: GITHUB}, {name: b, provider: GITHUB, type: BEARER}]")
        #expect(seed.environment.connections.map(\.type) == [.oauth, .bearer])
        #expect(seed.environment.connections.map(\.providerKey) == ["GITHUB", "GITHUB"])
        #expect(seed.environment.connections.map(\.scopes) == [nil, nil])
    }

    @Test func `reads credentials of every kind`() throws {
        let text = """
            connected_accounts:
              - {connection: slack, identifier: a, credentials: {oauth_token: {access_token: x, scopes: [s], domain: d}}}
              - {connection: stripe, identifier: a, credentials: {static_auth: {token: sk_test_1, nested: [1]}}}
              - {connection: googledwd, identifier: a, credentials: {google_dwd: {subject: s@example.com}}}
              - {connection: redshift, identifier: a, credentials: {trusted_idp: {db_user: reader}}}
              - {connection: redshift, identifier: b, credentials: {trusted_idp: {}}}
              - {connection: databricksworkspace, identifier: a, credentials: {static_auth: {client_id: c}}}
            """
        #expect(
            try seed(text).environment.connectedAccounts.map(\.credentials) == [
                .oauthToken(.init(accessToken: "x", scopes: ["s"], domain: "d")),
                .staticAuth(["token": "sk_test_1", "nested": [1]]),
                .googleDWD(.init(subject: "s@example.com")),
                .trustedIDP(.init(dbUser: "reader")), .trustedIDP(.init(dbUser: "")),
                .staticAuth(["client_id": "c"]),
            ])
    }

    @Test func `reads moments with and without fractions`() throws {
        let text = """
            connected_accounts:
              - {connection: gmail, identifier: a, token_expires_at: 2026-01-31T09:30:00Z}
              - {connection: gmail, identifier: b, token_expires_at: "2026-01-31T10:30:00.500+01:00"}
              - {connection: gmail, identifier: c, token_expires_in: -5m}
            """
        #expect(
            try seed(text).environment.connectedAccounts.map(\.tokenExpiry) == [
                .at(Date(timeIntervalSince1970: 1_769_851_800)), .at(Date(timeIntervalSince1970: 1_769_851_800.5)),
                .after(-300),
            ])
    }

    @Test func `keeps an identifier exactly as it is written`() throws {
        let text = "connected_accounts: [{connection: gmail, identifier: \"  Ünï 😀\\t0123 \"}]"
        #expect(try seed(text).environment.connectedAccounts.first?.identifier == "  Ünï 😀\t0123 ")
    }

    @Test func `the same account may exist once for each organization and user`() throws {
        let text = """
            connected_accounts:
              - {connection: gmail, identifier: a}
              - {connection: gmail, identifier: a, organization_id: x}
              - {connection: gmail, identifier: a, user_id: x}
              - {connection: slack, identifier: a}
            clients:
              - {client_id: c, client_secret: s, connected_accounts: [{connection: gmail, identifier: a}]}
            """
        #expect(try seed(text).environment.connectedAccounts.count == 4)
    }

    @Test func `reads a file`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "seed-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "s.yaml").path
        try "settings: {consent: auto}".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try Seed.load(path: path, catalogue: .embedded()).environment.settings.consent == .auto)
        #expect(throws: EmulatorError.self) { try Seed.load(path: path + "x", catalogue: .embedded()) }
    }
}
