import GRDB
import Testing

@testable import EmulatorCore

@Suite struct ConnectedAccountListTests {
    let world: World

    init() throws { world = try World.make() }

    private func identifiers(_ filter: AccountFilter) throws -> [String] {
        let page = try world.connectedAccounts.list(filter, page: PageRequest(size: 99))
        #expect(page.totalSize == page.items.count)
        return page.items.map(\.identifier)
    }

    private func fill() throws {
        try world.account("ada", on: "gmail")
        try world.account("bob", on: "github", organizationID: "org_1")
        try world.account("ada", on: "github")
        try world.account("Ötzi", on: "gmail-12345678")
        try world.connectedAccounts.place([
            PlacedAccount(
                .init(connector: "github", identifier: "shared", userID: "user_1"), status: .active,
                isOrgWideCredential: true)
        ])
    }

    @Test func `every filter narrows, and they combine`() throws {
        try fill()
        #expect(try identifiers(AccountFilter()) == ["shared", "Ötzi", "ada", "bob", "ada"])
        #expect(try identifiers(AccountFilter(connectors: ["gmail"])) == ["ada"])
        #expect(try identifiers(AccountFilter(connectors: ["gmail", "github"])) == ["shared", "ada", "bob", "ada"])
        #expect(try identifiers(AccountFilter(connectors: ["gmail", "gmail"])) == ["ada"])
        #expect(try identifiers(AccountFilter(connectors: ["nobody"])) == [])
        #expect(try identifiers(AccountFilter(identifier: "ada")) == ["ada", "ada"])
        #expect(try identifiers(AccountFilter(organizationID: "org_1")) == ["bob"])
        #expect(try identifiers(AccountFilter(userID: "user_1")) == ["shared"])
        #expect(try identifiers(AccountFilter(provider: "gmail")) == ["Ötzi", "ada"])
        #expect(try identifiers(AccountFilter(connectors: ["gmail"], provider: "GITHUB")) == [])
        #expect(try identifiers(AccountFilter(isOrgWideCredential: true)) == ["shared"])
        #expect(try identifiers(AccountFilter(isOrgWideCredential: false)).count == 4)
        #expect(try identifiers(AccountFilter(connectors: ["github"], identifier: "ada")) == ["ada"])
        #expect(try identifiers(AccountFilter(organizationID: "org_1", isOrgWideCredential: true)) == [])
    }

    @Test func `text is found in identifiers, names and providers, in any case`() throws {
        try fill()
        #expect(try identifiers(AccountFilter(query: "ÖTZ")) == ["Ötzi"])
        #expect(try identifiers(AccountFilter(query: "GitHub")) == ["shared", "ada", "bob"])
        #expect(try identifiers(AccountFilter(query: "12345")) == ["Ötzi"])
        #expect(try identifiers(AccountFilter(query: "%")) == [])
        let gitHub = try world.connections.resolve("github", creating: false)
        let found = try world.connectedAccounts.search("ada", connectionID: "\(gitHub.id)", page: PageRequest())
        #expect(found.items.map(\.connector) == ["github"])
        #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.search("ada", connectionID: "x", page: PageRequest())
        }
    }

    @Test func `pages lead both ways and do not move when accounts come`() throws {
        for number in 0..<7 { try world.account("user \(number)", on: number % 2 == 0 ? "gmail" : "github") }
        let filter = AccountFilter(connectors: ["gmail", "github"])
        let first = try world.connectedAccounts.list(filter, page: PageRequest(size: 3))
        #expect(first.items.map(\.identifier) == ["user 6", "user 5", "user 4"])
        #expect(first.totalSize == 7)
        try world.account("late")
        let second = try world.connectedAccounts.list(filter, page: PageRequest(size: 3, token: first.nextPageToken))
        #expect(second.items.map(\.identifier) == ["user 3", "user 2", "user 1"])
        #expect(second.totalSize == 8)
        let back = try world.connectedAccounts.list(
            filter, page: PageRequest(size: 3, token: second.previousPageToken))
        #expect(back.items.map(\.identifier) == ["user 6", "user 5", "user 4"])
        let newest = try world.connectedAccounts.list(
            filter, page: PageRequest(size: 3, token: back.previousPageToken))
        #expect(newest.items.map(\.identifier) == ["late"])
        #expect(newest.previousPageToken.isEmpty)
    }

    @Test func `the kept counts follow what is created and deleted`() throws {
        func total(_ filter: AccountFilter) throws -> Int {
            try world.connectedAccounts.list(filter, page: PageRequest(size: 1)).totalSize
        }
        try fill()
        #expect(try total(AccountFilter()) == 5)
        #expect(try total(AccountFilter(connectors: ["github"])) == 3)
        #expect(try total(AccountFilter(provider: "GMAIL")) == 2)
        #expect(try total(AccountFilter(connectors: ["gmail", "github"], provider: "GMAIL")) == 1)
        try world.connectedAccounts.delete(AccountLookup(connector: "gmail", identifier: "ada"))
        #expect(try total(AccountFilter()) == 4)
        #expect(try total(AccountFilter(connectors: ["gmail"])) == 0)
        let gitHub = try world.connections.resolve("github", creating: false)
        try world.connections.delete("\(gitHub.id)")
        #expect(try total(AccountFilter()) == 1)
        #expect(throws: EmulatorError.self) { try world.account("ötzi", on: "nobody") }
        #expect(try total(AccountFilter()) == 1)
    }

    /// A page must cost the same however many accounts there are: one index, read in its order, never sorted.
    @Test(arguments: [
        (AccountFilter(), "SEARCH a USING INTEGER PRIMARY KEY"),
        (AccountFilter(connectors: ["gmail"]), "accounts_by_connection"),
        (AccountFilter(identifier: "ada"), "accounts_by_identifier"),
        (AccountFilter(organizationID: "org_1"), "accounts_by_organization"),
        (AccountFilter(userID: "user_1"), "accounts_by_user"),
        (AccountFilter(provider: "GMAIL"), "accounts_by_provider"),
        (AccountFilter(isOrgWideCredential: true), "org_wide_accounts"),
    ])
    func `a page is one range of one index`(filter: AccountFilter, index: String) throws {
        let plan = try plan(of: filter)
        #expect(plan.contains(index), "\(plan)")
        #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        #expect(!plan.contains("SCAN a "), "\(plan)")
    }

    @Test func `an identifier on a connection is looked up directly`() throws {
        let plan = try plan(of: AccountFilter(connectors: ["gmail"], identifier: "ada"))
        #expect(plan.contains("identifier=?"), "\(plan)")
    }

    private func plan(of filter: AccountFilter) throws -> String {
        try world.store.read { session in
            let listing = try ConnectedAccountListing(
                filter, providerKey: filter.provider.isEmpty ? nil : filter.provider, now: .start, in: session)
            let connection = filter.connectors.map { _ in Int64(1) }
            let sql = "EXPLAIN QUERY PLAN " + listing.sql(on: connection, from: .older(than: .max))
            let count = sql.filter { $0 == "?" }.count
            let arguments = StatementArguments(Array(repeating: 1, count: count))
            return try Row.fetchAll(session, sql: sql, arguments: arguments).map { $0["detail"] as String }
                .joined(separator: "\n")
        }
    }
}
