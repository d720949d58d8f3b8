import Synchronization

/// Everything a client can see: its data, its clock, its settings. Two environments share nothing.
package final class World: Sendable {
    package let environment: Environment
    package let clock: WorldClock
    package let catalogue: Catalogue
    /// Nil when nothing may leave.
    let upstreamAccess: UpstreamAccess?
    let store: Store
    let ids: IDSource
    let lastUses = LastUses()
    /// Tool calls that were written down since the start.
    let loggedCalls = Atomic<Int>(0)
    let stubCache = StubCache()
    let toolPlaces = ToolPlaces()
    /// What was called.
    package let journal: Journal
    /// What goes wrong on purpose.
    package let faults: Faults
    let knownProviders = KnownProviders()
    private let currentSettings: Mutex<WorldSettings>
    /// Held while settings are written down; apart from them, because the rules read them inside transactions.
    private let changes = Mutex(())

    /// Opens an environment; makes it when its store is empty.
    /// - Parameters:
    ///   - settings: what a new one starts with.
    ///   - store: of `Schema.world`.
    init(
        environment: Environment, randomSeed: UInt64, settings: WorldSettings, catalogue: Catalogue,
        upstreamAccess: UpstreamAccess? = nil, store: Store, journal: Journal = Journal(), faults: Faults = Faults()
    ) throws {
        self.journal = journal
        self.faults = faults
        self.environment = environment
        self.catalogue = catalogue
        self.upstreamAccess = upstreamAccess
        self.store = store
        ids = IDSource(seed: randomSeed, clientID: environment.clientID, key: environment.key)
        let firstNumber = ids.firstNumber
        let state = try store.write { session in
            if let state = try WorldTable.state(in: session) { return state }
            try WorldTable.create(settings: settings, firstNumber: firstNumber, in: session)
            return WorldTable.State(settings: settings, clock: .real)
        }
        currentSettings = Mutex(state.settings)
        clock = WorldClock(state.clock) { setting in
            try store.write { try WorldTable.save(setting, in: $0) }
        }
        try store.write { try connections.offer(strictly: state.settings.strictConnections, in: $0) }
    }

    package var settings: WorldSettings { currentSettings.withLock { $0 } }

    /// Turning `strictConnections` on removes the connections that nobody made and nobody uses; turning it off
    /// brings those of the catalogue back.
    package func update(settings: WorldSettings) throws {
        try changes.withLock { _ in
            try store.write { session in
                try WorldTable.save(settings, in: session)
                try connections.offer(strictly: settings.strictConnections, in: session)
            }
            currentSettings.withLock { $0 = settings }
        }
    }

    /// Whether nothing here ever waits for a disk.
    package var isInMemory: Bool { store.isInMemory }

    package var providers: Providers { Providers(world: self) }
    package var connections: Connections { Connections(world: self) }
    package var connectedAccounts: ConnectedAccounts { ConnectedAccounts(world: self) }
    package var magicLinks: MagicLinks { MagicLinks(world: self) }
    package var tools: Tools { Tools(world: self) }
    package var remoteTools: RemoteTools { RemoteTools(world: self) }
    package var toolCalls: ToolCalls { ToolCalls(world: self) }
    package var stubs: Stubs { Stubs(world: self) }
    package var assertions: Assertions { Assertions(world: self) }
    package var upstream: Upstream { Upstream(world: self) }
    package var mcpConfigs: MCPConfigs { MCPConfigs(world: self) }
    package var mcpInstances: MCPInstances { MCPInstances(world: self) }
    package var legacyMCPs: LegacyMCPs { LegacyMCPs(world: self) }
    package var mcpAccounts: MCPAccounts { MCPAccounts(world: self) }
    package var mcpSessions: MCPSessions { MCPSessions(world: self) }
    package var authorizations: Authorizations { Authorizations(world: self) }

    /// Every write of the rules. What waits to be written is written along with it.
    func write<Result>(_ body: (Store.Session) throws -> Result) throws -> Result {
        try store.write { session in
            let result = try body(session)
            try lastUses.flush(in: session)
            return result
        }
    }

    func close() {
        try? write { _ in }
        store.close()
    }
}
