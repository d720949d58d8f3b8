import Testing

@testable import EmulatorCore

@Suite struct VerificationTests {
    private let ada = AccountLookup(connector: "gmail", identifier: "ada")

    /// The account and its auth request, after a consent that has to be verified.
    private func consent(_ world: World, url: String = "https://app.example/verify?a=b", state: String? = "s/1")
        throws -> (account: ConnectedAccount, redirect: String, request: AuthRequest)
    {
        let link = try world.magicLinks.create(ada, state: state, userVerifyURL: url)
        let outcome = try world.magicLinks.approve(link.token)
        guard case .verificationRequired(let account, let redirect) = outcome else {
            throw EmulatorError(.internal, "expected a verification, got \(outcome)")
        }
        return (account, redirect, try #require(try world.magicLinks.authRequests().first))
    }

    @Test func `the tokens are held back and the browser is sent to verify`() throws {
        let world = try World.make(verify: .b2b)
        let (account, redirect, request) = try consent(world)
        #expect(account.status == .pendingVerification)
        #expect(try world.connectedAccounts.get(account.id).credentials == nil)
        #expect(redirect == "https://app.example/verify?a=b&auth_request_id=\(request.id)&state=s%2F1")
    }

    @Test func `the right identifier activates, once`() throws {
        let world = try World.make(verify: .b2b)
        let (account, _, request) = try consent(world)
        let verified = try world.magicLinks.verify(authRequestID: request.id, identifier: "ada")
        #expect(verified.status == .active)
        #expect(try world.connectedAccounts.get(account.id).credentials?.kind == "oauth_token")
        let error = #expect(throws: EmulatorError.self) {
            try world.magicLinks.verify(authRequestID: request.id, identifier: "ada")
        }
        #expect(error?.code == .notFound)
        #expect(error?.message == "auth request not found or no longer valid")
    }

    @Test func `a wrong identifier is refused and may be followed by the right one`() throws {
        let world = try World.make(verify: .b2b)
        let (account, _, request) = try consent(world)
        let error = #expect(throws: EmulatorError.self) {
            try world.magicLinks.verify(authRequestID: request.id, identifier: "Ada")
        }
        #expect(error?.code == .permissionDenied)
        #expect(try world.status(of: account) == .pendingVerification)
        #expect(throws: Never.self) { try world.magicLinks.verify(authRequestID: request.id, identifier: "ada") }
    }

    @Test func `a newer consent replaces an older request`() throws {
        let world = try World.make(verify: .b2b)
        let first = try consent(world).request
        let second = try consent(world).request
        #expect(first.id != second.id)
        #expect(throws: EmulatorError.self) {
            try world.magicLinks.verify(authRequestID: first.id, identifier: "ada")
        }
    }

    @Test func `a disconnected account cannot be verified into life`() throws {
        let world = try World.make(verify: .b2b)
        let (account, _, request) = try consent(world)
        try world.connectedAccounts.disconnect(AccountLookup(account))
        #expect(throws: EmulatorError.self) {
            try world.magicLinks.verify(authRequestID: request.id, identifier: "ada")
        }
    }

    @Test func `without a verification URL the flow fails with the documented text`() throws {
        let world = try World.make(verify: .b2b)
        let link = try world.magicLinks.create(ada)
        let outcome = try world.magicLinks.approve(link.token)
        #expect(
            outcome
                == .failed(
                    error: "failed_to_exchange",
                    description: "user_verify_url not configured for verification redirect"))
        #expect(try world.magicLinks.open(link.token).link.outcome == .failed)
        #expect(try world.connectedAccounts.get(ada).status == .pendingAuth)
    }

    @Test func `with instant consent the request waits in the list`() throws {
        let world = try World.make(consent: .instant, verify: .b2b)
        let link = try world.magicLinks.create(ada)
        #expect(try world.connectedAccounts.get(link.accountID).status == .pendingVerification)
        let request = try #require(try world.magicLinks.authRequests().first)
        #expect(request.accountID == link.accountID)
        #expect(request.connector == "gmail")
    }

    @Test(arguments: [VerifyMode.none, .platform])
    func `other modes activate directly`(mode: VerifyMode) throws {
        let world = try World.make(verify: mode)
        let link = try world.magicLinks.create(ada, userVerifyURL: "https://app.example/verify")
        guard case .activated(let account) = try world.magicLinks.approve(link.token) else {
            Issue.record("expected an active account")
            return
        }
        #expect(account.status == .active)
    }

    @Test(arguments: [
        ("https://a.example", "https://a.example?k=v%20w"),
        ("https://a.example/p?x=1", "https://a.example/p?x=1&k=v%20w"),
        ("https://a.example/p?", "https://a.example/p?k=v%20w"),
        ("https://a.example/p?x=1&#top", "https://a.example/p?x=1&k=v%20w#top"),
    ])
    func `parameters go behind those that are there and before the fragment`(url: String, expected: String) {
        #expect(url.addingQuery([("k", "v w")]) == expected)
    }
}
