import ArgumentParser
import EmulatorServer

/// Prints SUPPORTED.md; `scripts/generate-supported` calls it.
struct Supported: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print which of the vendor's operations are served, as Markdown.", shouldDisplay: false)

    func run() throws {
        StandardStreams.output(try SupportedOperations.markdown())
    }
}
