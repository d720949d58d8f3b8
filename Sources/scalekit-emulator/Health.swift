import ArgumentParser
import EmulatorCore
import EmulatorServer

struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Exit with 0 when a server answers, with 1 when none does.")

    @Option(help: "Address of the server; without it the running one is looked up in the state folder.")
    var url: String?

    @Option(help: "The state folder the server was started with.")
    var stateDir: String?

    func run() async throws {
        let target = try url ?? "http://localhost:\(lookUp())"
        let report = try await HealthProbe(url: target).run()
        StandardStreams.output(report + "\n")
    }

    /// Health is served in clear text too, so that a probe needs no certificates.
    private func lookUp() throws -> Int {
        let state = try StateFolder(path: stateDir ?? StateFolder.standardPath())
        return try RunningServer.required(in: state).connection.port
    }
}
