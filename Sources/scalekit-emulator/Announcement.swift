import EmulatorServer
import FoundationEssentials

/// What `serve` prints when the first call would succeed.
struct Announcement {
    var connection: ConnectionGuide

    func text(asJSON: Bool) throws -> String { asJSON ? try line() : page }

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
