import Foundation
import Testing

@testable import EmulatorCore

@Suite struct CatalogueTests {
    @Test func `has the providers that programs and docs speak of`() throws {
        let catalogue = try Catalogue.embedded()
        let expected = [
            "gmail", "googlecalendar", "googledrive", "googlesheets", "slack", "github", "notion", "linear", "jira",
            "confluence", "hubspot", "salesforce", "zendesk", "asana", "outlook", "freshdesk",
        ]
        for slug in expected {
            let provider = try #require(catalogue.provider(slug: slug))
            #expect(provider.key == slug.uppercased())
            #expect(catalogue.provider(key: provider.key) == provider)
        }
    }

    @Test func `has a provider for every type that an account can have`() throws {
        let types = try Catalogue.embedded().providers.flatMap(\.authPatterns).map(\.type)
        #expect(Set(types) == Set(AuthPattern.types))
    }

    @Test func `carries over what a file says`() throws {
        let gmail = try #require(try Catalogue.embedded().provider(key: "GMAIL"))
        let oauth = try #require(gmail.authPatterns.first?.oauth)
        #expect(gmail.baseURL == "https://gmail.googleapis.com")
        #expect(oauth.authorizeURI == "https://accounts.google.com/o/oauth2/v2/auth")
        #expect(oauth.pkceEnabled)
        #expect(oauth.scopes.filter(\.requested).map(\.name).contains("https://www.googleapis.com/auth/gmail.modify"))
        let tokens = try #require(gmail.authPatterns.first?.tokens)
        #expect(tokens == .init(accessPrefix: "ya29.a0", refreshPrefix: "1//0", lifetime: 3_600))
        let freshdesk = try #require(try Catalogue.embedded().provider(slug: "freshdesk")?.authPatterns.first)
        #expect(freshdesk.fields.map(\.name) == ["username", "password"])
        #expect(freshdesk.fields.map(\.required) == [true, false])
        #expect(freshdesk.accountFields.map(\.name) == ["domain"])
        #expect(freshdesk.tokens.lifetime == nil)
    }

    @Test func `offers a second way to authenticate where the provider does`() throws {
        let github = try #require(try Catalogue.embedded().provider(slug: "github"))
        #expect(github.authPatterns.map(\.type) == [.oauth, .bearer])
    }

    @Test func `asks for something whenever there is consent`() throws {
        for provider in try Catalogue.embedded().providers {
            for pattern in provider.authPatterns {
                guard let oauth = pattern.oauth else { continue }
                #expect(!oauth.scopes.filter(\.requested).isEmpty, "\(provider.slug)")
                #expect(Set(oauth.scopes.map(\.name)).count == oauth.scopes.count, "\(provider.slug)")
            }
        }
    }

    @Test func `reads the same from the folder`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../fixtures/catalogue")
        #expect(try Catalogue.load(directory: folder.path).providers == Catalogue.embedded().providers)
    }

    @Test func `says what is wrong with a folder`() throws {
        let empty = try TemporaryFolder()
        try Data().write(to: URL(fileURLWithPath: empty.path + "/notes.txt"))
        for (path, reason) in [
            ("/nowhere", "there is no /nowhere"), (empty.path, "there is no .yaml file in \(empty.path)"),
            (empty.path + "/notes.txt", "notes.txt is a file"), ("", "the name of its folder is empty"),
        ] {
            let error = #expect(throws: EmulatorError.self) { try Catalogue.load(directory: path) }
            #expect(error?.message.hasPrefix("cannot read the catalogue: ") == true)
            #expect(error?.message.contains(reason) == true, "\(path)")
        }
    }

    @Test func `finds a tool's mistakes when it is asked for, and does not blame the caller`() throws {
        let folder = try TemporaryFolder()
        let text = Catalogue.board.replacing("annotations: [destructive]", with: "annotations: [deadly]")
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/board.yaml"))
        let tools = try Catalogue.load(directory: folder.path).tools
        #expect(try tools.tool(named: "board_card_create") != nil)
        let error = #expect(throws: EmulatorError.self) { try tools.tool(named: "board_card_delete") }
        #expect(error?.code == .failedPrecondition)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("deadly") }
        let place =
            "\(folder.path)/board.yaml:\(try #require(line) + 1):15: annotations[0]: \"deadly\" is not known here"
        #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("gmail", "GMAIL"), ("gmail-1a2B3c4D", "GMAIL"), ("google-drive", nil), ("gmail-1a2b3c4", nil),
        ("gmail-1a2b3c4!", nil), ("GMAIL", nil), ("nothing-1a2b3c4d", nil), ("-1a2b3c4d", nil),
    ])
    func `knows whose name a connection has`(name: String, key: String?) throws {
        #expect(try Catalogue.embedded().provider(connectionNamed: name)?.key == key)
    }

    @Test func `finds the placeholders of a URL`() {
        #expect(URLTemplate.placeholders(in: "https://{{domain}}/{{v}}/x/{{domain}}") == ["domain", "v"])
        #expect(URLTemplate.placeholders(in: "https://x/{domain}/{{open").isEmpty)
    }
}
