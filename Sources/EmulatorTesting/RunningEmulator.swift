import EmulatorCore
import EmulatorServer
import Foundation
import Logging
import ServiceLifecycle

/// An emulator that runs inside a test, on a free port, with keys in a temporary folder.
///
/// ```swift
/// try await withEmulator { emulator in
///     let client = MyClient(environmentURL: emulator.url, clientID: emulator.clientID, …)
/// }
/// ```
public struct RunningEmulator: Sendable {
    /// For example `https://localhost:49152`.
    public let url: String
    public let port: Int
    public let clientID: String
    public let clientSecret: String
    /// PEM file of the CA to trust.
    public let caFile: String
    /// What to set for a program that is started from the test.
    public let environment: [String: String]
}

/// What may differ between the emulators of two tests.
public struct EmulatorOptions: Sendable {
    /// What a magic link waits for.
    public enum Consent: String, Sendable { case manual, auto, instant }

    /// Who verifies the user after consent.
    public enum Verification: String, Sendable { case none, b2b, platform }

    public var consent = Consent.manual
    public var verification = Verification.none
    /// Path of a seed file.
    public var seed: String?
    /// Path of a folder of catalogue files; nil for the connectors that come with the emulator.
    public var catalogueDirectory: String?
    /// Where worlds are kept; nil keeps them in memory.
    public var dataDirectory: String?
    /// Where keys are kept; nil for a temporary folder that is removed afterwards.
    public var stateDirectory: String?
    public var strictClients = false
    public var strictConnections = false
    /// Makes ids and tokens the same in every run.
    public var randomSeed: UInt64?

    public init() {}
}

/// Starts an emulator, runs `body`, and stops it, whatever happens.
/// - Throws: what `body` throws, or why the emulator could not start.
public func withEmulator<Result: Sendable>(
    _ options: EmulatorOptions = EmulatorOptions(),
    _ body: @Sendable (RunningEmulator) async throws -> Result
) async throws -> Result {
    let temporary = FileManager.default.temporaryDirectory.appending(path: "scalekit-emulator-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: temporary) }
    var logger = Logger(label: "scalekit-emulator")
    logger.logLevel = .error
    let configuration = options.configuration(stateDirectory: options.stateDirectory ?? temporary.path)
    let emulator = try await Emulator(configuration: configuration, logger: logger)
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [emulator], logger: logger))
    async let running: Void = group.run()
    do {
        let result = try await body(RunningEmulator(emulator.connection))
        await group.triggerGracefulShutdown()
        try await running
        return result
    } catch {
        await group.triggerGracefulShutdown()
        try? await running
        throw error
    }
}

extension EmulatorOptions {
    fileprivate func configuration(stateDirectory: String) -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration()
        configuration.port = 0
        configuration.stateDirectory = stateDirectory
        configuration.dataDirectory = dataDirectory
        configuration.seedPath = seed
        configuration.catalogueDirectory = catalogueDirectory
        configuration.consent = ConsentMode(rawValue: consent.rawValue)
        configuration.verify = VerifyMode(rawValue: verification.rawValue)
        configuration.settings.strictConnections = strictConnections
        configuration.strictClients = strictClients
        configuration.randomSeed = randomSeed
        return configuration
    }
}

extension RunningEmulator {
    fileprivate init(_ connection: ConnectionGuide) {
        url = connection.url
        port = connection.port
        clientID = connection.clientID
        clientSecret = connection.clientSecret
        caFile = connection.caFile
        environment = Dictionary(uniqueKeysWithValues: connection.variables().map { ($0.name, $0.value) })
    }
}
