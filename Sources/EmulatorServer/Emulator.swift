import EmulatorAPI
package import EmulatorCore
import FoundationEssentials
import Hummingbird
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The whole emulator: the one place where everything is put together.
///
/// Made, it is bound to its port and answers; `run()` keeps it until a graceful shutdown is asked for.
package struct Emulator: ServiceLifecycle.Service {
    /// How to connect, for people and programs.
    package let connection: ConnectionGuide
    package let worlds: Worlds
    package let state: StateFolder
    private let listener: Listener
    /// Pages, OAuth and control.
    let web: WebDoor
    private let mcp: MCPDoor

    /// - Throws: `EmulatorError` with one clear line for everything a user can put right.
    package init(configuration: EmulatorConfiguration, logger: Logger) async throws {
        let startedAt = ContinuousClock.now
        let state = try StateFolder(path: configuration.stateDirectory ?? StateFolder.standardPath())
        let catalogue = try configuration.catalogueDirectory.map(Catalogue.load(directory:)) ?? .embedded()
        let seed = try configuration.seedPath.map { try Seed.load(path: $0, catalogue: catalogue) }
        let worlds = try Worlds(
            configuration: WorldsConfiguration(
                clientID: configuration.clientID, clientSecret: configuration.clientSecret,
                strictClients: configuration.strictClients, settings: configuration.changing(configuration.settings),
                randomSeed: configuration.randomSeed, dataDirectory: configuration.dataDirectory,
                upstreamAccess: UpstreamAccess(
                    hosts: UpstreamHosts(configuration.allowedUpstreams), transport: HTTPTransport(),
                    limit: .seconds(configuration.upstreamTimeout), report: { logger.warning("\($0)") }),
                journalLimit: configuration.journalLimit),
            catalogue: catalogue, logger: logger)
        try seed?.apply(to: worlds)
        try configuration.applyFlags(to: worlds.default)

        let identity = try ServerIdentity(
            state: state, names: configuration.tlsNames, certificatePath: configuration.tlsCertificatePath,
            keyPath: configuration.tlsKeyPath)
        let signingKey = try SigningKey(state: state)
        let tokens = await AccessTokens(key: signingKey)
        let sessionTokens = await MCPSessionTokens(key: signingKey)
        let authenticator = BearerAuthenticator(tokens: tokens, worlds: worlds)
        let api = try API()

        // The port may be picked by the system, so what depends on it is made when it is known: nothing can be
        // accepted before the front door is in place.
        let front = FrontDoorSlot()
        let limits = ListenerLimits()
        listener = try await Listener(
            host: configuration.host, port: configuration.port,
            pipeline: ConnectionPipeline(
                doors: { head, info in front.accept(head, info) }, tls: identity.context, limits: limits,
                count: ConnectionCount(limit: limits.connections),
                onTLSFailure: TLSFailures(bundlePath: identity.bundlePath, logger: logger).report),
            group: Self.eventLoops, logger: logger)

        let advertised = configuration.advertisedURL(port: listener.bound.port)
        let origins = Origins(
            publicURL: configuration.publicURL, advertised: advertised,
            names: configuration.tlsNames + [configuration.host])
        connection = ConnectionGuide(
            url: configuration.publicURL ?? advertised, port: listener.bound.port,
            clientID: configuration.clientID, clientSecret: configuration.clientSecret,
            caFile: identity.authorityPath, caBundle: identity.bundlePath,
            noProxy: ConnectionGuide.noProxy(in: ProcessInfo.processInfo.environment))
        let gate = MCPGate(worlds: worlds, tokens: sessionTokens)
        let mcp = MCPDoor(gate: gate, origins: origins, logger: logger)
        let web = WebDoor(
            router: try Self.routes(
                worlds: worlds, tokens: tokens, keySet: signingKey.keySet(), api: api, mcp: mcp,
                sessionTokens: sessionTokens, identity: identity, connection: connection,
                control: ControlGuard(
                    worlds: worlds, isLoopback: configuration.isLoopback, token: configuration.controlToken),
                startedAt: startedAt),
            origins: origins, visits: PageVisits(worlds: worlds), logger: logger)
        front.open(
            FrontDoor(
                grpc: Self.grpc(
                    api: api, authenticator: authenticator, origins: origins, sessionTokens: sessionTokens,
                    logger: logger),
                proxy: ProxyDoor(authenticator: authenticator, logger: logger),
                mcp: mcp,
                rest: RESTDoor(
                    api: api, authenticator: authenticator, origins: origins, sessionTokens: sessionTokens,
                    logger: logger),
                web: web))
        self.web = web
        self.worlds = worlds
        self.state = state
        self.mcp = mcp
    }

    /// Half of the cores read and write; the others are for the work that must not hold them up.
    static let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, System.coreCount / 2))

    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await mcp.keepTidy() }
            try await listener.run()
            group.cancelAll()
        }
        worlds.close()
    }

    private static func grpc(
        api: API, authenticator: BearerAuthenticator, origins: Origins, sessionTokens: MCPSessionTokens,
        logger: Logger
    ) -> GRPCDoor {
        let infrastructure = [
            "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
        ]
        let services = Set(OperationTable.names.compactMap { $0.split(separator: "/").first.map(String.init) })
        return GRPCDoor(
            api: api, authenticator: authenticator, origins: origins, sessionTokens: sessionTokens,
            health: GRPCHealth(services: services.union(infrastructure)),
            reflection: GRPCReflection(contract: api.contract, services: (services + infrastructure).sorted()),
            logger: logger)
    }

    private static func routes(
        worlds: Worlds, tokens: AccessTokens, keySet: JSONValue, api: API, mcp: MCPDoor,
        sessionTokens: MCPSessionTokens, identity: ServerIdentity, connection: ConnectionGuide, control: ControlGuard,
        startedAt: ContinuousClock.Instant
    ) throws -> Router<DoorContext> {
        let router = Router(context: DoorContext.self, options: .autoGenerateHeadEndpoints)
        OAuthRoutes(worlds: worlds, tokens: tokens, keySet: keySet).add(to: router)
        let pages = try PageRoutes(worlds: worlds, api: api, connection: connection)
        pages.add(to: router)
        MCPAuthorizationRoutes(
            gate: mcp.gate, tokens: sessionTokens, replies: ConsentReplies(worlds: worlds, renderer: pages.renderer),
            secret: FormSecret()
        ).add(to: router)
        ControlRoutes(
            control: control,
            health: HealthRoutes(
                worlds: worlds, mcp: mcp, identity: identity, connection: connection, isLoopback: control.isLoopback,
                startedAt: startedAt)
        ).add(to: router)
        return router
    }
}

extension Emulator: CustomStringConvertible {
    package var description: String { "emulator at \(connection)" }
}

extension EmulatorConfiguration {
    fileprivate func changing(_ present: WorldSettings) -> WorldSettings {
        var settings = present
        settings.consent = consent ?? settings.consent
        settings.verify = verify ?? settings.verify
        settings.strictConnections = strictConnections ?? settings.strictConnections
        return settings
    }

    /// An environment out of a data directory keeps its settings, except for what was asked for now.
    fileprivate func applyFlags(to world: World) throws {
        let wanted = changing(world.settings)
        if wanted != world.settings { try world.update(settings: wanted) }
    }

    fileprivate var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// `https://localhost:<port>` on loopback; the bound name otherwise, or the first `--tls-name` for a wildcard.
    fileprivate func advertisedURL(port: Int) -> String {
        let isWildcard = host == "0.0.0.0" || host == "::"
        let name = isWildcard ? tlsNames.first ?? "localhost" : host
        let isLoopback = name == "127.0.0.1" || name == "::1"
        let shown = isLoopback ? "localhost" : name.contains(":") ? "[\(name)]" : name
        return "https://\(shown):\(port)"
    }
}
