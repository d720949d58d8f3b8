import ArgumentParser
import EmulatorServer
import FoundationEssentials
import ServiceLifecycle
import Subprocess
import UnixSignals

struct Exec: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the emulator on a free port, run a command with its variables, and stop.",
        discussion: """
            The command's exit code is passed on; 128 + n when signal n ended it. Nothing but the command writes to
            standard output.

              scalekit-emulator exec -- pytest
              scalekit-emulator exec --consent auto -- python my_agent.py
            """)

    @OptionGroup var options: ServeOptions

    @Argument(parsing: .postTerminator, help: "The command and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        guard !command.isEmpty else {
            throw ValidationError("exec needs a command after --, for example: exec -- pytest")
        }
    }

    func run() async throws {
        let logger = options.logger
        let emulator = try await Emulator(
            configuration: options.configuration(host: "localhost", port: 0), logger: logger)
        let service = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [emulator], logger: logger))
        let code = try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask {
                try await service.run()
                return nil
            }
            let code = try await ChildProcess(command: command, variables: emulator.connection.variables()).run()
            await service.triggerGracefulShutdown()
            try await group.waitForAll()
            return code
        }
        throw ExitCode(code)
    }
}
