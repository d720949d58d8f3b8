import Testing

@testable import EmulatorCore

@Suite struct ConnectedAccountLookupTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var rows: [String]
        var lookup: String
        /// The row that is found; `none` or `ambiguous`.
        var found: String
        var testDescription: String { "\(rows) by \(lookup)" }
    }

    /// Rows and lookups as `organization/user`; section 18, row 3.
    static let table = [
        Case(rows: ["/"], lookup: "/", found: "/"),
        Case(rows: ["/", "o1/"], lookup: "/", found: "/"),
        Case(rows: ["o1/"], lookup: "/", found: "o1/"),
        Case(rows: ["o1/", "o2/"], lookup: "/", found: "ambiguous"),
        Case(rows: ["o1/", "o2/"], lookup: "o2/", found: "o2/"),
        Case(rows: ["o1/", "o2/"], lookup: "o3/", found: "none"),
        Case(rows: ["/"], lookup: "o1/", found: "none"),
        Case(rows: ["o1/u1", "o1/u2"], lookup: "o1/", found: "ambiguous"),
        Case(rows: ["o1/u1", "o1/"], lookup: "o1/", found: "o1/"),
        Case(rows: ["o1/u1", "o1/u2"], lookup: "/u2", found: "o1/u2"),
        Case(rows: ["o1/u1", "o2/u1"], lookup: "/u1", found: "ambiguous"),
        Case(rows: ["o1/u1", "/u1"], lookup: "/u1", found: "/u1"),
        Case(rows: [], lookup: "/", found: "none"),
    ]

    private func scope(_ text: String) -> (organization: String, user: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return (parts[0], parts[1])
    }

    @Test(arguments: table) func `scopes narrow a lookup`(test: Case) throws {
        let world = try World.make()
        for row in test.rows {
            let (organization, user) = scope(row)
            _ = try world.connectedAccounts.create(
                .init(connector: "gmail", identifier: "ada", organizationID: organization, userID: user))
        }
        let (organization, user) = scope(test.lookup)
        let lookup = AccountLookup(
            connector: "gmail", identifier: "ada", organizationID: organization, userID: user)
        do {
            let account = try world.connectedAccounts.get(lookup)
            #expect("\(account.organizationID ?? "")/\(account.userID ?? "")" == test.found)
        } catch let error as EmulatorError {
            #expect((error.code == .notFound ? "none" : "ambiguous") == test.found)
            if test.found == "ambiguous" { #expect(error.code == .invalidArgument) }
        }
    }

    @Test func `an id decides alone`() throws {
        let world = try World.make()
        let account = try world.account("ada")
        let found = try world.connectedAccounts.get(
            AccountLookup(id: "\(account.id)", connector: "nobody", identifier: "nobody"))
        #expect(found.id == account.id)
    }

    @Test func `an id with more digits than any has is one that nobody has`() throws {
        let world = try World.make()
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.get(AccountLookup(id: "ca_99999999999999999999999"))
        }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: ["ca_", "ca_x", "ca_-1", "conn_1", "1"])
    func `text that is no id is refused`(id: String) throws {
        let error = try #require(throws: EmulatorError.self) {
            try World.make().connectedAccounts.get(AccountLookup(id: id))
        }
        #expect(error.code == .invalidArgument)
        #expect(error.violations.first?.field == "id")
    }

    @Test func `what is not there is not found, by id, by identifier and by connection`() throws {
        let world = try World.make()
        for lookup in [
            AccountLookup(id: "ca_1"), AccountLookup(connector: "gmail", identifier: "ada"),
            AccountLookup(connector: "nobody", identifier: "ada"),
            AccountLookup(connector: "gmail-12345678", identifier: "ada"),
        ] {
            let error = #expect(throws: EmulatorError.self) { try world.connectedAccounts.get(lookup) }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `missing keys are named`() throws {
        let world = try World.make()
        let error = #expect(throws: EmulatorError.self) {
            try world.connectedAccounts.get(AccountLookup(connector: "gmail"))
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.map(\.field) == ["identifier"])
    }
}
