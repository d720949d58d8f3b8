import Testing

@testable import EmulatorCore

/// CreateProvider, UpdateProvider and DeleteProvider: the catalogue as one environment sees it.
struct ProviderManagementTests {
    let world: World

    init() throws { world = try World.make() }

    @Test func `a new provider stands among the catalogue's, and connections are made of it`() throws {
        let made = try world.providers.create("google_workspace", .make("Google Workspace"))
        #expect(made.key == "GOOGLE_WORKSPACE")
        #expect(!made.isCustom)
        let connection = try world.connections.resolve("google_workspace-aB3dE6gH", creating: true)
        #expect(connection.providerKey == made.key)
        let again = try #require(throws: EmulatorError.self) {
            try world.providers.create("Google_Workspace", .make("Other"))
        }
        #expect(again.code == .alreadyExists)
    }

    @Test func `changing one of the catalogue keeps what the API does not show, and reaches nobody else`() throws {
        let changed = try world.providers.update("GMAIL") { $0.displayName = "Mail" }
        #expect(
            changed.details.authPatterns
                == ProviderRecord(try #require(world.catalogue.provider(key: "GMAIL"))).details.authPatterns)
        let provider = try #require(try world.providers.directory().provider(key: "GMAIL"))
        #expect(provider.displayName == "Mail")
        #expect(provider.authPatterns.first?.tokens.accessPrefix == "ya29.")
        let other = try World.make(clientID: "skc_2")
        #expect(try other.providers.directory().provider(key: "GMAIL")?.displayName == "gmail")
    }

    @Test func `one that is deleted is gone with the connection nobody made`() throws {
        try world.providers.delete("GMAIL")
        #expect(try world.providers.directory().provider(named: "gmail") == nil)
        #expect(try world.connections.find(keyID: "gmail") == nil)
        let error = try #require(throws: EmulatorError.self) {
            try world.connections.create(.init(providerKey: "GMAIL"))
        }
        #expect(error.code == .notFound)
    }

    @Test func `one that is used is not deleted, and a custom one is not meant`() throws {
        try world.account("ada", on: "gmail")
        let used = try #require(throws: EmulatorError.self) { try world.providers.delete("GMAIL") }
        #expect(used.code == .permissionDenied)
        let custom = try world.providers.createCustom(.make())
        let error = try #require(throws: EmulatorError.self) { try world.providers.delete(custom.key) }
        #expect(error.code == .notFound)
        #expect(error.hint?.contains("DeleteCustomProvider") == true)
    }
}
