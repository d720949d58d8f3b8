import Testing

@testable import EmulatorCore

@Suite struct ConnectionNamesTests {
    @Test func `every provider has a connection of its own name`() throws {
        let world = try World.make()
        let names = try world.connections.list().map(\.keyID)
        #expect(Set(names) == Set(world.catalogue.providers.map(\.slug)))
        let gmail = try world.connections.resolve("gmail", creating: false)
        #expect(gmail.status == .completed)
        #expect(gmail.enabled)
        #expect(gmail.isApp)
    }

    @Test func `a suffixed name is made by writes and not by reads`() throws {
        let world = try World.make()
        #expect(throws: EmulatorError.self) { try world.connections.resolve("gmail-aB3dE5f7", creating: false) }
        let made = try world.connections.resolve("gmail-aB3dE5f7", creating: true)
        #expect(made.providerKey == "GMAIL")
        #expect(try world.connections.resolve("gmail-aB3dE5f7", creating: false) == made)
    }

    @Test(arguments: ["Gmail", "gmial", "gmail-short", "gmail-ninechars", "gmail-12345-78", "nobody-12345678", ""])
    func `any other name is not found`(name: String) throws {
        let error = try #require(throws: EmulatorError.self) {
            try World.make().connections.resolve(name, creating: true)
        }
        #expect(error.code == .notFound)
        #expect(error.message == "connection not found: \(name)")
        #expect(error.errorCode == "RESOURCE_NOT_FOUND")
    }

    @Test func `the hint names what was probably meant`() throws {
        let error = try #require(throws: EmulatorError.self) {
            try World.make().connections.resolve("gmial", creating: false)
        }
        #expect(error.hint?.contains("gmail") == true)
    }

    @Test func `strict connections turn both off`() throws {
        let world = try World.make(strictConnections: true)
        #expect(try world.connections.list(include: "all").isEmpty)
        #expect(throws: EmulatorError.self) { try world.connections.resolve("gmail-12345678", creating: true) }
        let made = try world.connections.create(.init(keyID: "gmail", providerKey: "GMAIL"))
        #expect(try world.connections.resolve("gmail", creating: false) == made)
    }

    @Test func `turning strict on keeps what is used, turning it off brings the rest back`() throws {
        let world = try World.make()
        try world.account("ada", on: "gmail")
        let gitHub = try world.connections.resolve("github", creating: false)
        _ = try world.connections.update("\(gitHub.id)", .init(uiButtonTitle: "Mine"))
        try world.update(settings: WorldSettings(strictConnections: true))
        #expect(Set(try world.connections.list().map(\.keyID)) == ["gmail", "github"])
        try world.update(settings: WorldSettings())
        #expect(try world.connections.list().count == world.catalogue.providers.count)
    }
}
