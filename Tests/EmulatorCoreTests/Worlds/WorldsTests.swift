import Testing

@testable import EmulatorCore

@Suite struct WorldsTests {
    @Test func `the configured client is there from the start`() throws {
        let worlds = try Worlds.make()
        let world = try worlds.authenticate(
            clientID: "skc_100000000000000001", clientSecret: "test_emulator_secret")
        #expect(world === worlds.default)
    }

    @Test func `an unseen client opens an environment, and its first secret becomes its secret`() throws {
        let worlds = try Worlds.make()
        let world = try worlds.authenticate(clientID: "skc_new", clientSecret: "first")
        #expect(world !== worlds.default)
        #expect(try worlds.authenticate(clientID: "skc_new", clientSecret: "first") === world)
        let error = #expect(throws: EmulatorError.self) {
            try worlds.authenticate(clientID: "skc_new", clientSecret: "second")
        }
        #expect(error?.code == .unauthenticated)
        #expect(error?.errorCode == "invalid_client")
    }

    @Test func `strict clients let nobody in who is not registered`() throws {
        let worlds = try Worlds.make(WorldsConfiguration(strictClients: true))
        #expect(throws: EmulatorError.self) { try worlds.authenticate(clientID: "skc_new", clientSecret: "s") }
        #expect(worlds.world(clientID: "skc_new") == nil)
        let registered = try worlds.register(clientID: "skc_new", secret: "s")
        #expect(try worlds.authenticate(clientID: "skc_new", clientSecret: "s") === registered)
    }

    @Test(arguments: [("", "s"), ("c", ""), ("c\0", "s"), (String(repeating: "c", count: 256), "s")])
    func `refuses a credential that cannot be one`(id: String, secret: String) throws {
        let worlds = try Worlds.make()
        #expect(throws: EmulatorError.self) { try worlds.authenticate(clientID: id, clientSecret: secret) }
        #expect(worlds.all.count == 1)
    }

    @Test func `two environments see nothing of each other`() throws {
        let worlds = try Worlds.make()
        let first = try worlds.authenticate(clientID: "a", clientSecret: "s")
        let second = try worlds.authenticate(clientID: "b", clientSecret: "s")
        let account = try first.account("ada")
        #expect(throws: EmulatorError.self) { try second.connectedAccounts.get(account.id) }
        try first.clock.freeze(at: .start)
        #expect(second.clock.now() != .start)
        try first.update(settings: WorldSettings(consent: .instant))
        #expect(second.settings.consent == .manual)
    }

    @Test func `an environment is found by its client and by its key`() throws {
        let worlds = try Worlds.make()
        let world = try worlds.authenticate(clientID: "a", clientSecret: "s")
        #expect(worlds.world(clientID: "a") === world)
        #expect(worlds.world(environmentKey: world.environment.key) === world)
        #expect(worlds.world(clientID: "nobody") == nil)
        #expect(Set(worlds.all.map(\.clientID)) == ["a", "skc_100000000000000001"])
        #expect(world.environment.id.hasPrefix("env_"))
    }

    @Test func `a client that asks for a taken key gets another one`() throws {
        let key = EnvironmentKey(clientID: "a", attempt: 0)
        #expect(EnvironmentKey(clientID: "a", attempt: 1) != key)
        #expect(EnvironmentKey(text: key.text) == key)
    }

    @Test(arguments: ["", "1234567", "123456789", "1234567G", "ABCDEF12", "+1234567"])
    func `refuses text that is no key`(text: String) {
        #expect(EnvironmentKey(text: text) == nil)
    }
}
