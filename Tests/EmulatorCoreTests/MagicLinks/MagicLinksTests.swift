import Testing

import struct Foundation.Date

@testable import EmulatorCore

@Suite struct MagicLinksTests {
    private let ada = AccountLookup(connector: "gmail", identifier: "ada")

    @Test func `a link for an unknown identifier makes the account`() throws {
        let world = try World.make()
        let link = try world.magicLinks.create(ada)
        let account = try world.connectedAccounts.get(link.accountID)
        #expect(account.identifier == "ada")
        #expect(account.status == .pendingAuth)
        #expect(link.expiresAt == .start.addingTimeInterval(600))
        #expect(try world.magicLinks.create(ada).accountID == account.id)
    }

    @Test func `a link leaves an active account alone until somebody consents`() throws {
        let world = try World.make()
        let account = try world.account("ada")
        let link = try world.magicLinks.create(AccountLookup(account))
        #expect(link.accountID == account.id)
        #expect(try world.connectedAccounts.get(account.id) == account)
        _ = try world.magicLinks.approve(link.token)
        #expect(try world.connectedAccounts.get(account.id).credentials != account.credentials)
    }

    @Test func `a link can be made by id, and a scope makes an account of its own`() throws {
        let world = try World.make()
        let account = try world.account("ada")
        var scoped = ada
        scoped.organizationID = "org_1"
        #expect(try world.magicLinks.create(AccountLookup(account)).accountID == account.id)
        #expect(try world.magicLinks.create(scoped).accountID != account.id)
    }

    @Test func `unknown connections, unknown ids and missing keys are refused`() throws {
        let world = try World.make()
        func code(_ lookup: AccountLookup) -> EmulatorError.Code? {
            do {
                _ = try world.magicLinks.create(lookup)
                return nil
            } catch {
                return (error as? EmulatorError)?.code
            }
        }
        #expect(code(AccountLookup(connector: "nobody", identifier: "ada")) == .notFound)
        #expect(code(AccountLookup(id: "ca_1")) == .notFound)
        #expect(code(AccountLookup(id: "x")) == .invalidArgument)
        #expect(code(AccountLookup(connector: "gmail")) == .invalidArgument)
    }

    @Test func `looking shows what is asked for and does not use the link up`() throws {
        let world = try World.make()
        let link = try world.magicLinks.create(ada)
        for _ in 0..<2 {
            let page = try world.magicLinks.open(link.token)
            #expect(page.state == .open)
            #expect(page.provider?.slug == "gmail")
            #expect(page.connection.keyID == "gmail")
            #expect(page.scopes.map(\.description) == ["Read things", "Write things"])
            #expect(page.fields.isEmpty)
        }
        let form = try world.magicLinks.create(AccountLookup(connector: "freshdesk", identifier: "ada"))
        let page = try world.magicLinks.open(form.token)
        #expect(page.scopes.isEmpty)
        #expect(page.fields.map(\.name) == ["username", "password"])
        #expect(page.accountFields.map(\.name) == ["domain"])
    }

    @Test func `a link works once, whatever came of it`() throws {
        let world = try World.make()
        let approved = try world.magicLinks.create(ada)
        _ = try world.magicLinks.approve(approved.token)
        let denied = try world.magicLinks.create(AccountLookup(connector: "gmail", identifier: "bob"))
        #expect(try world.magicLinks.deny(denied.token).link.outcome == .denied)
        for token in [approved.token, denied.token] {
            #expect(try world.magicLinks.open(token).state == .used)
            for use in [{ _ = try world.magicLinks.approve(token) }, { try world.magicLinks.deny(token) }] {
                let error = #expect(throws: EmulatorError.self) { try use() }
                #expect(error?.code == .failedPrecondition)
                #expect(error?.errorCode == "MAGIC_LINK_USED")
            }
        }
        #expect(try world.status(of: world.connectedAccounts.get(denied.accountID)) == .pendingAuth)
    }

    @Test func `a link ends with its time`() throws {
        let world = try World.make()
        let link = try world.magicLinks.create(ada)
        try world.clock.advance(by: 599)
        #expect(try world.magicLinks.open(link.token).state == .open)
        try world.clock.advance(by: 1)
        #expect(try world.magicLinks.open(link.token).state == .expired)
        let error = #expect(throws: EmulatorError.self) { try world.magicLinks.approve(link.token) }
        #expect(error?.errorCode == "MAGIC_LINK_EXPIRED")
    }

    @Test func `a link that nobody made is not found`() throws {
        let world = try World.make()
        let error = #expect(throws: EmulatorError.self) { try world.magicLinks.open("x_o") }
        #expect(error?.code == .notFound)
    }

    @Test func `of many approvals at once one wins`() async throws {
        let world = try World.make()
        let link = try world.magicLinks.create(ada)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? world.magicLinks.approve(link.token)) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
    }

    @Test func `NUL in what comes back later is refused`() throws {
        let world = try World.make()
        #expect(throws: EmulatorError.self) { try world.magicLinks.create(ada, state: "a\0") }
        #expect(throws: EmulatorError.self) { try world.magicLinks.create(ada, userVerifyURL: "http://a/\0") }
    }
}
