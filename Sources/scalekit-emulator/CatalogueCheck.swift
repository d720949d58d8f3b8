import ArgumentParser
import EmulatorCore

struct CatalogueCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find the mistakes in catalogue files.",
        discussion: """
            Prints one line for each mistake, file:line:column: text, and exits with 1 when there is one. Without paths
            the catalogue inside this program is checked. fixtures/catalogue/README.md describes the format, and
            catalogue.schema.json beside it makes editors point out most mistakes while you type.

              scalekit-emulator catalogue check fixtures/catalogue
              scalekit-emulator catalogue check acme.yaml beta.yaml
            """)

    @Argument(help: ArgumentHelp("Files, or folders of .yaml files.", valueName: "file|folder"))
    var paths: [String] = []

    func run() throws {
        let report = paths.isEmpty ? CatalogueReport.embedded() : try CatalogueReport(paths: paths)
        guard report.mistakes.isEmpty else {
            StandardStreams.output(report.mistakes.joined(separator: "\n") + "\n")
            throw ExitCode.failure
        }
        let counts = [Self.count(report.connectors, "connector"), Self.count(report.tools, "tool"), "no mistakes"]
        StandardStreams.output(counts.joined(separator: ", ") + "\n")
    }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
