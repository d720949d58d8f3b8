import Testing

@testable import EmulatorCore

@Suite struct AuthorizationsTests {
    @Test func `a link goes to the provider with the protocol's parameters`() throws {
        let visit = try AtProvider(try World.make()).visit
        #expect(visit.slug == "gmail")
        #expect(visit.path.hasPrefix("/provider/gmail/oauth/authorize?client_id=scalekit-emulator&redirect_uri="))
        #expect(visit.request.scopes == ["read", "write"])
        #expect(visit.request.redirectURI.hasPrefix("https://localhost/sso/v1/oauth/conn_"))
        #expect(visit.request.codeChallenge?.count == 43)
        #expect(visit.request.codeChallengeMethod == "S256")
    }

    @Test func `a state says where it belongs`() throws {
        let world = try World.make()
        let state = try AtProvider(world).visit.request.state
        #expect(EnvironmentKey(authorizationState: state) == world.environment.key)
    }

    @Test func `opening a link again continues the same visit, another link is another one`() throws {
        let world = try World.make()
        let first = try AtProvider(world)
        let again = try world.authorizations.begin(link: first.link.token, origin: "https://localhost")
        #expect(again.request == first.visit.request)
        #expect(try AtProvider(world).visit.request.state != first.visit.request.state)
    }

    @Test func `a used, an expired and an unknown link start nothing`() throws {
        let world = try World.make()
        let used = try AtProvider(world)
        try used.callback(try used.approve())
        let late = try AtProvider(world)
        try world.clock.advance(by: 600)
        for (token, code) in [
            (used.link.token, "MAGIC_LINK_USED"), (late.link.token, "MAGIC_LINK_EXPIRED"),
            ("x_o", "RESOURCE_NOT_FOUND"),
        ] {
            let error = #expect(throws: EmulatorError.self) {
                try world.authorizations.begin(link: token, origin: "https://localhost")
            }
            #expect(error?.errorCode == code)
        }
    }

    @Test func `what the connection adds to the request is in the URL`() throws {
        let world = try World.make()
        let gmail = try world.connections.resolve("gmail", creating: false)
        _ = try world.connections.update(
            "\(gmail.id)",
            ConnectionChanges(
                settings: ConnectionSettings(
                    kind: "oauth_config",
                    values: [
                        "client_id": "own-client",
                        "extensions": ["extra_authorize_params": ["login_hint": "a b"]],
                    ])))
        let visit = try AtProvider(world).visit
        #expect(visit.request.clientID == "own-client")
        #expect(visit.path.hasSuffix("&login_hint=a%20b"))
    }

    @Test(arguments: [
        ("response_type", ProviderFailure.invalidRequest), ("code_challenge", .invalidRequest),
        ("code_challenge_method", .invalidRequest), ("scope", .invalidScope),
    ])
    func `a provider finds fault with a request that does not fit`(parameter: String, failure: ProviderFailure) throws {
        let world = try World.make()
        let visit = try AtProvider(world).visit
        var request = visit.request
        switch parameter {
        case "response_type": request.responseType = "token"
        case "code_challenge": request.codeChallenge = nil
        case "code_challenge_method": request.codeChallengeMethod = "plain"
        default: request.scopes.append("root")
        }
        #expect(try world.authorizations.fault(in: request, slug: visit.slug) == failure)
        #expect(try world.authorizations.fault(in: visit.request, slug: visit.slug) == nil)
    }

    @Test func `a provider answers nobody whom it does not know`() throws {
        let world = try World.make()
        let visit = try AtProvider(world).visit
        var changes: [(String, (inout AuthorizationRequest) -> Void)] = []
        changes.append(("invalid_state", { $0.state = "00000000x" }))
        changes.append(("unauthorized_client", { $0.clientID = "somebody" }))
        changes.append(("invalid_request", { $0.redirectURI = "https://evil.example/" }))
        for (code, change) in changes {
            var request = visit.request
            change(&request)
            let error = #expect(throws: EmulatorError.self) {
                try world.authorizations.open(request, slug: visit.slug)
            }
            #expect(error?.errorCode == code)
        }
        #expect(throws: EmulatorError.self) { try world.authorizations.open(visit.request, slug: "slack") }
    }

    @Test func `a request for less shows less`() throws {
        let world = try World.make()
        let visit = try AtProvider(world).visit
        var request = visit.request
        request.scopes = ["write"]
        #expect(try world.authorizations.open(request, slug: visit.slug).opened.scopes.map(\.name) == ["write"])
    }

    @Test func `nothing is approved without a scope, and a required one stays`() throws {
        let world = try World.make()
        let there = try AtProvider(world)
        let error = #expect(throws: EmulatorError.self) { try there.approve(Approval(grantedScopes: [])) }
        #expect(error?.violations.first?.field == "scopes")
        let gmail = try world.connections.resolve("gmail", creating: false)
        _ = try world.connections.update(
            "\(gmail.id)",
            ConnectionChanges(
                settings: ConnectionSettings(kind: "oauth_config", values: ["required_scopes": ["write"]])))
        try there.callback(try there.approve(Approval(grantedScopes: [])))
        guard case .oauthToken(let token) = try there.account.credentials else {
            Issue.record("a consent gives a token")
            return
        }
        #expect(token.scopes == ["write"])
    }

    @Test func `everything that is wrong with an approval is said at once`() throws {
        let there = try AtProvider(try World.make())
        let approval = Approval(grantedScopes: [], identity: "two\nlines")
        let error = #expect(throws: EmulatorError.self) { try there.approve(approval) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.map(\.field) == ["identity", "scopes"])
        #expect(try there.callback(there.approve()).name == "activated", "nothing was used up")
    }
}
