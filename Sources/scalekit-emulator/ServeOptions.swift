import ArgumentParser
import EmulatorCore
import EmulatorServer
import Logging

extension ConsentMode: ExpressibleByArgument {}
extension VerifyMode: ExpressibleByArgument {}

/// swift-log's levels, as an option.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .notice }
}

/// The options of `serve`, which `exec` takes too.
struct ServeOptions: ParsableArguments {
    @Option(help: "Keep every environment in SQLite files under this directory; without it all is in memory.")
    var dataDir: String?

    @Option(help: "Where the signing key, certificates and the running server's address are kept.")
    var stateDir: String?

    @Option(help: "A YAML or JSON file with clients, settings, connections and connected accounts to start with.")
    var seed: String?

    @Option(
        help: ArgumentHelp(
            "A folder of <slug>.yaml files that is the whole catalogue, instead of the one inside this program.",
            discussion: "Tools are read when they are first used; `catalogue check` finds the mistakes in all of them.",
            valueName: "dir"))
    var catalogue: String?

    @Option(
        help: """
            What a magic link waits for: a click (manual, the default), being opened (auto), nothing (instant).
            """)
    var consent: ConsentMode?

    @Option(
        help: "Who verifies the user after consent: none (the default), b2b (your app), platform (a dashboard sign-in)."
    )
    var verifyMode: VerifyMode?

    @Option(help: "Client id of the default environment.")
    var clientID: String = EmulatorConfiguration().clientID

    @Option(help: "Client secret of the default environment.")
    var clientSecret: String = EmulatorConfiguration().clientSecret

    @Option(name: .customLong("public-url"), help: "The URL clients are told, for example behind a reverse proxy.")
    var publicURL: String?

    @Option(help: "Another name or address the certificate is good for; may be repeated.")
    var tlsName: [String] = []

    @Option(help: "PEM certificate chain to use instead of the development CA's.")
    var tlsCert: String?

    @Option(help: "PEM private key of --tls-cert.")
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "What callers of the control API (/_emulator) have to send as a bearer token.",
            discussion: """
                Without one, that API is for programs on this machine only. SCALEKIT_EMULATOR_CONTROL_TOKEN in the \
                environment says the same.
                """,
            valueName: "token"))
    var controlToken: String?

    @Flag(help: "Refuse client ids that were not configured, instead of opening an environment for each.")
    var strictClients = false

    @Flag(help: "Only connections that were created exist; nothing appears by being named.")
    var strictConnections = false

    @Option(
        help: ArgumentHelp(
            "A host besides this machine's that tools and proxied requests may be sent on to; may be repeated.",
            discussion: "As api.example.com, api.example.com:8443 or *.example.com. Real credentials go there.",
            valueName: "host"))
    var allowUpstream: [String] = []

    @Option(
        help: ArgumentHelp(
            "How long a provider may take to answer a tool, or to begin to answer a proxied request.",
            valueName: "seconds"))
    var upstreamTimeout = EmulatorConfiguration().upstreamTimeout

    @Option(help: "Makes ids and tokens the same in every run.")
    var randomSeed: UInt64?

    @Option(help: "How many calls the journal of an environment keeps; 0 turns it off.")
    var journalLimit = EmulatorConfiguration().journalLimit

    @Option(help: "How much goes to standard error.")
    var logLevel: LogLevel = .notice

    func validate() throws {
        if let publicURL, !(publicURL.hasPrefix("http://") || publicURL.hasPrefix("https://")) {
            throw ValidationError("--public-url \(publicURL) must start with http:// or https://")
        }
        guard (0.001...3_600).contains(upstreamTimeout) else {
            throw ValidationError("--upstream-timeout \(upstreamTimeout) is not between 0.001 and 3600 seconds")
        }
        guard (0...1_000_000).contains(journalLimit) else {
            throw ValidationError("--journal-limit \(journalLimit) is not between 0 and 1000000")
        }
        guard !clientID.isEmpty, !clientSecret.isEmpty else {
            throw ValidationError("--client-id and --client-secret must not be empty")
        }
        if let token = controlToken, token.isEmpty || !token.allSatisfy({ $0.isASCII && $0 > " " && $0 < "\u{7F}" }) {
            throw ValidationError("--control-token must be one word of visible ASCII characters")
        }
    }

    func configuration(host: String, port: Int) -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.dataDirectory = dataDir
        configuration.stateDirectory = stateDir
        configuration.seedPath = seed
        configuration.catalogueDirectory = catalogue
        configuration.consent = consent
        configuration.verify = verifyMode
        configuration.strictConnections = strictConnections ? true : nil
        configuration.clientID = clientID
        configuration.clientSecret = clientSecret
        configuration.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        configuration.tlsNames = tlsName
        configuration.tlsCertificatePath = tlsCert
        configuration.tlsKeyPath = tlsKey
        configuration.strictClients = strictClients
        configuration.controlToken = controlToken ?? ControlToken.ofEnvironment
        configuration.allowedUpstreams = allowUpstream
        configuration.upstreamTimeout = upstreamTimeout
        configuration.randomSeed = randomSeed
        configuration.journalLimit = journalLimit
        return configuration
    }

    /// Logs go to standard error, so that standard output stays what was asked for.
    var logger: Logger {
        var logger = Logger(label: "scalekit-emulator") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel.level
        return logger
    }
}
