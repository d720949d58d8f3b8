import Testing

import struct Foundation.Date

@testable import EmulatorCore

struct MCPSessionTokensTests {
    let world: World
    let tokens: MCPSessionTokens

    init() async throws {
        world = try .withTools()
        tokens = await MCPSessionTokens(key: try SigningKey.testing.get())
    }

    private func claims(
        _ server: MCPServerID, _ identifier: String = "ada", access: MCPAccess = .full, lifetime: Double = 3_600
    ) async throws -> MCPSessionClaims {
        let minted = try await tokens.mint(
            for: world, server: server, identifier: identifier, access: access, lifetime: lifetime,
            origin: "https://localhost:8443")
        return try #require(await tokens.verify(minted.token))
    }

    @Test func `a config's token says whose it is, where it is good, and which accounts are behind it`() async throws {
        let config = try world.config()
        let claims = try await claims(config.server)
        #expect(claims.sub == "ada")
        #expect(claims.aud == ["https://localhost:8443/mcp/v3/servers/\(config.serverID)"])
        #expect(claims.iss == "https://localhost:8443")
        #expect(claims.token_type == "mcp_session")
        #expect(claims.access_level == "FULL")
        #expect(claims.mcp_cfg == "\(config.id)")
        #expect(claims.conn_id == nil)
        let accounts = try ["board", "chat"].map {
            try world.connectedAccounts.get(AccountLookup(connector: $0, identifier: "ada")).id
        }
        #expect(claims.ca_ids == accounts.map { "\($0)" })
        #expect(claims.jti.hasPrefix("tkn_"))
    }

    @Test func `a connection's token names the connection`() async throws {
        let claims = try await claims(.connection("chat"), access: .readOnly)
        #expect(claims.aud == ["https://localhost:8443/mcp/v3/connections/chat"])
        #expect(claims.mcp_cfg == nil)
        #expect(claims.conn_id == "\(try #require(try world.connections.find(keyID: "chat")).id)")
        #expect(claims.access_level == "READ_ONLY")
        #expect(claims.ca_ids.count == 1)
    }

    @Test func `it ends by the environment's clock and was never made in the future`() async throws {
        let before = Int(Date().timeIntervalSince1970)
        let claims = try await claims(.connection("chat"), lifetime: 90)
        #expect(claims.exp == 1_800_000_090)
        #expect((before...Int(Date().timeIntervalSince1970)).contains(claims.iat))
        #expect(claims.nbf == claims.iat)
    }

    @Test func `it lets into its server until it ends`() async throws {
        let config = try world.config()
        let claims = try await claims(config.server, access: .readOnly, lifetime: 60)
        let toolbox = try world.mcpToolbox(server: config.server, token: claims)
        #expect((toolbox.identifier, toolbox.access, toolbox.name) == ("ada", .readOnly, "daily"))
        try world.clock.advance(by: 60)
        let error = #expect(throws: EmulatorError.self) { try world.mcpToolbox(server: config.server, token: claims) }
        #expect(error?.code == .unauthenticated)
    }

    @Test func `it lets into no other server`() async throws {
        let config = try world.config()
        let other = try world.config("other")
        let ofConfig = try await claims(config.server)
        let ofConnection = try await claims(.connection("chat"))
        for (server, claims) in [
            (other.server, ofConfig), (.connection("chat"), ofConfig), (config.server, ofConnection),
            (.connection("board"), ofConnection), (.connection("CHAT"), ofConnection),
        ] {
            let error = #expect(throws: EmulatorError.self) { try world.mcpToolbox(server: server, token: claims) }
            #expect(error?.code == .permissionDenied, "\(server)")
        }
        let elsewhere = try World.make(clientID: "skc_2", catalogue: .withTools())
        let error = #expect(throws: EmulatorError.self) {
            try elsewhere.mcpToolbox(server: .connection("chat"), token: ofConnection)
        }
        #expect(error?.code == .permissionDenied)
    }

    @Test func `a connection that was made again under the same name is another one`() async throws {
        let claims = try await claims(.connection("chat"))
        let chat = try #require(try world.connections.find(keyID: "chat"))
        try world.connections.delete("\(chat.id)")
        func failure() -> EmulatorError? {
            #expect(throws: EmulatorError.self) { try world.mcpToolbox(server: .connection("chat"), token: claims) }
        }
        #expect(failure()?.code == .notFound)
        _ = try world.connections.create(ConnectionDraft(keyID: "chat", providerKey: "CHAT", isApp: true))
        #expect(failure()?.code == .permissionDenied)
    }

    @Test func `a config that was deleted is not found`() async throws {
        let config = try world.config()
        let claims = try await claims(config.server)
        try world.mcpConfigs.delete("\(config.id)")
        let error = #expect(throws: EmulatorError.self) { try world.mcpToolbox(server: config.server, token: claims) }
        #expect(error?.code == .notFound)
    }

    @Test func `an access token is no session token, and a session token no access token`() async throws {
        let key = try SigningKey.testing.get()
        let access = await AccessTokens(key: key)
        let api = try await access.mint(for: world, issuer: "https://localhost:8443", scope: nil).token
        #expect(await tokens.verify(api) == nil)
        let session = try await tokens.mint(
            for: world, server: .connection("chat"), identifier: "ada", access: .full, lifetime: 60, origin: "https://a"
        )
        #expect(await access.verify(session.token) == nil)
        #expect(await tokens.verify("x.y.z") == nil)
    }

    @Test func `a user without accounts can have one too, for the servers' own authorization`() async throws {
        let config = try world.config()
        #expect(try await claims(config.server, "nobody").ca_ids == [])
        await #expect(throws: EmulatorError.self) { try await claims(.connection("nowhere")) }
    }
}
