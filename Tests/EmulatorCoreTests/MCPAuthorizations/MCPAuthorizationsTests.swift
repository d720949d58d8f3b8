import Crypto
import Testing

import struct Foundation.Data

@testable import EmulatorCore

struct MCPAuthorizationsTests {
    private static let verifier = String(repeating: "v", count: 43)
    private static let redirect = "http://localhost:1/cb"
    private static let server = MCPServerID.config("a")

    private static var challenge: String {
        Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private func registered(
        _ world: World, grants: [String] = MCPClientDraft.grantTypes, _ kind: MCPClient.Authentication = .none
    ) throws -> (client: MCPClient, secret: String?) {
        try world.mcpAuthorizations.register(
            MCPClientDraft(name: "x", redirectURIs: [Self.redirect], grantTypes: grants, authentication: kind))
    }

    private func code(_ world: World, _ client: MCPClient) throws -> String {
        try world.mcpAuthorizations.approve(
            MCPConsent(client: client.id, server: Self.server, identifier: "ada", access: .full),
            MCPCodeRequest(redirectURI: Self.redirect, codeChallenge: Self.challenge))
    }

    private func exchange(
        _ code: String, _ world: World, _ client: MCPClient, verifier: String = verifier, redirect: String = redirect,
        server: MCPServerID = server
    ) throws -> MCPPermission {
        try world.mcpAuthorizations.exchange(
            code: code, verifier: verifier, redirectURI: redirect, client: client, server: server)
    }

    private func errorCode(_ body: () throws -> some Any) -> String? {
        do {
            _ = try body()
            return nil
        } catch { return (error as? EmulatorError)?.errorCode }
    }

    @Test func `a code is good once, for who asked for it`() throws {
        let world = try World.make()
        let client = try registered(world).client
        let permission = try exchange(code(world, client), world, client)
        #expect(permission.consent.identifier == "ada")
        #expect(permission.refreshToken?.hasPrefix("mcpr_") == true)
        let other = try registered(world).client
        let second = try code(world, client)
        #expect(errorCode { try exchange(second, world, other) } == "invalid_grant")
    }

    @Test func `a code needs its verifier, its address and its server`() throws {
        let world = try World.make()
        let client = try registered(world).client
        let code = try code(world, client)
        #expect(errorCode { try exchange(code, world, client, verifier: String(repeating: "w", count: 43)) } != nil)
        #expect(errorCode { try exchange(code, world, client, redirect: "http://localhost:1/other") } != nil)
        #expect(errorCode { try exchange(code, world, client, server: .config("b")) } != nil)
        #expect(errorCode { try exchange(code, world, client) } == nil)
    }

    @Test func `a code ends by the environment's clock`() throws {
        let world = try World.make()
        let client = try registered(world).client
        let code = try code(world, client)
        try world.clock.advance(by: MCPCode.lifetime)
        #expect(errorCode { try exchange(code, world, client) } == "invalid_grant")
    }

    @Test func `a code that comes twice ends what it gave`() throws {
        let world = try World.make()
        let client = try registered(world).client
        let code = try code(world, client)
        let token = try #require(try exchange(code, world, client).refreshToken)
        #expect(errorCode { try exchange(code, world, client) } == "invalid_grant")
        #expect(
            errorCode { try world.mcpAuthorizations.refresh(token, client: client, server: Self.server) }
                == "invalid_grant")
    }

    @Test func `refresh tokens rotate, and one that comes twice ends the chain`() throws {
        let world = try World.make()
        let client = try registered(world).client
        let first = try #require(try exchange(code(world, client), world, client).refreshToken)
        func refresh(_ token: String) throws -> String? {
            try world.mcpAuthorizations.refresh(token, client: client, server: Self.server).refreshToken
        }
        let second = try #require(try refresh(first))
        let third = try #require(try refresh(second))
        #expect(Set([first, second, third]).count == 3)
        #expect(errorCode { try refresh(first) } == "invalid_grant")
        #expect(errorCode { try refresh(third) } == "invalid_grant")
    }

    @Test func `a client that did not ask for refresh tokens gets none`() throws {
        let world = try World.make()
        let client = try registered(world, grants: ["authorization_code"]).client
        #expect(try exchange(code(world, client), world, client).refreshToken == nil)
    }

    @Test func `a client with a secret has to know it`() throws {
        let world = try World.make()
        let (client, secret) = try registered(world, .basic)
        #expect(errorCode { try world.mcpAuthorizations.authenticate(client.id, secret: secret) } == nil)
        for wrong in [nil, "", "x"] {
            #expect(
                errorCode { try world.mcpAuthorizations.authenticate(client.id, secret: wrong) } == "invalid_client")
        }
        #expect(try registered(world).secret == nil)
    }

    @Test func `bad registrations say what is wrong`() throws {
        let world = try World.make()
        func code(_ draft: MCPClientDraft) -> String? { errorCode { try world.mcpAuthorizations.register(draft) } }
        #expect(code(MCPClientDraft(name: "", redirectURIs: [])) == "invalid_redirect_uri")
        #expect(code(MCPClientDraft(name: "", redirectURIs: ["http://evil.example/"])) == "invalid_redirect_uri")
        #expect(
            code(MCPClientDraft(name: "", redirectURIs: [Self.redirect], grantTypes: ["implicit"]))
                == "invalid_client_metadata")
    }
}
