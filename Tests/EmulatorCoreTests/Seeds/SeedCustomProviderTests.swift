import Testing

@testable import EmulatorCore

struct SeedCustomProviderTests {
    private static let seed = """
        custom_providers:
          - identifier: ACMECRM:7
            display_name: Acme CRM
            proxy_url: http://127.0.0.1:9400
            metadata: {api_version: v2}
            auth_patterns: [{type: BEARER, display_name: Token, x_ours: 1}]
        connections:
          - {name: acme, provider: "ACMECRM:7"}
        connected_accounts:
          - {connection: acme, identifier: ada, credentials: {static_auth: {token: t}}}
        """

    private func mistakes(_ text: String) throws -> String {
        try #require(throws: EmulatorError.self) {
            try Seed.parse(text, fileName: "s.yaml", catalogue: .testing)
        }.message
    }

    @Test func `makes providers under identifiers that stay`() throws {
        let world = try World.make()
        let seed = try Seed.parse(Self.seed, fileName: "s.yaml", catalogue: .testing)
        try seed.environment.apply(to: world)
        let record = try #require(try world.providers.list(.custom, page: .init(size: 0, token: "")).items.first)
        #expect(record.key == "ACMECRM:7")
        #expect(record.details.metadata == ["api_version": "v2"])
        #expect(record.details.authPatterns == [["type": "BEARER", "display_name": "Token", "x_ours": 1]])
        #expect(try world.connectedAccounts.get(.init(connector: "acme", identifier: "ada")).status == .active)
    }

    @Test func `what the API would refuse is refused with its place`() throws {
        let text = Self.seed.replacing("type: BEARER", with: "type: BEAR")
        #expect(
            try mistakes(text).contains("s.yaml:2:5: custom_providers[0]: auth_patterns[0].type: value must be one"))
        #expect(
            try mistakes(Self.seed.replacing("http://127", with: "http://10")).contains(
                "proxy_url: value must be an https"))
    }

    @Test func `identifiers and names are used once`() throws {
        let item = """
              - {identifier: "ACMECRM:7", display_name: acme crm, proxy_url: "https://x.example", auth_patterns: [{type: NO_AUTH}]}
            connections:
            """
        let text = Self.seed.replacing("connections:", with: item)
        #expect(try mistakes(text).contains("the identifier \"ACMECRM:7\" is used twice"))
        #expect(try mistakes(text).contains("the display_name \"acme crm\" is used twice"))
        #expect(
            try mistakes(Self.seed.replacing("ACMECRM:7", with: "GMAIL")).contains(
                "belongs to a provider of the catalogue"))
    }
}
