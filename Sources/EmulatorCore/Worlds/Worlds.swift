package import Logging
import Synchronization

/// Every environment of this server, and who may enter which.
package final class Worlds: Sendable {
    private let configuration: WorldsConfiguration
    private let catalogue: Catalogue
    private let logger: Logger
    private let directory: DataDirectory?
    private let openStores = OpenStores()
    private let registry: Registry
    private let state = Mutex(State())
    /// The environment of the configured client.
    package let `default`: World

    private struct State {
        /// In the order of registration.
        var clients: [String: Registry.Client] = [:]
        var clientByKey: [EnvironmentKey: String] = [:]
        /// Those that were entered since the start.
        var worlds: [String: World] = [:]

        mutating func add(_ client: Registry.Client) {
            clients[client.environment.clientID] = client
            clientByKey[client.environment.key] = client.environment.clientID
        }
    }

    /// Opens the data directory, if there is one, and the default environment.
    /// - Throws: `EmulatorError` when the directory is in use, or its data are newer than this version.
    package init(configuration: WorldsConfiguration, catalogue: Catalogue, logger: Logger) throws {
        self.configuration = configuration
        self.catalogue = catalogue
        self.logger = logger
        directory = try configuration.dataDirectory.map(DataDirectory.init(path:))
        registry = try Registry(file: directory?.registryFile, randomSeed: configuration.randomSeed)
        var state = State()
        for client in try registry.clients() { state.add(client) }
        try Self.register(configuration.clientID, configuration.clientSecret, in: registry, &state)
        guard let client = state.clients[configuration.clientID] else {
            throw EmulatorError(.internal, "the default client could not be registered")
        }
        let world = try Self.open(client, configuration, catalogue, directory, openStores)
        state.worlds[configuration.clientID] = world
        `default` = world
        self.state.withLock { $0 = state }
    }

    /// Checks a client credential. An id that was never seen opens an environment of its own, and the secret it
    /// came with becomes its secret, unless clients are strict.
    /// - Throws: UNAUTHENTICATED with the error code `invalid_client`.
    package func authenticate(clientID: String, clientSecret: String) throws -> World {
        guard Self.isPlausible(clientID), Self.isPlausible(clientSecret) else { throw Self.invalidClient() }
        return try state.withLock { state in
            if let client = state.clients[clientID] {
                guard client.accepts(clientSecret) else {
                    throw Self.invalidClient("The secret is not the one this client id was first used with.")
                }
            } else {
                guard !configuration.strictClients else {
                    throw Self.invalidClient("This client id is not registered, and clients are strict.")
                }
                try Self.register(clientID, clientSecret, in: registry, &state)
                let id = state.clients[clientID]?.environment.id ?? ""
                logger.notice("new client opened an environment", metadata: ["client": "\(clientID)", "id": "\(id)"])
            }
            return try world(of: clientID, &state)
        }
    }

    /// Makes a client known before it is first used, or gives a known one another secret.
    @discardableResult
    package func register(clientID: String, secret: String) throws -> World {
        guard Self.isPlausible(clientID), Self.isPlausible(secret) else {
            throw EmulatorError.invalid(
                "client_id", "client id and secret must have 1 to 255 characters and no control characters",
                constraint: "client.text")
        }
        return try state.withLock { state in
            try Self.register(clientID, secret, in: registry, &state)
            return try world(of: clientID, &state)
        }
    }

    /// The environment of a known client; nil when the client id was never seen.
    package func world(clientID: String) -> World? {
        state.withLock { state in
            if let world = state.worlds[clientID] { return world }
            guard state.clients[clientID] != nil else { return nil }
            do {
                return try world(of: clientID, &state)
            } catch {
                logger.error("cannot open an environment", metadata: ["client": "\(clientID)", "error": "\(error)"])
                return nil
            }
        }
    }

    /// The environment that an id out of a URL belongs to.
    package func world(environmentKey: EnvironmentKey) -> World? {
        state.withLock { $0.clientByKey[environmentKey] }.flatMap(world(clientID:))
    }

    package var all: [Environment] {
        state.withLock { $0.clients.values.map(\.environment) }.sorted { $0.id < $1.id }
    }

    /// Closes every database, so that the next process finds no work left, and gives the data directory back.
    package func close() {
        let worlds = state.withLock { Array($0.worlds.values) }
        for world in worlds { world.close() }
        registry.close()
        directory?.release()
    }

    private func world(of clientID: String, _ state: inout State) throws -> World {
        if let world = state.worlds[clientID] { return world }
        guard let client = state.clients[clientID] else { throw Self.invalidClient() }
        let world = try Self.open(client, configuration, catalogue, directory, openStores)
        state.worlds[clientID] = world
        return world
    }

    private static func register(
        _ clientID: String, _ secret: String, in registry: Registry, _ state: inout State
    ) throws {
        guard var client = state.clients[clientID] else {
            return state.add(try registry.add(clientID: clientID, secret: secret))
        }
        guard !client.accepts(secret) else { return }
        client.secretHash = try registry.setSecret(secret, of: clientID)
        state.add(client)
    }

    private static func open(
        _ client: Registry.Client, _ configuration: WorldsConfiguration, _ catalogue: Catalogue,
        _ directory: DataDirectory?, _ openStores: OpenStores
    ) throws -> World {
        let file = directory?.worldFile(client.environment.key)
        return try World(
            environment: client.environment, randomSeed: client.randomSeed, settings: configuration.settings,
            catalogue: catalogue, upstreamAccess: configuration.upstreamAccess,
            store: Store(schema: .world, file: file, openStores: openStores),
            journal: Journal(limit: configuration.journalLimit))
    }

    private static func isPlausible(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private static func invalidClient(_ hint: String? = nil) -> EmulatorError {
        EmulatorError(.unauthenticated, "invalid client credentials", errorCode: "invalid_client", hint: hint)
    }
}
