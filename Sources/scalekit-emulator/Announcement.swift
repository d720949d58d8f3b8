import EmulatorServer
import FoundationEssentials
import ServiceLifecycle

/// What `serve` prints when the first call would succeed. The last service to start, when signals are trapped
/// already, so that whoever reads it may stop the server at once.
struct Announcement: Service {
    var connection: ConnectionGuide
    var asJSON: Bool

    func run() async throws {
        StandardStreams.output(asJSON ? try line() : page)
        try? await gracefulShutdown()
    }

    /// One line, for programs that start the emulator.
    private func line() throws -> String {
        struct Line: Encodable {
            var ready = true
            var url: String
            var port: Int
            var client_id: String
            var client_secret: String
            var ca_file: String
            var ca_bundle: String
            var env: [String: String]
        }
        let variables = connection.variables().map { ($0.name, $0.value) }
        let line = Line(
            url: connection.url, port: connection.port, client_id: connection.clientID,
            client_secret: connection.clientSecret, ca_file: connection.caFile, ca_bundle: connection.caBundle,
            env: Dictionary(uniqueKeysWithValues: variables))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
    }

    private var page: String {
        """
        scalekit-emulator \(EmulatorVersion.current) is ready at \(connection.url)

        Connect an SDK from another terminal with these variables (or: eval "$(scalekit-emulator env)"):

        \(EnvironmentFormat.sh.render(connection.variables()))
        Stop with Ctrl-C.

        """
    }
}
