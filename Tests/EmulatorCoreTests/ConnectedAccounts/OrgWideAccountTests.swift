import Testing

@testable import EmulatorCore

@Suite struct OrgWideAccountTests {
    let world: World

    init() throws {
        world = try World.make()
        _ = try world.connections.create(
            ConnectionDraft(keyID: "shared", providerKey: "GMAIL", authMode: .orgWide))
        try world.connectedAccounts.place([
            PlacedAccount(.init(connector: "shared", identifier: "all"), status: .active, isOrgWideCredential: true)
        ])
    }

    @Test func `the shared account has the credential and is renewed like any other`() throws {
        let lookup = AccountLookup(connector: "shared", identifier: "all")
        let before = try world.connectedAccounts.get(lookup)
        #expect(before.credentials?.kind == "oauth_token")
        try world.clock.advance(by: 3500)
        let renewed = try world.connectedAccounts.getAuth(lookup)
        #expect(renewed.status == .active)
        #expect(renewed.credentials != before.credentials)
        #expect(try AtProvider(world, connector: "shared", identifier: "all").visit.slug == "gmail")
    }

    @Test(arguments: [ConsentMode.manual, .auto, .instant])
    func `a user's consent makes the account active and gives it nothing`(consent: ConsentMode) throws {
        try world.update(settings: WorldSettings(consent: consent, verify: .b2b))
        let link = try world.magicLinks.create(AccountLookup(connector: "shared", identifier: "ada"))
        let opened = try world.magicLinks.open(link.token)
        #expect(opened.isConsentOnly)
        #expect(!opened.goesToProvider)
        if consent != .instant { _ = try world.magicLinks.approve(link.token) }
        let account = try world.connectedAccounts.getAuth(AccountLookup(connector: "shared", identifier: "ada"))
        #expect(account.status == .active)
        #expect(account.credentials == nil)
        #expect(account.tokenExpiresAt == nil)
    }

    @Test func `a user who only agrees is asked for nothing`() throws {
        _ = try world.connections.create(
            ConnectionDraft(keyID: "desk", providerKey: "FRESHDESK", authMode: .orgWide))
        let link = try world.magicLinks.create(AccountLookup(connector: "desk", identifier: "ada"))
        let opened = try world.magicLinks.open(link.token)
        #expect(opened.fields.isEmpty)
        #expect(opened.accountFields.isEmpty)
        guard case .activated(let account) = try world.magicLinks.approve(link.token) else {
            Issue.record("nothing is verified, and nothing is missing")
            return
        }
        #expect(account.apiConfig.isEmpty)
    }

    @Test func `a user's account takes no credential`() throws {
        let draft = ConnectedAccountDraft(
            connector: "shared", identifier: "ada", credentials: .make(for: .oauth))
        for attempt in [
            { _ = try world.connectedAccounts.create(draft) },
            { try world.connectedAccounts.place([PlacedAccount(draft, status: .active)]) },
            {
                let account = try world.connectedAccounts.create(.init(connector: "shared", identifier: "bob"))
                _ = try world.connectedAccounts.update(
                    AccountLookup(account), .init(credentials: .make(for: .oauth)))
            },
        ] {
            let error = #expect(throws: EmulatorError.self) { try attempt() }
            #expect(error?.violations.first?.constraint == "authorization_details.org_wide")
        }
    }

    @Test func `credentials that are none are no reason to refuse`() throws {
        let account = try world.connectedAccounts.create(
            .init(connector: "shared", identifier: "ada", credentials: .oauthToken(.init())))
        #expect(account.status == .pendingAuth)
    }
}
