import Subprocess
import SystemPackage
import UnixSignals

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A command that runs with our standard streams and the emulator's variables.
struct ChildProcess: Sendable {
    var command: [String]
    var variables: [(name: String, value: String)]

    /// The exit code to pass on: the command's own, or 128 + n when signal n ended it.
    func run() async throws -> Int32 {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        do {
            let result = try await Subprocess.run(
                executable, arguments: Arguments(Array(command.dropFirst())), environment: environment,
                input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError
            ) { execution in
                let pid = execution.processIdentifier.value
                return Task {
                    // What we are sent is passed on, so that the command decides how to end.
                    for await signal in signals { kill(pid, signal.rawValue) }
                }
            }
            result.closureResult.cancel()
            return exitCode(result.terminationStatus)
        } catch let error as SubprocessError {
            // As shells do it, so that these are told apart from the command's own exit code.
            let isMissing = error.code == .executableNotFound
            StandardStreams.error(
                "scalekit-emulator: \(command[0]): \(isMissing ? "command not found" : "cannot be run: \(error)")\n")
            return isMissing ? 127 : 126
        }
    }

    private func exitCode(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }

    private var executable: Executable {
        command[0].contains("/") ? .path(FilePath(command[0])) : .name(command[0])
    }

    private var environment: Subprocess.Environment {
        .inherit.updating(
            Dictionary(
                uniqueKeysWithValues: variables.map { (Subprocess.Environment.Key(stringLiteral: $0.name), $0.value) }))
    }
}
