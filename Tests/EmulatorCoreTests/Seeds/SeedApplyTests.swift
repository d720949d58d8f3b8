import Foundation
import Logging
import Testing

@testable import EmulatorCore

@Suite struct SeedApplyTests {
    private func seed(_ text: String) throws -> Seed {
        try Seed.parse(text, fileName: "seed.yaml", catalogue: Catalogue.embedded())
    }

    private func worlds(dataDirectory: String? = nil) throws -> Worlds {
        try Worlds(
            configuration: WorldsConfiguration(randomSeed: 1, dataDirectory: dataDirectory),
            catalogue: Catalogue.embedded(), logger: Logger(label: "test"))
    }

    private func world() throws -> World { try World.make(catalogue: Catalogue.embedded()) }

    private func account(_ identifier: String, on connector: String, in world: World) throws -> ConnectedAccount {
        try world.connectedAccounts.get(AccountLookup(connector: connector, identifier: identifier))
    }

    @Test func `applies the demo`() throws {
        let worlds = try worlds()
        let demo = try seed(try #require(EmbeddedFile.text("seeds/demo.yaml")))
        try demo.apply(to: worlds)
        let world = worlds.default
        for expected in demo.environment.connectedAccounts {
            let found = try account(expected.identifier, on: expected.connection, in: world)
            #expect(found.status == expected.status, "\(expected.connection)")
            #expect(found.apiConfig == expected.apiConfig)
        }
        let alice = try account("alice@example.com", on: "gmail", in: world)
        #expect(alice.organizationID == "org_1000000000000001")
        #expect(alice.lastUsedAt == Date(timeIntervalSince1970: 1_769_851_800))
        #expect(try world.connections.find(keyID: "salesforce")?.enabled == false)
        let work = try #require(try world.connections.find(keyID: "github-work"))
        #expect(work.uiButtonTitle == "Connect GitHub at work")
        #expect(work.requestedScopes == ["repo", "read:user", "read:org"])

        let config = try #require(try world.mcpConfigs.list(page: PageRequest()).items.first)
        #expect((config.name, config.description) == ("assistant", "Mail and messages of a user"))
        #expect(config.mappings.map(\.tools) == [["gmail_fetch_mails", "gmail_send_message"], []])
        let instance = try #require(try world.mcpInstances.list(page: PageRequest()).items.first)
        #expect((instance.name, instance.userIdentifier) == ("alice-laptop", "alice@example.com"))

        let second = try worlds.authenticate(
            clientID: "skc_200000000000000002", clientSecret: "second_environment_secret")
        #expect(second.settings.consent == .auto)
        #expect(try account("alice@example.com", on: "linear-keys", in: second).authorizationType == .apiKey)
        #expect(throws: EmulatorError.self) { try account("bob@example.com", on: "gmail", in: second) }
    }

    @Test func `lets tokens expire by the clock of the environment`() throws {
        let world = try world()
        try seed("connected_accounts: [{connection: gmail, identifier: a, status: ACTIVE, token_expires_in: 10m}]")
            .environment.apply(to: world)
        #expect(try account("a", on: "gmail", in: world).tokenExpiresAt == .start.addingTimeInterval(600))
    }

    @Test func `a renewal fails where the seed says so`() throws {
        let world = try world()
        try seed(
            "connected_accounts: [{connection: gmail, identifier: a, status: ACTIVE, refresh: fails}]"
        ).environment.apply(to: world)
        try world.clock.advance(by: 3500)
        let lookup = AccountLookup(connector: "gmail", identifier: "a")
        #expect(try world.connectedAccounts.getAuth(lookup).status == .expired)
    }

    @Test func `names the people of the dashboard`() throws {
        let world = try world()
        #expect(world.settings.letsIn("Admin@example.com"))
        try seed("settings: {dashboard_users: [grace@acme.example]}").environment.apply(to: world)
        #expect(world.settings.letsIn("grace@acme.example"))
        #expect(!world.settings.letsIn("admin@example.com"))
    }

    @Test func `makes credentials for an active account that brings none`() throws {
        let world = try world()
        try seed("connected_accounts: [{connection: slack, identifier: a, status: ACTIVE}]").environment.apply(
            to: world)
        guard case .oauthToken(let token) = try account("a", on: "slack", in: world).credentials else {
            Issue.record("the account has no tokens")
            return
        }
        #expect(token.accessToken.hasPrefix("xoxp-"))
        #expect(token.scopes.contains("chat:write"))
    }

    @Test func `doing it again changes nothing`() throws {
        let worlds = try worlds()
        let demo = try seed(try #require(EmbeddedFile.text("seeds/demo.yaml")))
        try demo.apply(to: worlds)
        let connections = try worlds.default.connections.list(include: "all")
        let accounts = try demo.environment.connectedAccounts.map {
            try account($0.identifier, on: $0.connection, in: worlds.default)
        }
        try demo.apply(to: worlds)
        #expect(try worlds.default.connections.list(include: "all") == connections)
        for before in accounts {
            #expect(try account(before.identifier, on: before.connector, in: worlds.default) == before)
        }
    }

    @Test func `a restart does not bring back what was deleted or changed since`() throws {
        let folder = try TemporaryFolder()
        let seed = try seed(
            """
            settings: {consent: auto}
            connections: [{name: mine, provider: GITHUB}]
            connected_accounts:
              - {connection: mine, identifier: kept, status: ACTIVE}
              - {connection: mine, identifier: gone, status: ACTIVE, last_used_at: 2026-01-31T09:30:00Z}
            """)
        let kept = try firstRun(of: seed, in: folder)

        let after = try worlds(dataDirectory: folder.path)
        defer { after.close() }
        try seed.apply(to: after)
        #expect(after.default.settings.consent == .auto)
        #expect(try after.default.connections.find(keyID: "mine")?.enabled == false)
        #expect(try account("kept", on: "mine", in: after.default).id == kept)
        #expect(try account("kept", on: "mine", in: after.default).status == .disconnected)
        let error = #expect(throws: EmulatorError.self) { try account("gone", on: "mine", in: after.default) }
        #expect(error?.code == .notFound)
    }

    /// Applies the seed, undoes all of it, and stops.
    private func firstRun(of seed: Seed, in folder: TemporaryFolder) throws -> ConnectedAccountID {
        let worlds = try worlds(dataDirectory: folder.path)
        defer { worlds.close() }
        try seed.apply(to: worlds)
        let world = worlds.default
        let connection = try #require(try world.connections.find(keyID: "mine"))
        try world.connections.disable("\(connection.id)")
        let kept = try account("kept", on: "mine", in: world)
        try world.connectedAccounts.disconnect(AccountLookup(id: "\(kept.id)"))
        try world.connectedAccounts.delete(AccountLookup(connector: "mine", identifier: "gone"))
        try world.update(settings: WorldSettings(consent: .manual))
        return kept.id
    }

    @Test func `leaves a later use of an account alone`() throws {
        let world = try world()
        let seed = try seed(
            "connected_accounts: [{connection: slack, identifier: a, status: ACTIVE, last_used_at: 2026-01-31T09:30:00Z}]"
        )
        try seed.environment.apply(to: world)
        _ = try world.connectedAccounts.getAuth(AccountLookup(connector: "slack", identifier: "a"))
        try seed.environment.apply(to: world)
        #expect(try account("a", on: "slack", in: world).lastUsedAt == .start)
    }

    @Test func `changes a connection of the catalogue, its type included`() throws {
        let world = try world()
        let id = try #require(try world.connections.find(keyID: "github")).id
        try seed("connections: [{name: github, type: BEARER, auth_mode: ORG_WIDE, enabled: false, ui_button_title: T}]")
            .environment.apply(to: world)
        let connection = try world.connections.get(id)
        #expect(connection.type == .bearer)
        #expect(connection.authMode == .orgWide)
        #expect(connection.enabled == false)
        #expect(connection.uiButtonTitle == "T")
        #expect(connection.settings?.kind == "static_config")
    }

    @Test func `lays scopes over what the catalogue says`() throws {
        let world = try world()
        try seed("connections: [{name: gmail, scopes: [one]}, {name: gmail-1a2b3c4d, scopes: [two]}]")
            .environment.apply(to: world)
        let gmail = try #require(try world.connections.find(keyID: "gmail"))
        #expect(gmail.requestedScopes == ["one"])
        #expect(gmail.settings?.values["token_uri"] == "https://oauth2.googleapis.com/token")
        #expect(try world.connections.find(keyID: "gmail-1a2b3c4d")?.requestedScopes == ["two"])
    }

    @Test func `does not turn the accounts of a connection into another type`() throws {
        let world = try world()
        _ = try world.connectedAccounts.create(ConnectedAccountDraft(connector: "github", identifier: "a"))
        let other = try seed("connections: [{name: github, type: BEARER}]")
        let error = #expect(throws: EmulatorError.self) { try other.environment.apply(to: world) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message.contains("has accounts of the type OAUTH, and the seed wants BEARER") == true)
    }

    @Test func `offers nothing but the declared connections when they are strict`() throws {
        let world = try world()
        try seed("{settings: {strict_connections: true}, connections: [{name: mine, provider: GMAIL}]}")
            .environment.apply(to: world)
        #expect(try world.connections.list(include: "all").map(\.keyID) == ["mine"])
    }

    @Test func `keeps the settings that the seed does not name`() throws {
        let world = try World.make(consent: .instant, verify: .b2b, catalogue: Catalogue.embedded())
        try seed("settings: {magic_link_lifetime: 1h}").environment.apply(to: world)
        #expect(world.settings == WorldSettings(consent: .instant, verify: .b2b, magicLinkLifetime: 3_600))
    }

    @Test func `gives a client of the seed its secret, and refuses the server's own`() throws {
        let worlds = try worlds()
        try seed("clients: [{client_id: other, client_secret: first}]").apply(to: worlds)
        try seed("clients: [{client_id: other, client_secret: second}]").apply(to: worlds)
        #expect(throws: EmulatorError.self) { try worlds.authenticate(clientID: "other", clientSecret: "first") }
        #expect(try worlds.authenticate(clientID: "other", clientSecret: "second") === worlds.world(clientID: "other"))

        let own = try seed(
            """
            settings: {consent: auto}
            clients: [{client_id: skc_100000000000000001, client_secret: s}]
            """)
        let error = #expect(throws: EmulatorError.self) { try own.apply(to: worlds) }
        #expect(error?.message == "the seed lists the client skc_100000000000000001, which is the server's own")
        #expect(worlds.default.settings.consent == .manual)
    }
}
