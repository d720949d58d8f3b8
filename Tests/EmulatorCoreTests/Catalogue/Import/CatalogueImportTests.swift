import Testing

@testable import EmulatorCore

struct CatalogueImportTests {
    private static let gmail: JSONValue = [
        "id": "prov_1", "identifier": "GMAIL", "display_name": "Gmail of ours", "description": "", "is_custom": false,
        "categories": ["Mail"], "proxy_url": "https://gmail.googleapis.com/", "proxy_enabled": true,
        "icon_src": "https://x.example/i.svg", "display_priority": 3, "coming_soon": false, "metadata": ["a_key": "b"],
        "auth_patterns": [["type": "OAUTH", "display_name": "Sign in", "oauth_config": [:], "x_unknown": ["deep": 1]]],
    ]
    private static let custom: JSONValue = [
        "identifier": "prov_abc", "display_name": "Acme", "is_custom": true, "proxy_url": "https://acme.example",
        "proxy_enabled": true, "auth_patterns": [["type": "BEARER", "x_ours": true]],
    ]

    private func tool(_ name: String, _ provider: String = "GMAIL", _ more: [String: JSONValue] = [:]) -> JSONValue {
        let definition: [String: JSONValue] = [
            "name": .string(name), "description": "Line one.\nLine two: \"quoted\"", "title": .null, "x_unknown": [1.5],
            "input_schema": ["type": "object", "properties": ["q": ["type": ["string", "null"]]]],
            "annotations": ["read_only_hint": true, "open_world_hint": false],
        ]
        return [
            "id": "tol_1", "provider": .string(provider), "tags": ["one"], "metadata": ["m": 1],
            "definition": .object(definition.merging(more) { $1 }),
        ]
    }

    private func connection(_ name: String, _ provider: String = "GMAIL", _ type: String = "OAUTH") -> JSONValue {
        [
            "id": "conn_1", "key_id": .string(name), "provider_key": .string(provider), "type": .string(type),
            "enabled": true, "auth_mode": "USER", "ui_button_title": "Go",
        ]
    }

    private func loaded(_ made: CatalogueImport) throws -> Catalogue {
        try Catalogue(
            files: made.files.filter { $0.name.hasSuffix(".yaml") }.map {
                .init(name: $0.name, bytes: Array($0.text.utf8))
            })
    }

    @Test func `providers and tools come back as the API showed them`() throws {
        let made = try CatalogueImport(
            .init(providers: [Self.gmail], tools: [tool("gmail_x"), tool("a_tool")], connections: []))
        #expect(made.notes.isEmpty)
        #expect(made.files.map(\.name) == ["gmail.yaml", "seed.yml"])
        let catalogue = try loaded(made)
        try catalogue.tools.check()
        let record = ProviderRecord(try #require(catalogue.provider(key: "GMAIL")))
        #expect(record.details.authPatterns == Self.gmail["auth_patterns"]?.array)
        #expect(record.details.proxyURL == "https://gmail.googleapis.com/")
        #expect(record.details.iconSource == "https://x.example/i.svg")
        #expect(record.details.displayPriority == 3)
        #expect(record.details.metadata == ["a_key": "b"])
        #expect(catalogue.provider(key: "GMAIL")?.baseURL == "https://gmail.googleapis.com")
        #expect(catalogue.provider(key: "GMAIL")?.authPatterns.first?.tokens.accessPrefix.isEmpty == false)
        let read = try #require(try catalogue.tools.tool(named: "gmail_x"))
        #expect(.object(read.definition(provider: nil)) == tool("gmail_x")["definition"])
        #expect(read.tags == ["one"])
        #expect(read.metadata == ["m": 1])
        #expect(read.annotations.isReadOnly)
        #expect(catalogue.tools.names == ["a_tool", "gmail_x"])
    }

    @Test func `a tool that the emulator knows is asked and answered as before`() throws {
        let embedded = try Catalogue.embedded()
        let original = try #require(try embedded.tools.tool(named: "gmail_fetch_mails"))
        let json: JSONValue = ["provider": "GMAIL", "definition": .object(original.definition(provider: nil))]
        let made = try CatalogueImport(.init(providers: [Self.gmail], tools: [json], connections: []))
        let read = try #require(try loaded(made).tools.tool(named: "gmail_fetch_mails"))
        #expect(read.request == original.request)
        #expect(read.example == original.example)
    }

    @Test func `what cannot be taken over is told`() throws {
        var strange = Self.gmail.object ?? [:]
        strange["identifier"] = "ODD"
        strange["auth_patterns"] = [["type": "MAGIC"]]
        strange["new_member"] = 1
        let made = try CatalogueImport(
            .init(
                providers: [Self.gmail, .object(strange), Self.custom, ["identifier": "no good"]],
                tools: [
                    tool("gmail_x"), tool("gmail_x"), tool("acme_x", "prov_abc"), tool("lost", "NOWHERE"),
                    tool("no good"),
                    tool("gmail_bad", "GMAIL", ["input_schema": ["type": "thing"]]),
                ],
                connections: [
                    connection("gmail"), connection("acme", "prov_abc", "BEARER"), connection("odd", "ODD", "OAUTH"),
                    connection("x", "NOWHERE"), connection("slash/y"),
                    connection("gmail-12345678", "prov_abc", "BEARER"),
                ]))
        #expect(
            made.notes == [
                "the member new_member of providers is left out: ODD",
                "auth patterns that cannot be used here are kept, but nobody can connect with them: ODD",
                "providers with an identifier that cannot be one here are left out: no good",
                "further versions of tools are left out: gmail_x",
                "tools of custom providers are left out; those of MCP servers are read there: acme_x",
                "tools of providers that ListProviders does not have are left out: lost",
                "tools with a name that cannot be one here are left out: no good",
                "tools with an input_schema that cannot be used are left out: gmail_bad (\"thing\" is no type: use array, boolean, integer, null, number, object, string)",
                "connections of a type that their provider does not offer here are left out: odd",
                "connections of providers that are not there are left out: x",
                "connections without a name that can be used here are left out: slash/y",
                "connections with a name that belongs to another provider are left out: gmail-12345678",
            ])
        #expect(made.connectionCount == 2)
        #expect(made.customProviderCount == 1)
    }

    @Test func `the seed makes the same connections and custom providers`() throws {
        let made = try CatalogueImport(
            .init(
                providers: [Self.gmail, Self.custom], tools: [],
                connections: [connection("gmail"), connection("acme", "prov_abc", "BEARER")]))
        let catalogue = try loaded(made)
        let text = try #require(made.files.last?.text)
        let world = try World.make(catalogue: catalogue)
        try Seed.parse(text, fileName: "seed.yml", catalogue: catalogue).environment.apply(to: world)
        let names = try world.connections.list(include: "all").map(\.keyID).sorted()
        #expect(names == ["acme", "gmail"])
        #expect(try world.providers.list(.custom, page: .init(size: 0, token: "")).items.map(\.key) == ["prov_abc"])
    }

    @Test func `the embedded catalogue makes the way and is the same`() throws {
        let embedded = try Catalogue.embedded()
        let world = try World.make(catalogue: embedded)
        let tools = try embedded.tools.names.map { name -> JSONValue in
            let tool = try #require(try embedded.tools.tool(named: name))
            let provider = embedded.provider(key: tool.providerKey)
            return ["provider": .string(tool.providerKey), "definition": .object(tool.definition(provider: provider))]
        }
        let records = try world.providers.list(.all, page: .init(size: 1_000, token: "")).items
        let made = try CatalogueImport(
            .init(providers: records.map(\.wireJSON), tools: tools, connections: []))
        #expect(made.notes.isEmpty)
        let again = try loaded(made)
        try again.tools.check()
        #expect(again.tools.names == embedded.tools.names)
        for provider in embedded.providers {
            var read = try #require(again.provider(key: provider.key))
            #expect(read.details == ProviderRecord(provider).details, "\(provider.key)")
            read.details = nil
            #expect(read.slug == provider.slug && read.errorBody == provider.errorBody)
        }
    }
}

extension ProviderRecord {
    /// As ListProviders shows it over REST.
    fileprivate var wireJSON: JSONValue {
        [
            "id": .string("\(id)"), "identifier": .string(key), "display_name": .string(details.displayName),
            "description": .string(details.description), "categories": .array(details.categories.map(JSONValue.string)),
            "auth_patterns": .array(details.authPatterns), "icon_src": .string(details.iconSource),
            "display_priority": .number(Double(details.displayPriority)), "coming_soon": .bool(details.isComingSoon),
            "proxy_url": .string(details.proxyURL), "proxy_enabled": .bool(details.isProxyEnabled),
            "is_custom": .bool(isCustom), "is_custom_mcp": false,
            "metadata": .object(details.metadata.mapValues(JSONValue.string)),
        ]
    }
}
