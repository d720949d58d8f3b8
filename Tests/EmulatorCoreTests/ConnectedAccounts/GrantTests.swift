import Testing

@testable import EmulatorCore

@Suite struct GrantTests {
    let world: World
    let account: ConnectedAccount

    init() throws {
        world = try World.make()
        account = try world.account("ada")
    }

    private var lookup: AccountLookup { AccountLookup(account) }

    @Test func `a refused renewal makes the account expired, though the token still works`() throws {
        try world.connectedAccounts.setGrant(revoked: true, of: lookup)
        try world.clock.advance(by: 3299)
        #expect(try world.connectedAccounts.getAuth(lookup).status == .active)
        try world.clock.advance(by: 1)
        let expired = try world.connectedAccounts.getAuth(lookup)
        #expect(expired.status == .expired)
        #expect(expired.credentials == account.credentials)
    }

    @Test func `an account that nobody reads is seen as expired when its token ends`() throws {
        try world.connectedAccounts.setGrant(revoked: true, of: lookup)
        try world.clock.advance(by: 3600)
        #expect(try world.status(of: account) == .expired)
        let listed = try world.connectedAccounts.list(AccountFilter(), page: PageRequest()).items
        #expect(listed.map(\.status) == [.expired])
    }

    @Test func `a grant that is given back is renewed`() throws {
        try world.connectedAccounts.setGrant(revoked: true, of: lookup)
        try world.connectedAccounts.setGrant(revoked: false, of: lookup)
        try world.clock.advance(by: 3500)
        #expect(try world.connectedAccounts.getAuth(lookup).status == .active)
    }

    @Test func `new credentials and a new consent are new grants`() throws {
        for renew in [
            { try world.connectedAccounts.update(lookup, .init(credentials: .make(for: .oauth))) },
            {
                let there = try AtProvider(world)
                try there.callback(try there.approve())
                return try there.account
            },
        ] {
            try world.connectedAccounts.setGrant(revoked: true, of: lookup)
            #expect(try renew().isGrantRevoked == false)
        }
    }

    @Test func `without anything to renew there is no grant`() throws {
        let keys = try world.account("ada", on: "apikey")
        let waiting = try world.connectedAccounts.create(.init(connector: "gmail", identifier: "bob"))
        for account in [keys, waiting] {
            let error = #expect(throws: EmulatorError.self) {
                try world.connectedAccounts.setGrant(revoked: true, of: AccountLookup(account))
            }
            #expect(error?.code == .failedPrecondition)
        }
    }

    @Test func `a renewal keeps who is behind the account, imported credentials do not say`() throws {
        let there = try AtProvider(world)
        try there.callback(try there.approve(Approval(identity: "grace@example.com")))
        try world.clock.advance(by: 3500)
        #expect(try world.connectedAccounts.getAuth(lookup).providerIdentity == "grace@example.com")
        let updated = try world.connectedAccounts.update(lookup, .init(credentials: .make(for: .oauth)))
        #expect(updated.providerIdentity == nil)
        #expect(updated.actingIdentity == "ada")
    }

    @Test(arguments: [
        ("ada@acme.example", "ada@acme.example"), ("ada", "ada@example.com"), ("User 42", "user-42@example.com"),
        ("ü/", "someone@example.com"), ("Ada.Lovelace", "ada.lovelace@example.com"),
    ])
    func `the proposed identity is an address`(identifier: String, expected: String) throws {
        #expect(try world.account(identifier, on: "github").suggestedIdentity == expected)
    }
}
