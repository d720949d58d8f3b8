import ArgumentParser
import EmulatorCore
import EmulatorServer
import FoundationEssentials

@main
struct ScalekitEmulator: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scalekit-emulator",
        abstract: "A Scalekit environment on your machine.",
        discussion: """
            Start it, point an unmodified official SDK at it, and AgentKit works offline:

              scalekit-emulator serve                      start, and print how to connect
              scalekit-emulator exec -- pytest             start on a free port, run a command, stop
              eval "$(scalekit-emulator env)"              the variables of the running server
            """,
        version: EmulatorVersion.current,
        subcommands: [
            Serve.self, Exec.self, Env.self, Health.self, Version.self, CatalogueCommand.self, Supported.self,
            JournalCommand.self, VerifyCommand.self, FaultsCommand.self,
        ])

    /// Mistakes of a user are one clear line on standard error, not a usage text that hides it.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as EmulatorError {
            fail(error.hint.map { "\(error.message). \($0)" } ?? error.message, code: .failure)
        } catch {
            let code = exitCode(for: error)
            guard code != .success, !(error is ExitCode), !(error is CleanExit) else { exit(withError: error) }
            fail(message(for: error), code: code)
        }
    }

    private static func fail(_ message: String, code: ExitCode) -> Never {
        StandardStreams.error("scalekit-emulator: \(message)\n")
        exit(withError: code)
    }
}
