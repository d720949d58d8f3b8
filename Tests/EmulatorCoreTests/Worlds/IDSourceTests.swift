import Testing

@testable import EmulatorCore

@Suite struct IDSourceTests {
    /// Ids and tokens of every kind, in the order of a fixed program.
    private func run(_ world: World) throws -> [String] {
        let account = try world.account("ada")
        let link = try world.magicLinks.create(AccountLookup(account), userVerifyURL: "https://app.example/verify")
        let outcome = try world.magicLinks.approve(link.token)
        return [
            "\(account.id)", link.token, "\(outcome)", try world.connections.create(.init(providerKey: "gmail")).keyID,
        ]
    }

    @Test func `the same seed and client give the same ids and tokens`() throws {
        #expect(try run(.make(verify: .b2b, randomSeed: 7)) == run(.make(verify: .b2b, randomSeed: 7)))
    }

    @Test func `another seed or another client gives others`() throws {
        let ids = try run(.make(randomSeed: 7))
        for other in [try run(.make(randomSeed: 8)), try run(.make(randomSeed: 7, clientID: "skc_2"))] {
            #expect(zip(ids, other).allSatisfy { $0 != $1 })
        }
    }

    @Test func `numbers have 18 digits and grow`() throws {
        let world = try World.make()
        let numbers = try (0..<50).map { try world.account("user \($0)").id.number }
        #expect(numbers == numbers.sorted())
        #expect(Set(numbers).count == 50)
        #expect(numbers.allSatisfy { "\($0)".count == 18 })
    }

    @Test func `a link's token is a version 4 UUID that carries its environment`() throws {
        let world = try World.make()
        let token = try world.magicLinks.create(AccountLookup(connector: "gmail", identifier: "ada")).token
        #expect(token.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}_o/) != nil)
        #expect(EnvironmentKey(magicLinkToken: token) == world.environment.key)
    }

    @Test func `an auth request id is base64url and carries its environment`() throws {
        let world = try World.make(consent: .instant, verify: .b2b)
        _ = try world.magicLinks.create(AccountLookup(connector: "gmail", identifier: "ada"))
        let id = try #require(try world.magicLinks.authRequests().first?.id)
        #expect(id.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        #expect(EnvironmentKey(authRequestID: id) == world.environment.key)
    }
}
