import ArgumentParser
import EmulatorServer
import ServiceLifecycle
import UnixSignals

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the emulator and print how to connect.",
        discussion: """
            Listens on 127.0.0.1 and ::1. Stops on SIGINT and SIGTERM, after running calls have finished.

            Examples:
              scalekit-emulator serve --seed fixtures/seeds/demo.yaml
              scalekit-emulator serve --port 0 --json --consent auto
              scalekit-emulator serve --data-dir ./emulator-data
            """)

    @Option(help: "Address to listen on; localhost means both loopback addresses.")
    var host = "localhost"

    @Option(help: "Port to listen on; 0 picks a free one.")
    var port = 8443

    @Flag(help: "Print one line of JSON when ready instead of text for people.")
    var json = false

    @OptionGroup var options: ServeOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is not between 0 and 65535") }
    }

    func run() async throws {
        let logger = options.logger
        let emulator = try await Emulator(
            configuration: options.configuration(host: host, port: port), logger: logger)
        let record = try RunningServer.record(emulator.connection, in: emulator.state)
        defer { record.remove() }
        let announcement = Announcement(connection: emulator.connection, asJSON: json)
        var configuration = ServiceGroupConfiguration(
            services: [emulator, announcement], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        try await ServiceGroup(configuration: configuration).run()
    }
}
