import Testing

import struct Foundation.Date

@testable import EmulatorCore

struct MCPAccountsTests {
    let world: World
    let config: MCPConfig

    init() throws {
        world = try .withTools()
        config = try world.config()
    }

    private func states(_ identifier: String, withLinks: Bool = false, in world: World? = nil) throws
        -> [MCPConnectionState]
    {
        try (world ?? self.world).mcpAccounts.list(
            configID: "\(config.id)", identifier: identifier, withLinks: withLinks)
    }

    @Test func `shows the account of every connection and makes nothing`() throws {
        #expect(try states("ada").map(\.account?.status) == [.active, .active])
        let stranger = try states("bob")
        #expect(stranger.map(\.connection.keyID) == ["board", "chat"])
        #expect(stranger.allSatisfy { $0.account == nil && $0.link == nil })
        #expect(try states("bob").allSatisfy { $0.account == nil })
    }

    @Test func `with links it makes the accounts that are missing, and links that live one minute`() throws {
        let made = try states("bob", withLinks: true)
        #expect(made.map(\.account?.status) == [.pendingAuth, .pendingAuth])
        for state in made {
            let link = try #require(state.link)
            #expect(link.accountID == state.account?.id)
            #expect(link.expiresAt == .start.addingTimeInterval(60))
        }
        #expect(try states("ada", withLinks: true).allSatisfy { $0.link != nil && $0.account?.status == .active })
    }

    @Test func `a link opens within its minute, and not after`() throws {
        let links = try states("bob", withLinks: true).compactMap(\.link)
        try world.clock.advance(by: 59)
        _ = try world.magicLinks.approve(links[0].token, Approval(fields: ["domain": "acme"]))
        try world.clock.advance(by: 1)
        let error = #expect(throws: EmulatorError.self) { try world.magicLinks.approve(links[1].token) }
        #expect(error?.errorCode == "MAGIC_LINK_EXPIRED")
        #expect(try states("bob").map(\.account?.status) == [.active, .pendingAuth])
    }

    @Test func `with instant consent the links have been followed already`() throws {
        try world.update(settings: WorldSettings(consent: .instant))
        #expect(try states("bob", withLinks: true).map(\.account?.status) == [.active, .active])
    }

    @Test func `a disabled connection gets no link`() throws {
        let board = try #require(try world.connections.find(keyID: "board"))
        try world.connections.disable("\(board.id)")
        let made = try states("bob", withLinks: true)
        #expect(made.map { $0.link == nil } == [true, false])
        #expect(made[0].account == nil)
    }

    @Test func `of several accounts it takes the one without organization, or else the oldest`() throws {
        let oldest = try world.account("eve", on: "board", organizationID: "org_1")
        _ = try world.account("eve", on: "board", organizationID: "org_2")
        #expect(try states("eve").first?.account?.id == oldest.id)
        let own = try world.account("eve", on: "board")
        #expect(try states("eve").first?.account?.id == own.id)
    }

    @Test func `an instance shows those of its user`() throws {
        let instance = try world.mcpInstances.ensure(configName: "daily", userIdentifier: "ada")
        let states = try world.mcpAccounts.list(instanceID: "\(instance.id)", withLinks: true)
        #expect(states.map(\.account?.status) == [.active, .active])
        #expect(states.allSatisfy { $0.link != nil })
    }

    @Test func `unknown ids and missing identifiers are refused`() throws {
        let unknown = #expect(throws: EmulatorError.self) {
            try world.mcpAccounts.list(configID: "cfg_1", identifier: "ada", withLinks: false)
        }
        #expect(unknown?.code == .notFound)
        #expect(throws: EmulatorError.self) { try states("") }
        #expect(throws: EmulatorError.self) {
            try world.mcpAccounts.list(instanceID: "inst_1", withLinks: true)
        }
    }

    @Test func `on an ORG_WIDE connection everybody runs as the account that holds the credential`() throws {
        _ = try world.connections.create(
            ConnectionDraft(keyID: "shared", providerKey: "CHAT", authMode: .orgWide, isApp: true))
        try world.connectedAccounts.place([
            PlacedAccount(
                ConnectedAccountDraft(
                    connector: "shared", identifier: "workspace", credentials: .staticAuth(["api_key": "k"])),
                status: .active, isOrgWideCredential: true)
        ])
        let config = try world.config("shared", [.init(connection: "shared")])
        let states = try world.mcpAccounts.list(configID: "\(config.id)", identifier: "bob", withLinks: false)
        #expect(states.map(\.account?.identifier) == ["workspace"])
    }
}
