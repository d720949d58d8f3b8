import Testing

import struct Foundation.Date

@testable import EmulatorCore

@Suite struct ConsentTests {
    private func approve(_ world: World, _ connector: String, _ approval: Approval = Approval()) throws
        -> ConnectedAccount
    {
        let link = try world.magicLinks.create(AccountLookup(connector: connector, identifier: "ada"))
        _ = try world.magicLinks.approve(link.token, approval)
        return try world.connectedAccounts.get(link.accountID)
    }

    private func token(_ account: ConnectedAccount) -> Credentials.OAuthToken? {
        if case .oauthToken(let token) = account.credentials { token } else { nil }
    }

    @Test func `a consent gives tokens in the provider's look, which end by the environment's clock`() throws {
        let account = try approve(try World.make(), "gmail")
        #expect(account.status == .active)
        #expect(token(account)?.accessToken.hasPrefix("ya29.") == true)
        #expect(token(account)?.refreshToken.hasPrefix("1//") == true)
        #expect(token(account)?.scopes == ["read", "write"])
        #expect(account.tokenExpiresAt == .start.addingTimeInterval(3600))
    }

    @Test func `tokens that never end come without a refresh token`() throws {
        let account = try approve(try World.make(), "github")
        #expect(token(account)?.accessToken.hasPrefix("gho_") == true)
        #expect(token(account)?.refreshToken == "")
        #expect(account.tokenExpiresAt == nil)
    }

    @Test func `only scopes that were asked for are granted`() throws {
        let account = try approve(try World.make(), "gmail", Approval(grantedScopes: ["read", "root"]))
        #expect(token(account)?.scopes == ["read"])
    }

    @Test func `the values of a form become the credential, the account's own fields its configuration`() throws {
        let fields = ["username": "u", "password": "p", "domain": "d.example", "other": "ignored"]
        let account = try approve(try World.make(verify: .b2b), "freshdesk", Approval(fields: fields))
        #expect(account.status == .active)
        #expect(account.credentials == .staticAuth(["username": "u", "password": "p"]))
        #expect(account.apiConfig == ["domain": "d.example"])
    }

    @Test func `a form that is not filled in leaves the link open`() throws {
        let world = try World.make()
        let link = try world.magicLinks.create(AccountLookup(connector: "freshdesk", identifier: "ada"))
        let error = #expect(throws: EmulatorError.self) {
            try world.magicLinks.approve(link.token, Approval(fields: ["username": "u", "domain": "d"]))
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.first?.field == "password")
        #expect(try world.magicLinks.open(link.token).state == .open)
    }

    @Test func `what an account knows already need not be filled in again`() throws {
        let world = try World.make()
        _ = try world.connectedAccounts.create(
            .init(connector: "freshdesk", identifier: "ada", apiConfig: ["domain": "known.example"]))
        let account = try approve(world, "freshdesk", Approval(fields: ["username": "u", "password": "p"]))
        #expect(account.apiConfig == ["domain": "known.example"])
    }

    @Test(arguments: ConnectionType.app, [ConsentMode.auto, .instant])
    func `where nobody fills a form in, something plausible is`(type: ConnectionType, consent: ConsentMode) throws {
        let world = try World.make(consent: consent)
        let link = try world.magicLinks.create(AccountLookup(connector: type.testSlug, identifier: "ada"))
        if consent == .auto { _ = try world.magicLinks.approve(link.token) }
        #expect(try world.status(of: world.connectedAccounts.get(link.accountID)) == .active)
        #expect(try world.magicLinks.open(link.token).state == .used)
    }

    @Test func `invented values fill every required field`() throws {
        let world = try World.make(consent: .instant)
        let link = try world.magicLinks.create(AccountLookup(connector: "freshdesk", identifier: "ada"))
        guard case .staticAuth(let details) = try world.connectedAccounts.get(link.accountID).credentials else {
            Issue.record("a basic credential is static")
            return
        }
        #expect(details["username"] == "ada")
        #expect(details["password"]?.string?.isEmpty == false)
    }

    @Test func `a connection without authentication just succeeds`() throws {
        let account = try approve(try World.make(), "noauth")
        #expect(account.status == .active)
        #expect(account.credentials == nil)
    }

    @Test func `who consented is kept with the link`() throws {
        let world = try World.make()
        let link = try world.magicLinks.create(AccountLookup(connector: "gmail", identifier: "ada"))
        _ = try world.magicLinks.approve(link.token, Approval(identity: "ada@provider.example"))
        #expect(try world.magicLinks.open(link.token).link.consentedAs == "ada@provider.example")
    }

    @Test func `an approval for a connection that was disabled meanwhile changes nothing`() throws {
        let world = try World.make()
        let link = try world.magicLinks.create(AccountLookup(connector: "gmail", identifier: "ada"))
        let gmail = try world.connections.resolve("gmail", creating: false)
        try world.connections.disable("\(gmail.id)")
        let error = #expect(throws: EmulatorError.self) { try world.magicLinks.approve(link.token) }
        #expect(error?.code == .failedPrecondition)
        try world.connections.enable("\(gmail.id)")
        #expect(throws: Never.self) { try world.magicLinks.approve(link.token) }
    }
}
