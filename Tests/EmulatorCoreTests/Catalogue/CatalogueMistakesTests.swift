import Testing

@testable import EmulatorCore

@Suite struct CatalogueMistakesTests {
    private static let good = """
        provider: ACME
        slug: acme
        display_name: Acme
        description: Buys anvils.
        categories: [Shopping]
        base_url: https://api.acme.test
        auth_patterns:
          - type: OAUTH
            display_name: Sign in
            oauth:
              authorize_uri: https://acme.test/authorize
              token_uri: https://acme.test/token
              scopes:
                - {name: buy, description: Buy, requested: true}
            tokens: {access_prefix: ac_, lifetime: never}
          - type: API_KEY
            display_name: Key
            fields:
              - {field_name: api_key, label: Key, input_type: password}

        """

    private func mistakes(_ files: [(String, String)]) -> String {
        do {
            _ = try Catalogue(files: files.map { YAMLFile(name: $0.0, bytes: Array($0.1.utf8)) })
            return ""
        } catch {
            return (error as? EmulatorError)?.message ?? "\(error)"
        }
    }

    @Test func `accepts a good file`() throws {
        let catalogue = try Catalogue(files: [YAMLFile(name: "acme.yaml", bytes: Array(Self.good.utf8))])
        let patterns = try #require(catalogue.provider(slug: "acme")?.authPatterns)
        #expect(patterns.map(\.type) == [.oauth, .apiKey])
        #expect(patterns.map(\.tokens.accessPrefix) == ["ac_", ""])
        #expect(patterns.last?.fields.first?.inputType == .password)
    }

    @Test(arguments: [
        ("slug: acme", "slug: Acme", "acme.yaml:2:7: slug: has a character that is not allowed: only lower-case"),
        ("slug: acme", "slug: other", "acme.yaml:2:7: slug: is \"other\" in the file acme.yaml"),
        ("provider: ACME", "provider: acme", "acme.yaml:1:11: provider: has a character that is not allowed"),
        (
            "api.acme.test", "api.acme.test/",
            "acme.yaml:6:11: base_url: must be an https:// URL (or http:// on this machine) without a slash"
        ),
        ("https://api", "http://api", "acme.yaml:6:11: base_url: must be an https:// URL"),
        ("api.acme.test", "{{host}}.test", "acme.yaml:8:3: auth_patterns: OAUTH has no field \"host\""),
        (
            "acme.test/token", "{{host}}/token",
            "acme.yaml:8:5: auth_patterns[0]: there is no field \"host\", which a URI"
        ),
        (
            "type: OAUTH", "type: OAUTH2",
            "acme.yaml:8:11: auth_patterns[0].type: \"OAUTH2\" is not known here, did you mean"
        ),
        ("type: OAUTH", "type: SAML", "acme.yaml:8:11: auth_patterns[0].type: \"SAML\" is not known here"),
        ("type: API_KEY", "type: OAUTH", "acme.yaml:8:3: auth_patterns: has OAUTH twice"),
        ("type: API_KEY", "type: NO_AUTH", "auth_patterns[1].fields: does not belong to the type NO_AUTH"),
        ("type: OAUTH", "type: OAUTH_M2M", "authorize_uri: the type OAUTH_M2M sends nobody to a provider"),
        (
            "      authorize_uri: https://acme.test/authorize\n", "",
            "auth_patterns[0].oauth: \"authorize_uri\" is missing"
        ),
        ("    tokens: {access_prefix: ac_, lifetime: never}\n", "", "auth_patterns[0]: \"tokens\" is missing"),
        ("lifetime: never", "lifetime: 10", "tokens.lifetime: must be a duration with units"),
        ("lifetime: never", "lifetime: 0s", "tokens.lifetime: must be between 1s and"),
        ("input_type: password", "input_type: select", "auth_patterns[1].fields[0]: a select needs options"),
        ("label: Key", "label: Key, options: []", "options: only a select has options"),
        (
            "      - {field_name", "      - {field_name: api_key, label: A}\n      - {field_name",
            "\"api_key\" is used twice"
        ),
        ("- {name: buy", "- {nam: buy", "scopes[0]: \"nam\" is not known here, did you mean \"name\"?"),
    ])
    func `refuses a bad file`(from: String, to: String, message: String) {
        #expect(Self.good.contains(from))
        let text = Self.good.replacing(from, with: to)
        #expect(mistakes([("acme.yaml", text)]).contains(message))
    }

    @Test func `refuses a provider without a way to authenticate`() throws {
        let start = try #require(Self.good.firstRange(of: "auth_patterns:"))
        let text = Self.good[..<start.lowerBound] + "auth_patterns: []\n"
        #expect(mistakes([("acme.yaml", String(text))]).contains("needs at least one way to authenticate"))
    }

    @Test func `refuses two providers with one key`() {
        let second = Self.good.replacing("slug: acme", with: "slug: acme2")
        let message = mistakes([("acme.yaml", Self.good), ("acme2.yaml", second)])
        #expect(message == "acme2.yaml: the provider key ACME belongs to acme already")
    }

    @Test func `lists the mistakes of all files`() {
        let message = mistakes([("a.yaml", Self.good), ("b.yaml", Self.good)])
        #expect(message.contains("a.yaml:2:7:"))
        #expect(message.contains("b.yaml:2:7:"))
    }
}
