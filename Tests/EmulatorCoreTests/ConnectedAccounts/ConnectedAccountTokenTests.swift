import Testing

import struct Foundation.Date

@testable import EmulatorCore

@Suite struct ConnectedAccountTokenTests {
    let world: World

    init() throws { world = try World.make() }

    private func accessToken(_ account: ConnectedAccount) -> String? {
        if case .oauthToken(let token) = account.credentials { token.accessToken } else { nil }
    }

    private func auth(_ account: ConnectedAccount) throws -> ConnectedAccount {
        try world.connectedAccounts.getAuth(AccountLookup(account))
    }

    @Test func `a token is renewed from five minutes before its end on`() throws {
        let account = try world.account("ada")
        try world.clock.advance(by: 3299)
        #expect(accessToken(try auth(account)) == "imported")
        try world.clock.advance(by: 1)
        let renewed = try auth(account)
        let token = try #require(accessToken(renewed))
        #expect(token.hasPrefix("ya29."))
        #expect(renewed.tokenExpiresAt == .start.addingTimeInterval(3300 + 3600))
        #expect(accessToken(try auth(account)) == token)
        #expect(accessToken(try world.connectedAccounts.get(account.id)) == token)
    }

    @Test func `a token that ran out and cannot be renewed makes the account expired`() throws {
        let account = try world.connectedAccounts.create(
            .init(
                connector: "gmail", identifier: "ada", credentials: .oauthToken(.init(accessToken: "imported"))))
        try world.clock.advance(by: 3599)
        #expect(try auth(account).status == .active)
        try world.clock.advance(by: 1)
        #expect(try world.status(of: account) == .expired)
        #expect(
            try world.connectedAccounts.list(AccountFilter(), page: PageRequest()).items.map(\.status) == [.expired])
        #expect(try auth(account).status == .expired)
        try world.clock.set(.start)
        #expect(try world.status(of: account) == .expired)
    }

    @Test(arguments: ["oauthm2m", "googledwd", "trustedidp"])
    func `what the server obtains itself it obtains again`(slug: String) throws {
        let account = try world.account("ada", on: slug)
        try world.clock.advance(by: 3500)
        let renewed = try auth(account)
        #expect(renewed.status == .active)
        #expect(renewed.credentials != account.credentials)
        #expect(renewed.tokenExpiresAt == .start.addingTimeInterval(3500 + 3600))
    }

    @Test func `a refresh token alone is enough`() throws {
        let account = try world.connectedAccounts.create(
            .init(connector: "gmail", identifier: "ada", credentials: .oauthToken(.init(refreshToken: "r"))))
        #expect(account.status == .active)
        #expect(accessToken(try auth(account))?.hasPrefix("ya29.") == true)
    }

    @Test func `static credentials never expire`() throws {
        let account = try world.account("ada", on: "apikey")
        try world.clock.advance(by: 1e9)
        #expect(try auth(account).status == .active)
    }

    @Test func `an account that is not active is given as it is`() throws {
        try world.connectedAccounts.place([
            PlacedAccount(.init(connector: "gmail", identifier: "ada"), status: .expired)
        ])
        let lookup = AccountLookup(connector: "gmail", identifier: "ada")
        let first = try world.connectedAccounts.getAuth(lookup)
        #expect(first.status == .expired)
        #expect(try world.connectedAccounts.getAuth(lookup).credentials == first.credentials)
    }

    @Test func `a use is seen at once and kept with the next write`() throws {
        let folder = try TemporaryFolder()
        let configuration = WorldsConfiguration(dataDirectory: folder.path)
        let worlds = try Worlds.make(configuration)
        let world = worlds.default
        let account = try world.account("ada")
        #expect(account.lastUsedAt == nil)
        try world.clock.freeze(at: .start)
        _ = try world.connectedAccounts.getAuth(AccountLookup(account))
        #expect(try world.connectedAccounts.get(account.id).lastUsedAt == .start)
        #expect(try world.connectedAccounts.list(AccountFilter(), page: PageRequest()).items[0].lastUsedAt == .start)
        #expect(throws: EmulatorError.self) { try world.account("ada") }
        #expect(try world.connectedAccounts.get(account.id).lastUsedAt == .start)
        worlds.close()
        let again = try Worlds.make(configuration).default
        #expect(try again.connectedAccounts.get(account.id).lastUsedAt == .start)
    }
}
