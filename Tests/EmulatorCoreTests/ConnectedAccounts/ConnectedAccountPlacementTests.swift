import Testing

import struct Foundation.Date

@testable import EmulatorCore

@Suite struct ConnectedAccountPlacementTests {
    let world: World

    init() throws { world = try World.make() }

    @Test(arguments: ConnectorStatus.allCases)
    func `an account can be put into every status`(status: ConnectorStatus) throws {
        try world.connectedAccounts.place([PlacedAccount(.init(connector: "gmail", identifier: "ada"), status: status)])
        let account = try world.connectedAccounts.get(AccountLookup(connector: "gmail", identifier: "ada"))
        #expect(account.status == status)
        #expect((account.credentials != nil) == (status == .active || status == .expired))
    }

    @Test(arguments: ConnectionType.app)
    func `an active account has what its type needs`(type: ConnectionType) throws {
        try world.connectedAccounts.place([
            PlacedAccount(.init(connector: type.testSlug, identifier: "ada"), status: .active)
        ])
        let account = try world.connectedAccounts.get(AccountLookup(connector: type.testSlug, identifier: "ada"))
        #expect(account.status == .active)
        #expect((account.credentials != nil) == (type != .noAuth))
    }

    @Test func `one that waits for verification can be verified`() throws {
        try world.connectedAccounts.place([
            PlacedAccount(.init(connector: "gmail", identifier: "ada"), status: .pendingVerification)
        ])
        let request = try #require(try world.magicLinks.authRequests().first)
        #expect(request.identifier == "ada")
        #expect(try world.magicLinks.verify(authRequestID: request.id, identifier: "ada").status == .active)
    }

    @Test func `one that is there already is left as it is`() throws {
        let account = try world.account("ada")
        try world.connectedAccounts.place([
            PlacedAccount(.init(connector: "gmail", identifier: "ada"), status: .disconnected)
        ])
        #expect(try world.connectedAccounts.get(account.id) == account)
    }

    @Test func `given credentials and times are kept`() throws {
        let draft = ConnectedAccountDraft(
            connector: "gmail", identifier: "ada", credentials: .oauthToken(.init(accessToken: "given")))
        try world.connectedAccounts.place([
            PlacedAccount(
                draft, status: .active, tokenExpiresAt: .start.addingTimeInterval(5),
                lastUsedAt: .start.addingTimeInterval(-5))
        ])
        let account = try world.connectedAccounts.get(AccountLookup(connector: "gmail", identifier: "ada"))
        #expect(account.credentials == draft.credentials)
        #expect(account.tokenExpiresAt == .start.addingTimeInterval(5))
        #expect(account.lastUsedAt == .start.addingTimeInterval(-5))
    }

    @Test func `one org-wide credential per connection`() throws {
        func place(_ identifier: String) throws {
            try world.connectedAccounts.place([
                PlacedAccount(
                    .init(connector: "gmail", identifier: identifier), status: .active, isOrgWideCredential: true)
            ])
        }
        try place("first")
        let error = #expect(throws: EmulatorError.self) { try place("second") }
        #expect(error?.code == .alreadyExists)
    }
}
