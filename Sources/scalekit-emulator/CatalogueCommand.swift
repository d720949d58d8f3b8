import ArgumentParser

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract:
            "See which connectors and tools there are, check files that describe some, or make them of an environment.",
        discussion: """
              scalekit-emulator catalogue list                          every connector
              scalekit-emulator catalogue list --provider github        its tools
              scalekit-emulator catalogue check my-connector.yaml       every mistake, with line and column
              scalekit-emulator catalogue import --from-env ./mine      the connectors of a Scalekit environment
            """,
        subcommands: [CatalogueList.self, CatalogueCheck.self, CatalogueImportCommand.self])
}
