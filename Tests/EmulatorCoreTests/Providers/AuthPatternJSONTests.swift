import Testing

@testable import EmulatorCore

struct AuthPatternJSONTests {
    private func read(_ json: JSONValue) -> (AuthPattern?, [EmulatorError.FieldViolation]) {
        let mistakes = MemberMistakes()
        let pattern = AuthPattern(json, at: "p", mistakes)
        return (pattern, mistakes.violations)
    }

    @Test(
        arguments: [
            ("text", "p"), (["display_name": "No type"], "p.type"), (["type": "OATH"], "p.type"),
            (["type": 4], "p.type"), (["type": "OAUTH"], "p.oauth_config"),
            (["type": "OAUTH", "oauth_config": "yes"], "p.oauth_config"),
            (
                ["type": "OAUTH", "oauth_config": ["authorize_uri": "http://evil.example"]],
                "p.oauth_config.authorize_uri"
            ),
            (["type": "OAUTH", "oauth_config": ["pkce_enabled": "no"]], "p.oauth_config.pkce_enabled"),
            (
                ["type": "OAUTH", "oauth_config": ["available_scopes": [[:]]]],
                "p.oauth_config.available_scopes[0].scope"
            ),
            (["type": "NO_AUTH", "fields": [["field_name": "a"]]], "p.fields"),
            (["type": "BEARER", "fields": ["token"]], "p.fields[0]"),
            (["type": "BEARER", "fields": [[:]]], "p.fields[0].field_name"),
            (["type": "BEARER", "fields": [["field_name": "a"], ["field_name": "a"]]], "p.fields"),
            (["type": "BEARER", "fields": [["field_name": "a", "required": "yes"]]], "p.fields[0].required"),
            (["type": "BEARER", "fields": [["field_name": "a", "input_type": "select"]]], "p.fields[0].options"),
            (
                ["type": "BEARER", "fields": [["field_name": "a", "header_name": "no spaces"]]],
                "p.fields[0].header_name"
            ),
            (["type": "BEARER", "auth_header_key_override": "x:y"], "p.auth_header_key_override"),
            (["type": "BEARER", "is_mcp": 1], "p.is_mcp"),
            (["type": "BEARER", "allowed_proxy_domains": [1]], "p.allowed_proxy_domains[0]"),
            (
                ["type": "BEARER", "auth_field_mutations": ["nothing": ["prefix": "x"]]],
                "p.auth_field_mutations.nothing"
            ),
        ] as [(JSONValue, String)])
    func `what cannot be is refused by its place`(json: JSONValue, field: String) {
        #expect(read(json).1.map(\.field) == [field])
    }

    @Test func `what is known is read, null counts as left out`() throws {
        let (pattern, violations) = read([
            "type": "API_KEY", "display_name": "Key", "oauth_config": .null, "is_mcp": true,
            "auth_header_key_override": "X-Key", "auth_field_mutations": ["key": ["prefix": "Key "]],
            "fields": [
                ["field_name": "key", "label": .null, "input_type": "password", "required": true],
                [
                    "field_name": "region", "input_type": "select", "is_path_param": true,
                    "options": [["value": "eu", "display_name": "Europe"]],
                ],
                ["field_name": "odd", "input_type": "colour"],
            ],
        ])
        #expect(violations.isEmpty)
        let known = try #require(pattern)
        #expect(known.isMCP)
        #expect(known.authHeader == "X-Key")
        #expect(known.mutations["key"]?.prefix == "Key ")
        #expect(known.fields.map(\.label) == ["key", "region", "odd"])
        #expect(known.fields.map(\.inputType) == [.password, .select, .text])
        #expect(known.fields.map(\.isPathParam) == [false, true, false])
    }

    @Test func `a type without fields asks for the usual ones`() throws {
        #expect(read(["type": "BEARER"]).0?.fields.map(\.name) == ["token"])
        #expect(read(["type": "API_KEY"]).0?.fields.map(\.name) == ["api_key"])
        #expect(read(["type": "BASIC"]).0?.fields.map(\.name) == ["username", "password"])
        #expect(read(["type": "NO_AUTH"]).0?.fields == [])
    }

    @Test func `what OAUTH asks for besides is asked at the provider`() throws {
        let pattern = try #require(
            read([
                "type": "OAUTH", "oauth_config": ["available_scopes": ["a", ["scope": "b", "required": false]]],
                "fields": [["field_name": "region"]], "account_fields": [["field_name": "tenant"]],
            ]).0)
        #expect(pattern.fields.isEmpty)
        #expect(pattern.accountFields.map(\.name) == ["region", "tenant"])
        #expect(pattern.oauth?.scopes.map(\.requested) == [true, false])
    }

    @Test func `the catalogue's patterns are read back from what the API shows`() throws {
        for provider in try Catalogue.embedded().providers {
            let record = ProviderRecord(provider)
            let again = record.provider(replacing: provider)
            #expect(again.authPatterns.count == provider.authPatterns.count, "\(provider.key)")
            for (read, original) in zip(again.authPatterns, provider.authPatterns) {
                #expect(read.json == original.json, "\(provider.key)")
                #expect(read.fields == original.fields, "\(provider.key)")
            }
        }
    }
}
