import Testing

@testable import EmulatorCore

struct ToolsListTests {
    private func list(_ world: World, size: Int = 0, token: String = "", _ filter: ToolFilter = ToolFilter()) throws
        -> ToolPage<Tool>
    {
        try world.tools.list(filter, page: .init(size: size, token: token))
    }

    @Test func `tools are listed by name`() throws {
        let found = try list(.withTools())
        #expect(
            found.items.map(\.name) == [
                "board_card_create", "board_card_delete", "board_cards_list", "chat_message_send",
            ])
        #expect(found.totalSize == 4)
        #expect(found.nextPageToken.isEmpty && found.previousPageToken.isEmpty)
    }

    @Test func `pages lead on and back`() throws {
        let world = try World.withTools()
        let first = try list(world, size: 3)
        let second = try list(world, size: 3, token: first.nextPageToken)
        #expect(second.items.map(\.name) == ["chat_message_send"])
        #expect(second.nextPageToken.isEmpty)
        let back = try list(world, size: 3, token: second.previousPageToken)
        #expect(back.items.map(\.name) == first.items.map(\.name))
        #expect(back.previousPageToken.isEmpty)
    }

    @Test func `a page goes on where it was although tools came and went`() throws {
        let world = try World.withTools()
        let first = try list(world, size: 2)
        _ = try world.tools.create(ToolDraft(definition: ["name": "board_aaa", "provider": "board"]))
        try world.tools.delete("\(first.items[1].id)")
        #expect(
            try list(world, size: 2, token: first.nextPageToken).items.map(\.name) == [
                "board_cards_list", "chat_message_send",
            ])
    }

    @Test func `a token that was not made here is refused`() throws {
        let error = #expect(throws: EmulatorError.self) { try list(.withTools(), token: "abc") }
        #expect(error?.violations.first?.field == "page_token")
    }

    @Test func `a provider is named by key or slug in any case, and an unknown one has none`() throws {
        let world = try World.withTools()
        for name in ["BOARD", "board", "Board"] {
            var filter = ToolFilter()
            filter.provider = name
            #expect(try list(world, filter).totalSize == 3)
        }
        var filter = ToolFilter()
        filter.provider = "nobody"
        #expect(try list(world, filter).totalSize == 0)
    }

    @Test func `every word of a query must be in the name`() throws {
        var filter = ToolFilter()
        filter.query = "Card create"
        #expect(try list(.withTools(), filter).items.map(\.name) == ["board_card_create"])
        filter.query = "card_fly"
        #expect(try list(.withTools(), filter).items.isEmpty)
    }

    @Test func `names are exact`() throws {
        var filter = ToolFilter()
        filter.names = ["board_card_create", "board_card"]
        #expect(try list(.withTools(), filter).items.map(\.name) == ["board_card_create"])
    }

    @Test func `an account that the filter names must be there`() throws {
        let world = try World.withTools()
        var filter = ToolFilter()
        filter.account = AccountLookup(connector: "board", identifier: "ada")
        #expect(try list(world, filter).totalSize == 4)
        filter.account.identifier = "bob"
        #expect(throws: EmulatorError.self) { try list(world, filter) }
        filter.account = AccountLookup(connector: "board")
        #expect(try list(world, filter).totalSize == 4)
    }

    @Test func `a user's tools come with the account they run as`() throws {
        let world = try World.withTools()
        let found = try world.tools.listScoped("ada", ScopedToolFilter(), page: .init(size: 0, token: ""))
        #expect(found.totalSize == 4)
        #expect(Set(found.items.map(\.accountID)).count == 2)
        let mail = try world.tools.listScoped("ada", .init(providers: ["chat"]), page: .init(size: 0, token: ""))
        #expect(mail.items.map(\.tool.name) == ["chat_message_send"])
        #expect(try world.tools.listScoped("nobody", .init(), page: .init(size: 0, token: "")).items.isEmpty)
    }

    @Test func `lists of a user's tools page over accounts`() throws {
        let world = try World.withTools()
        var names: [String] = []
        var token = ""
        repeat {
            let page = try world.tools.listScoped("ada", .init(), page: .init(size: 3, token: token))
            names += page.items.map(\.tool.name)
            token = page.nextPageToken
        } while !token.isEmpty
        #expect(names == ["board_card_create", "board_card_delete", "board_cards_list", "chat_message_send"])
    }

    @Test func `a named connection must exist and have an account`() throws {
        let world = try World.withTools()
        for name in ["board", "nothing"] {
            let error = #expect(throws: EmulatorError.self) {
                try world.tools.listScoped("bob", .init(connections: [name]), page: .init(size: 0, token: ""))
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `accounts of every status count unless settings say otherwise`() throws {
        for (setting, count) in [(ScopedToolAccounts.all, 3), (.active, 0)] {
            let world = try World.withTools(settings: WorldSettings(scopedTools: setting))
            _ = try world.connectedAccounts.create(.init(connector: "board", identifier: "eve"))
            #expect(try world.tools.listScoped("eve", .init(), page: .init(size: 0, token: "")).totalSize == count)
        }
    }

    @Test func `available tools are those of the identifier's providers`() throws {
        let world = try World.withTools()
        _ = try world.connectedAccounts.create(.init(connector: "chat", identifier: "eve"))
        let found = try world.tools.listAvailable("eve", page: .init(size: 0, token: ""))
        #expect(found.items.map(\.name) == ["chat_message_send"])
        let error = #expect(throws: EmulatorError.self) {
            try world.tools.listAvailable("nobody", page: .init(size: 0, token: ""))
        }
        #expect(error?.code == .notFound)
    }

    @Test func `a search ranks what fits best first and tells what the user can use`() throws {
        let world = try World.withTools()
        _ = try world.connectedAccounts.create(.init(connector: "chat", identifier: "eve"))
        let found = try world.tools.search("say something in a chat room", identifier: "eve", top: 0)
        #expect(found.first?.tool.name == "chat_message_send")
        #expect(found.first?.connections.map(\.state) == [.needsConnection])
        #expect(
            try world.tools.search("create a card", identifier: "ada", top: 1).map(\.tool.name) == ["board_card_create"]
        )
        #expect(found.allSatisfy { (0...1).contains($0.score) })
        #expect(try world.tools.search("zebra", identifier: "", top: 0).isEmpty)
    }

    @Test func `a search leaves out the tools of disabled connections`() throws {
        let world = try World.withTools()
        let id = try #require(try world.connections.find(keyID: "chat")).id
        try world.connections.disable("\(id)")
        #expect(try world.tools.search("message", identifier: "", top: 0).isEmpty)
    }
}
