import ArgumentParser
import EmulatorCore
import EmulatorServer

import class Foundation.ProcessInfo

struct CatalogueImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a catalogue of what a Scalekit environment has.",
        discussion: """
            Reads the connectors, the tools and the connections of an environment through its API, and writes one file
            for each connector and a seed with the connections:

              export SCALEKIT_ENV_URL=https://acme.scalekit.dev SCALEKIT_CLIENT_ID=… SCALEKIT_CLIENT_SECRET=…
              scalekit-emulator catalogue import --from-env ./acme
              scalekit-emulator serve --catalogue ./acme --seed ./acme/seed.yml

            Nothing is changed there, and neither credentials nor accounts are read. What cannot be taken over is told.
            """)

    @Flag(help: "Read from the environment that SCALEKIT_ENV_URL names.")
    var fromEnv = false

    @Argument(help: ArgumentHelp("Folder to write to; it is made when it is not there.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("Address of the environment, instead of SCALEKIT_ENV_URL.", valueName: "url"))
    var envURL: String?

    @Option(help: ArgumentHelp("Instead of SCALEKIT_CLIENT_ID.", valueName: "id"))
    var clientID: String?

    @Option(
        help: ArgumentHelp(
            "Instead of SCALEKIT_CLIENT_SECRET; whoever lists processes can read it here.", valueName: "secret"))
    var clientSecret: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with authorities to trust besides the system's; SSL_CERT_FILE when left out.", valueName: "file"))
    var caFile: String?

    @Option(help: ArgumentHelp("Seconds that one request may take.", valueName: "seconds"))
    var timeout = 60

    @Flag(help: "Replace files that are there.")
    var force = false

    func validate() throws {
        guard fromEnv else { throw ValidationError("Say where to read from: --from-env.") }
        guard (1...3_600).contains(timeout) else { throw ValidationError("--timeout must be from 1 to 3600.") }
    }

    func run() async throws {
        let access = try access()
        let target = CatalogueFolder(path: folder)
        if !force { try target.requireEmpty() }
        let export = try await EnvironmentReader.read(access) { StandardStreams.error($0 + "\n") }
        let made = try CatalogueImport(export)
        let stale = try target.write(made.files)
        for note in made.notes { StandardStreams.error("note: \(note)\n") }
        if !stale.isEmpty {
            StandardStreams.error(
                "note: connectors that were in the folder before stay: \(stale.joined(separator: ", "))\n")
        }
        StandardStreams.output(
            "\(made.providerCount) connectors, \(made.toolCount) tools, \(made.customProviderCount) custom providers, "
                + "\(made.connectionCount) connections written to \(folder)\n")
    }

    private func access() throws -> EnvironmentAccess {
        let variables = ProcessInfo.processInfo.environment
        func required(_ given: String?, _ name: String) throws -> String {
            if let value = given ?? variables[name], !value.isEmpty { return value }
            throw EmulatorError(
                .invalidArgument, "\(name) is not set",
                hint: "Export SCALEKIT_ENV_URL, SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET of the environment.")
        }
        return EnvironmentAccess(
            url: try required(envURL, "SCALEKIT_ENV_URL"), clientID: try required(clientID, "SCALEKIT_CLIENT_ID"),
            clientSecret: try required(clientSecret, "SCALEKIT_CLIENT_SECRET"),
            certificateFile: caFile ?? variables["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }, timeout: timeout)
    }
}
