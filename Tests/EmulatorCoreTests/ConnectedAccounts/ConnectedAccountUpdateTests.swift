import Testing

import struct Foundation.Date

@testable import EmulatorCore

@Suite struct ConnectedAccountUpdateTests {
    let world: World

    init() throws { world = try World.make() }

    private func token(_ account: ConnectedAccount) -> Credentials.OAuthToken? {
        if case .oauthToken(let token) = account.credentials { token } else { nil }
    }

    private func update(_ account: ConnectedAccount, _ credentials: Credentials) throws -> ConnectedAccount {
        try world.connectedAccounts.update(AccountLookup(account), .init(credentials: credentials))
    }

    @Test func `empty members of a token keep what is stored`() throws {
        let account = try world.account("ada")
        try world.clock.advance(by: 60)
        let changed = try update(account, .oauthToken(.init(accessToken: "new", domain: "example.com")))
        #expect(
            token(changed)
                == .init(accessToken: "new", refreshToken: "refresh", scopes: ["read"], domain: "example.com"))
        #expect(changed.tokenExpiresAt == .start.addingTimeInterval(3660))
        #expect(changed.updatedAt == .start.addingTimeInterval(60))
        #expect(changed.createdAt == .start)
    }

    @Test func `an entirely empty token changes nothing, also on another type`() throws {
        let pending = try world.connectedAccounts.create(.init(connector: "gmail", identifier: "bob"))
        #expect(try update(pending, .oauthToken(.init())).status == .pendingAuth)
        let key = try world.account("ada", on: "apikey")
        #expect(try update(key, .oauthToken(.init())).credentials == key.credentials)
    }

    @Test func `scopes alone do not activate`() throws {
        let pending = try world.connectedAccounts.create(.init(connector: "gmail", identifier: "bob"))
        #expect(try update(pending, .oauthToken(.init(scopes: ["a"]))).status == .pendingAuth)
        let active = try world.account("ada")
        #expect(token(try update(active, .oauthToken(.init(scopes: ["a"]))))?.scopes == ["a"])
    }

    @Test func `static details are replaced as a whole`() throws {
        let account = try world.account("ada", on: "basic")
        #expect(try update(account, .staticAuth(["username": "u"])).credentials == .staticAuth(["username": "u"]))
    }

    @Test func `the API configuration is merged key by key`() throws {
        let account = try world.connectedAccounts.create(
            .init(connector: "gmail", identifier: "ada", apiConfig: ["a": 1, "b": ["x": 1, "y": 2]]))
        let changed = try world.connectedAccounts.update(
            AccountLookup(account), .init(apiConfig: ["b": ["x": 3], "c": true]))
        #expect(changed.apiConfig == ["a": 1, "b": ["x": 3], "c": true])
    }

    @Test(arguments: [ConnectorStatus.pendingAuth, .expired, .disconnected, .pendingVerification, .active])
    func `credentials activate from every status`(status: ConnectorStatus) throws {
        let draft = ConnectedAccountDraft(connector: "gmail", identifier: "ada")
        try world.connectedAccounts.place([PlacedAccount(draft, status: status)])
        let changed = try world.connectedAccounts.update(
            AccountLookup(connector: "gmail", identifier: "ada"),
            .init(credentials: .oauthToken(.init(accessToken: "new"))))
        #expect(changed.status == .active)
        #expect(token(changed)?.accessToken == "new")
        #expect(try world.magicLinks.authRequests().isEmpty)
    }

    @Test func `an unknown account is not found and leaves no connection behind`() throws {
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.update(
                AccountLookup(connector: "gmail-12345678", identifier: "ada"), .init())
        }
        #expect(error?.message.hasPrefix("connected account not found") == true)
        #expect(try world.connections.find(keyID: "gmail-12345678") == nil)
    }

    @Test func `a scope selection counts where the connection allows one`() throws {
        let account = try world.account("ada", on: "oauthm2m")
        let lookup = AccountLookup(account)
        let ignored = try world.connectedAccounts.update(
            lookup, .init(scopeSelection: ScopeSelection(scopes: ["read"])))
        #expect(token(ignored)?.scopes == ["read", "write"])
        let allowing = ConnectionSettings(
            kind: "oauth_config", values: ["scope_selection_allowed": true, "required_scopes": ["write"]])
        _ = try world.connections.update("\(account.connectionID)", .init(settings: allowing))
        let selected = try world.connectedAccounts.update(lookup, .init(scopeSelection: ScopeSelection()))
        #expect(token(selected)?.scopes == ["write"])
        let kept = try update(account, .staticAuth(["client_id": "c2"]))
        #expect(token(kept)?.scopes == ["write"])
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.update(lookup, .init(scopeSelection: ScopeSelection(scopes: ["root"])))
        }
        #expect(error?.errorCode == "INVALID_SCOPE_SELECTION")
    }

    @Test func `disconnecting takes the credentials and can be repeated`() throws {
        let account = try world.account("ada")
        let first = try world.connectedAccounts.disconnect(AccountLookup(account))
        #expect(first.status == .disconnected)
        #expect(first.credentials == nil)
        #expect(first.tokenExpiresAt == nil)
        try world.clock.advance(by: 10)
        #expect(try world.connectedAccounts.disconnect(AccountLookup(account)) == first)
    }

    @Test func `a deleted account is gone, once`() throws {
        let account = try world.account("ada")
        let link = try world.magicLinks.create(AccountLookup(account))
        try world.connectedAccounts.delete(AccountLookup(connector: "gmail", identifier: "ada"))
        for body in [
            { _ = try world.connectedAccounts.get(account.id) },
            { try world.connectedAccounts.delete(AccountLookup(account)) },
            { _ = try world.magicLinks.open(link.token) },
        ] {
            #expect(throws: EmulatorError.self) { try body() }
        }
        try world.account("ada")
    }
}
