import Testing

@testable import EmulatorCore

@Suite struct ConnectionsTests {
    let world: World

    init() throws { world = try World.make() }

    private func code(_ body: () throws -> Void) -> EmulatorError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? EmulatorError)?.code
        }
    }

    @Test func `an app connection is ready, named after its provider, and filled from the catalogue`() throws {
        let made = try world.connections.create(.init(providerKey: "Gmail"))
        #expect(made.keyID.wholeMatch(of: /gmail-[A-Za-z0-9]{8}/) != nil)
        #expect(made.providerKey == "GMAIL")
        #expect(made.type == .oauth)
        #expect(made.enabled && made.status == .completed)
        #expect(made.settings?.kind == "oauth_config")
        #expect(made.settings?.values["authorize_uri"] == "https://provider.example/authorize")
        #expect(made.settings?.values["redirect_uri"] == .string("/sso/v1/oauth/\(made.id)/callback"))
        #expect(made.requestedScopes == ["read", "write"])
        #expect(try world.connections.get("\(made.id)") == made)
    }

    @Test func `the type may be chosen among those that the provider offers`() throws {
        #expect(try world.connections.create(.init(providerKey: "SALESFORCE", type: .bearer)).type == .bearer)
        let error = #expect(throws: EmulatorError.self) {
            try world.connections.create(.init(providerKey: "SALESFORCE", type: .apiKey))
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("OAUTH, BEARER") == true)
    }

    @Test func `an unknown provider, a taken name and an unknown context key are refused`() {
        #expect(code { _ = try world.connections.create(.init(providerKey: "NOBODY")) } == .notFound)
        #expect(
            code { _ = try world.connections.create(.init(keyID: "gmail", providerKey: "GMAIL")) } == .alreadyExists)
        #expect(
            code { _ = try world.connections.create(.init(providerKey: "GMAIL", context: ["region": "eu"])) }
                == .invalidArgument)
        #expect(
            code { _ = try world.connections.create(.init(keyID: "a\0b", providerKey: "GMAIL")) }
                == .invalidArgument)
    }

    @Test func `a provider may be given by its number`() throws {
        let made = try world.connections.create(.init(providerKey: "", provider: IdentityProvider.github.rawValue))
        #expect(made.providerKey == "GITHUB")
        #expect(made.provider == 9)
    }

    @Test func `a context resolves the placeholders of a base URL`() throws {
        let provider = Provider.make(
            slug: "eu", baseURL: "https://{{domain}}/mcp", patterns: [.make(.oauth)])
        let world = try World.make(catalogue: Catalogue(providers: [provider]))
        let made = try world.connections.create(.init(providerKey: "EU", context: ["domain": "eu.example.com"]))
        #expect(made.resolvedProxyURL == "https://eu.example.com/mcp")
        #expect(try world.connections.create(.init(providerKey: "EU")).resolvedProxyURL == nil)
    }

    @Test func `a sign-on connection is a draft that only the full list shows`() throws {
        let made = try world.connections.create(
            .init(providerKey: "", provider: IdentityProvider.okta.rawValue, type: .oidc, isApp: false))
        #expect(made.status == .draft)
        #expect(!made.enabled)
        #expect(made.settings?.kind == "oidc_config")
        #expect(try !world.connections.list().contains(made))
        #expect(try world.connections.list(include: "all").contains(made))
        #expect(try !world.connections.listApp(page: PageRequest(size: 100)).items.contains(made))
    }

    @Test func `without flags the provider decides whether it is an app`() throws {
        #expect(try world.connections.create(.init(providerKey: "GMAIL", isApp: false)).isApp)
        #expect(try !world.connections.create(.init(providerKey: "GMAIL", isApp: false, isLogin: true)).isApp)
    }

    @Test func `an update changes what is there and keeps the rest`() throws {
        let made = try world.connections.create(.init(providerKey: "GMAIL"))
        let settings = ConnectionSettings(
            kind: "oauth_config", values: ["client_id": "id", "client_secret": "s3cret"])
        _ = try world.connections.update("\(made.id)", .init(settings: settings))
        let changed = try world.connections.update(
            "\(made.id)",
            .init(
                keyID: "mine", providerKey: "gmail", debugEnabled: true,
                settings: ConnectionSettings(
                    kind: "oauth_config", values: ["client_id": "id2", "client_secret": "********"])))
        #expect(changed.keyID == "mine")
        #expect(changed.debugEnabled)
        #expect(changed.settings?.values["client_id"] == "id2")
        #expect(changed.settings?.values["client_secret"] == "s3cret")
        #expect(changed.settings?.values["token_uri"] == "https://provider.example/token")
        #expect(changed.settings?.masked.values["client_secret"] == "********")
    }

    @Test func `provider and type cannot change, and a taken name is refused`() throws {
        let id = "\(try world.connections.create(.init(providerKey: "GMAIL")).id)"
        #expect(code { _ = try world.connections.update(id, .init(providerKey: "SLACK")) } == .invalidArgument)
        #expect(code { _ = try world.connections.update(id, .init(type: .basic)) } == .invalidArgument)
        #expect(code { _ = try world.connections.update(id, .init(keyID: "github")) } == .alreadyExists)
        let wrong = ConnectionSettings(kind: "static_config", values: [:])
        #expect(code { _ = try world.connections.update(id, .init(settings: wrong)) } == .invalidArgument)
        #expect(code { _ = try world.connections.update("conn_1", .init()) } == .notFound)
        #expect(code { _ = try world.connections.update("gmail", .init()) } == .invalidArgument)
    }

    @Test func `a renamed connection keeps its accounts under the new name`() throws {
        let account = try world.account("ada")
        _ = try world.connections.update("\(account.connectionID)", .init(keyID: "mail"))
        #expect(try world.connectedAccounts.get(account.id).connector == "mail")
        #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.get(AccountLookup(connector: "gmail", identifier: "ada"))
        }
    }

    @Test func `deleting a connection deletes its accounts and nothing else`() throws {
        let gone = try world.account("ada", on: "gmail")
        let kept = try world.account("ada", on: "github")
        try world.connections.delete("\(gone.connectionID)")
        #expect(code { _ = try world.connectedAccounts.get(gone.id) } == .notFound)
        #expect(code { try world.connections.delete("\(gone.connectionID)") } == .notFound)
        let left = try world.connectedAccounts.list(AccountFilter(), page: PageRequest())
        #expect(left.items.map(\.id) == [kept.id])
        #expect(left.totalSize == 1)
    }

    @Test func `a disabled connection takes no new accounts and links, and is still read`() throws {
        let account = try world.account("ada")
        let id = "\(account.connectionID)"
        #expect(try !world.connections.disable(id).enabled)
        #expect(code { try world.account("bob") } == .failedPrecondition)
        #expect(code { _ = try world.magicLinks.create(AccountLookup(account)) } == .failedPrecondition)
        #expect(try world.connectedAccounts.get(account.id).status == .active)
        #expect(try !world.connections.list().contains { $0.keyID == "gmail" })
        #expect(try world.connections.enable(id).enabled)
        #expect(code { try world.account("bob") } == nil)
    }

    @Test func `connections of an environment belong to no organization and no domain`() throws {
        #expect(try world.connections.list(organizationID: "org_1").isEmpty)
        #expect(try world.connections.list(domain: "example.com").isEmpty)
    }

    @Test func `app connections come by page, newest first, and are filtered`() throws {
        let count = world.catalogue.providers.count
        let first = try world.connections.listApp(page: PageRequest(size: 5))
        #expect(first.items.map(\.id.number) == first.items.map(\.id.number).sorted(by: >))
        #expect(first.totalSize == count)
        let second = try world.connections.listApp(page: PageRequest(size: 5, token: first.nextPageToken))
        #expect(Set(first.items.map(\.id)).isDisjoint(with: second.items.map(\.id)))
        #expect(try world.connections.listApp(provider: "GMAIL", page: PageRequest()).items.map(\.keyID) == ["gmail"])
        #expect(try world.connections.listApp(provider: "gmail", page: PageRequest()).items.isEmpty)
        #expect(try world.connections.listApp(query: "MAI", page: PageRequest()).items.map(\.keyID) == ["gmail"])
    }

    @Test func `required scopes must be asked for, and the protocol's own parameters are not extra`() throws {
        let id = "\(try world.connections.create(.init(providerKey: "GMAIL")).id)"
        func update(_ values: [String: JSONValue]) -> EmulatorError.Code? {
            code { _ = try world.connections.update(id, .init(settings: .init(kind: "oauth_config", values: values))) }
        }
        #expect(update(["required_scopes": ["read"]]) == nil)
        #expect(update(["required_scopes": ["root"]]) == .invalidArgument)
        #expect(update(["scopes": ["write"]]) == .invalidArgument)
        #expect(update(["optional_scopes": ["scopes": ["x"]], "required_optional_scopes": ["y"]]) == .invalidArgument)
        #expect(update(["extensions": ["extra_authorize_params": ["custom": "1"]]]) == nil)
        #expect(update(["extensions": ["extra_authorize_params": ["client_id": "1"]]]) == .invalidArgument)
    }
}
