import Testing

@testable import EmulatorCore

struct ProvidersTests {
    let world: World

    init() throws { world = try World.make() }

    private func keys(_ kind: ProviderKind, identifier: String = "", size: Int = 0) throws -> [String] {
        try world.providers.list(kind, identifier: identifier, page: .init(size: size, token: "")).items.map(\.key)
    }

    @Test func `the identifier is the name's letters and digits, and a number`() throws {
        let made = try world.providers.createCustom(.make("Acme CRM 2"))
        #expect(made.key == "ACMECRM2:\(made.id.number)")
        #expect(made.isCustom)
        #expect(!made.isCustomMCP)
        #expect(made.updatedAt == .start)
    }

    @Test func `keys that nobody knows come back as they were given`() throws {
        let pattern: JSONValue = [
            "type": "BEARER", "display_name": "Token", "x_ours": ["deep": [1, 2.5, .null, true, "text"]],
            "fields": [["field_name": "token", "x_field": ["a": "b"]]], "description": "",
        ]
        let made = try world.providers.createCustom(.make("Odd", pattern))
        #expect(made.details.authPatterns == [pattern])
        let listed = try world.providers.list(.custom, page: .init(size: 0, token: "")).items
        #expect(listed == [made])
    }

    @Test func `a display name is taken whatever its case`() throws {
        _ = try world.providers.createCustom(.make("Acme CRM"))
        let other = try world.providers.createCustom(.make("Acme"))
        for change in [
            { _ = try world.providers.createCustom(.make("acme crm")) },
            { _ = try world.providers.updateCustom(other.key, .make("ACME CRM")) },
        ] {
            let error = try #require(throws: EmulatorError.self) { try change() }
            #expect(error.code == .alreadyExists)
        }
        #expect(try world.providers.updateCustom(other.key, .make("Acme")).details.displayName == "Acme")
    }

    @Test func `an update replaces patterns and metadata, and keeps a description that is not given`() throws {
        var details = ProviderDetails.make()
        details.description = "Customers"
        details.iconSource = "https://acme.example/icon.svg"
        details.metadata = ["region": "eu"]
        let made = try world.providers.createCustom(details)
        var changes = ProviderDetails.make("Acme", proxyURL: "https://v2.acme.example", ["type": "NO_AUTH"])
        changes.isProxyEnabled = false
        let changed = try world.providers.updateCustom(made.key, changes)
        #expect(changed.key == made.key)
        #expect(changed.details.displayName == "Acme")
        #expect(changed.details.proxyURL == "https://v2.acme.example")
        #expect(changed.details.authPatterns == [["type": "NO_AUTH"]])
        #expect(changed.details.description == "Customers")
        #expect(changed.details.iconSource == details.iconSource)
        #expect(changed.details.metadata.isEmpty)
        #expect(changed.details.isProxyEnabled)
    }

    @Test func `lists tell the catalogue's from custom ones`() throws {
        let made = try world.providers.createCustom(.make())
        #expect(try keys(.standard) == world.catalogue.providers.map(\.key).sorted())
        #expect(try keys(.custom) == [made.key])
        #expect(try keys(.all).count == world.catalogue.providers.count + 1)
        #expect(try keys(.all, identifier: made.key) == [made.key])
        #expect(try keys(.standard, identifier: made.key).isEmpty)
        #expect(try keys(.all, identifier: "gmail") == ["GMAIL"])
    }

    @Test func `pages go on in both directions`() throws {
        let all = try keys(.standard)
        var found: [String] = []
        var token = ""
        repeat {
            let page = try world.providers.list(.standard, page: .init(size: 3, token: token))
            #expect(page.totalSize == all.count)
            found += page.items.map(\.key)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(found == all)
    }

    @Test func `it cannot be deleted while a connection or an account uses it`() throws {
        let (provider, connection) = try world.custom()
        let error = try #require(throws: EmulatorError.self) { try world.providers.deleteCustom(provider.key) }
        #expect(error.code == .permissionDenied)
        #expect(error.errorCode == "PROVIDER_IN_USE")
        try world.connections.delete("\(connection.id)")
        try world.providers.deleteCustom(provider.key)
        #expect(try keys(.custom).isEmpty)
        let gone = try #require(throws: EmulatorError.self) { try world.providers.deleteCustom(provider.key) }
        #expect(gone.code == .notFound)
    }

    @Test func `a provider of the catalogue is no custom one`() throws {
        for change in [
            { _ = try world.providers.updateCustom("GMAIL", .make()) }, { try world.providers.deleteCustom("GMAIL") },
        ] {
            let error = try #require(throws: EmulatorError.self) { try change() }
            #expect(error.code == .notFound)
        }
    }

    @Test func `what failed changes nothing, and what happened is seen at once`() throws {
        let made = try world.providers.createCustom(.make())
        #expect(throws: EmulatorError.self) { try world.providers.createCustom(.make("Other", proxyURL: "ftp://x")) }
        #expect(try keys(.custom) == [made.key])
        #expect(try world.providers.directory().provider(key: made.key)?.displayName == "Acme CRM")
    }

    @Test func `an environment sees only its own`() throws {
        _ = try world.providers.createCustom(.make())
        let other = try World.make(clientID: "skc_2")
        #expect(try other.providers.list(.custom, page: .init(size: 0, token: "")).items.isEmpty)
    }
}
