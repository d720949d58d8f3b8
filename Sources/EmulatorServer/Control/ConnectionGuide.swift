import EmulatorCore
import FoundationEssentials

/// What a client has to know to connect: the variables that official SDKs and common tools read.
package struct ConnectionGuide: Sendable, Codable {
    package var url: String
    package var port: Int
    package var clientID: String
    package var clientSecret: String
    package var caFile: String
    package var caBundle: String
    /// Hosts that must not go through a proxy: what the environment had, and the loopback names.
    package var noProxy: String

    /// Names and values, in the order people read them.
    package func variables(origin: String? = nil) -> [(name: String, value: String)] {
        [
            ("SCALEKIT_ENV_URL", origin ?? url),
            ("SCALEKIT_ENVIRONMENT_URL", origin ?? url),
            ("SCALEKIT_CLIENT_ID", clientID),
            ("SCALEKIT_CLIENT_SECRET", clientSecret),
            // grpc-core and requests replace their roots by these files, so they hold the system's roots too.
            ("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", caBundle),
            ("REQUESTS_CA_BUNDLE", caBundle),
            ("SSL_CERT_FILE", caBundle),
            // Node adds this file to its roots.
            ("NODE_EXTRA_CA_CERTS", caFile),
            ("NO_PROXY", noProxy),
            // grpc-core and others read the lower-case name only.
            ("no_proxy", noProxy),
        ]
    }

    /// The environment's own list, under either name, extended by the loopback names.
    package static func noProxy(in environment: [String: String]) -> String {
        noProxy(extending: environment["NO_PROXY"] ?? environment["no_proxy"])
    }

    package static func noProxy(extending present: String?) -> String {
        let loopback = ["localhost", "127.0.0.1", "::1"]
        let given = (present ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
        return (given + loopback.filter { !given.contains($0) }).joined(separator: ",")
    }
}

/// Frameworks write what they run into logs, and the secret has no business there.
extension ConnectionGuide: CustomStringConvertible {
    package var description: String { "\(url) as \(clientID)" }
}

/// How `env` writes the variables.
package enum EnvironmentFormat: String, CaseIterable, Sendable {
    case sh
    case fish
    case dotenv
    case json

    package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    package func render(_ variables: [(name: String, value: String)]) -> String {
        switch self {
        case .sh: lines(variables) { "export \($0)=\(quoted($1))" }
        case .fish: lines(variables) { "set -gx \($0) \(quoted($1.replacing("\\", with: "\\\\"), escape: #"\'"#))" }
        case .dotenv: lines(variables) { "\($0)=\"\($1.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        case .json: json(variables)
        }
    }

    private func lines(_ variables: [(name: String, value: String)], _ line: (String, String) -> String) -> String {
        variables.map { line($0.name, $0.value) + "\n" }.joined()
    }

    /// Single quotes, inside which only the quote itself needs care.
    private func quoted(_ value: String, escape: String = #"'\''"#) -> String {
        "'" + value.replacing("'", with: escape) + "'"
    }

    private func json(_ variables: [(name: String, value: String)]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let object = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
        guard let data = try? encoder.encode(object) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
