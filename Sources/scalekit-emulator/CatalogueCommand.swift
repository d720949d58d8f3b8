import ArgumentParser

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "See which connectors and tools there are, or check files that describe some.",
        discussion: """
              scalekit-emulator catalogue list                          every connector
              scalekit-emulator catalogue list --provider github        its tools
              scalekit-emulator catalogue check my-connector.yaml       every mistake, with line and column
            """,
        subcommands: [CatalogueList.self, CatalogueCheck.self])
}
