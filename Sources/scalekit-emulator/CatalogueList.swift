import ArgumentParser
import EmulatorCore

struct CatalogueList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the connectors, or the tools of one.",
        discussion: """
            Columns are separated by tabs: a connector's slug, its ways to authenticate, how many tools it has and its
            name; or a tool's name and what it does. With --json the whole definitions are printed.

              scalekit-emulator catalogue list | cut -f 1
              scalekit-emulator catalogue list --provider github
              scalekit-emulator catalogue list --provider github --json | jq '.[].input_schema'
            """)

    @Option(help: ArgumentHelp("List the tools of this connector.", valueName: "slug"))
    var provider: String?

    @Flag(help: "Print JSON: an array of objects.")
    var json = false

    func run() throws {
        let listing = CatalogueListing(try Catalogue.embedded())
        let rows = try provider.map { try listing.tools(ofProvider: $0) } ?? listing.connectors
        StandardStreams.output(json ? rows.json + "\n" : rows.text)
    }
}
