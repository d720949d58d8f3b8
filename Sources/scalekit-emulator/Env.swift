import ArgumentParser
import EmulatorCore
import EmulatorServer

extension EnvironmentFormat: ExpressibleByArgument {}

struct Env: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the variables that connect a client to the running server.",
        discussion: """
              eval "$(scalekit-emulator env)"
              scalekit-emulator env --format fish | source
              scalekit-emulator env --format dotenv > .env
            """)

    @Option(help: "sh, fish, dotenv or json.")
    var format: EnvironmentFormat = .sh

    @Option(help: "The state folder the server was started with.")
    var stateDir: String?

    func run() throws {
        let state = try StateFolder(path: stateDir ?? StateFolder.standardPath())
        let server = try RunningServer.required(in: state)
        StandardStreams.output(format.render(server.connection.variables()))
    }
}
