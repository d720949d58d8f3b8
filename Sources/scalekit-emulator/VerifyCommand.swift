import ArgumentParser
import EmulatorCore
import NIOHTTP1

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hold expectations against the journal of the running server.",
        discussion: """
            Prints what does not hold, with the reason, and exits with 1 when there is something.

              scalekit-emulator verify expected.json
              echo '{"assertions": [{"no_writes": true}]}' | scalekit-emulator verify -
            """)

    @Argument(help: ArgumentHelp("A JSON file; - reads standard input.", valueName: "file"))
    var file: String

    @OptionGroup var server: ControlOptions

    func run() async throws {
        let body = try InputFile(file).bytes()
        let verdict = try await ControlClient(server).send(.POST, "verify", body: body)
        let failures = verdict["failures"]?.array ?? []
        for failure in failures {
            StandardStreams.output("FAILED \(failure["explanation"]?.string ?? "")\n")
            for entry in failure["closest"]?.array ?? [] {
                StandardStreams.output("    \(JournalLine(entry).text) (\(entry["why"]?.string ?? ""))\n")
            }
        }
        guard failures.isEmpty else { throw ExitCode.failure }
        StandardStreams.output("passed\n")
    }
}
