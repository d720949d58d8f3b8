import Testing

@testable import EmulatorCore

@Suite struct CallbackTests {
    private let admin = WorldSettings.standardDashboardUser

    @Test func `a code is exchanged once, and the same callback again changes nothing`() throws {
        let there = try AtProvider(try World.make())
        let redirect = try there.approve()
        #expect(try there.account.status == .pendingAuth)
        #expect(try there.callback(redirect).name == "activated")
        let account = try there.account
        #expect(account.status == .active)
        #expect(try there.callback(redirect).name == "repeated activated")
        #expect(try there.account == account)
    }

    @Test func `of two codes for one link the first wins`() throws {
        let there = try AtProvider(try World.make())
        let tabs = [try there.approve(Approval(identity: "a@x")), try there.approve(Approval(identity: "b@x"))]
        #expect(try there.callback(tabs[1]).name == "activated")
        #expect(try there.callback(tabs[0]).name == "used")
        #expect(try there.account.providerIdentity == "b@x")
    }

    @Test(arguments: ProviderFailure.allCases)
    func `whatever fails, the account keeps what it had`(failure: ProviderFailure) throws {
        let world = try World.make()
        let before = try world.account("ada")
        let there = try AtProvider(world)
        let redirect = try there.fail(failure)
        switch failure {
        case .invalidState:
            let error = #expect(throws: EmulatorError.self) { try there.callback(redirect) }
            #expect(error?.errorCode == "invalid_state")
        case .sessionTimeout:
            #expect(try there.callback(redirect).name == "timed out")
        default:
            #expect(try there.callback(redirect).name == failure.rawValue)
        }
        #expect(try there.account == before)
        let isOver: [ProviderFailure] = [.accessDenied, .failedToExchangeToken, .sessionTimeout]
        #expect((try world.magicLinks.open(there.link.token).state != .open) == isOver.contains(failure))
    }

    @Test func `an error that nobody documented is the provider's own`() throws {
        let there = try AtProvider(try World.make())
        let id = try there.approve().connectionID
        let outcome = try there.world.authorizations.callback(
            connectionID: "\(id)", state: there.visit.request.state, .error("teapot"), dashboardUser: nil)
        #expect(outcome.name == "server_error")
    }

    @Test func `a code lives a minute of the environment's time`() throws {
        for (seconds, name) in [(59.0, "activated"), (60.0, "failed_to_exchange_token")] {
            let there = try AtProvider(try World.make())
            let redirect = try there.approve()
            try there.world.clock.advance(by: seconds)
            #expect(try there.callback(redirect).name == name)
        }
    }

    @Test func `a code belongs to its visit and to its challenge`() throws {
        let world = try World.make()
        let mine = try AtProvider(world)
        let other = try AtProvider(world)
        var redirect = try mine.approve()
        redirect.parameters[0] = try other.approve().parameters[0]
        #expect(try mine.callback(redirect).name == "failed_to_exchange_token")
        var request = other.visit.request
        request.codeChallenge = "another"
        let tampered = try world.authorizations.approve(request, slug: other.visit.slug, Approval())
        #expect(try other.callback(tampered).name == "failed_to_exchange_token")
    }

    @Test func `a callback of another connection or of nobody's state is refused`() throws {
        let there = try AtProvider(try World.make())
        var redirect = try there.approve()
        redirect.connectionID = ConnectionID(number: 1)
        let error = #expect(throws: EmulatorError.self) { try there.callback(redirect) }
        #expect(error?.errorCode == "invalid_state")
        #expect(try there.world.magicLinks.open(there.link.token).state == .open)
    }

    @Test func `who consented is kept with the account, also across a verification`() throws {
        let plain = try AtProvider(try World.make())
        try plain.callback(try plain.approve(Approval(identity: " grace@example.com ")))
        #expect(try plain.account.actingIdentity == "grace@example.com")

        let world = try World.make(verify: .b2b)
        let verified = try AtProvider(world, userVerifyURL: "https://app.example/v")
        #expect(
            try verified.callback(try verified.approve(Approval(identity: "grace"))).name == "verification required")
        #expect(try verified.account.providerIdentity == nil)
        let request = try #require(try world.magicLinks.authRequests().first)
        #expect(try world.magicLinks.verify(authRequestID: request.id, identifier: "ada").providerIdentity == "grace")
    }

    @Test func `a missing verification URL fails after the exchange`() throws {
        let there = try AtProvider(try World.make(verify: .b2b))
        let redirect = try there.approve()
        #expect(try there.callback(redirect).name == "failed_to_exchange")
        #expect(try there.account.status == .pendingAuth)
        #expect(try there.callback(redirect).name == "repeated failed")
    }

    @Test func `platform waits for a sign-in, refuses strangers and uses nothing up`() throws {
        let there = try AtProvider(try World.make(verify: .platform))
        let redirect = try there.approve()
        #expect(try there.callback(redirect).name == "sign-in required")
        #expect(try there.callback(redirect, as: "stranger@example.com").name == "stranger")
        #expect(try there.account.status == .pendingAuth)
        #expect(try there.world.magicLinks.open(there.link.token).state == .open)
        let waiting = try #require(try there.world.authorizations.waiting(state: there.visit.request.state))
        #expect(waiting.path == redirect.path)
        try there.world.clock.advance(by: 300)
        #expect(try there.callback(waiting, as: admin.uppercased()).name == "activated")
        #expect(try there.world.authorizations.waiting(state: there.visit.request.state)?.path == nil)
    }

    @Test func `a sign-in that comes after the link's end is told so`() throws {
        let there = try AtProvider(try World.make(verify: .platform))
        #expect(try there.callback(there.approve()).name == "sign-in required")
        try there.world.clock.advance(by: 660)
        let waiting = try #require(try there.world.authorizations.waiting(state: there.visit.request.state))
        #expect(try there.callback(waiting, as: admin).name == "timed out")
        #expect(try there.account.status == .pendingAuth)
    }

    @Test func `a connection that was disabled meanwhile uses nothing up`() throws {
        let there = try AtProvider(try World.make())
        let redirect = try there.approve()
        try there.world.connections.disable("\(redirect.connectionID)")
        let error = #expect(throws: EmulatorError.self) { try there.callback(redirect) }
        #expect(error?.code == .failedPrecondition)
        try there.world.connections.enable("\(redirect.connectionID)")
        #expect(try there.callback(redirect).name == "activated")
    }
}
