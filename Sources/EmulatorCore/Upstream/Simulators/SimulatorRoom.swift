import struct Foundation.Date

/// What a simulator keeps for one account: its mailbox, its workspace. Rooms share nothing.
///
/// Everything happens in the transaction of the call, so a call that fails leaves no trace.
struct SimulatorRoom {
    let account: ConnectedAccount
    let now: Date
    let world: World
    let session: Store.Session

    /// Furnishes the room when nobody was in it before.
    init(_ simulator: any Simulator, account: ConnectedAccount, world: World, in session: Store.Session) throws {
        self.account = account
        self.world = world
        self.session = session
        now = world.clock.now()
        let marks = documents("room")
        guard try marks.get("furnished") == nil else { return }
        try marks.put("furnished", true)
        try simulator.furnish(self, with: try data(for: simulator))
    }

    /// Who the account is at the provider: who consented there, or an address made from the identifier.
    var identity: String { Self.identity(of: account) }

    private static func identity(of account: ConnectedAccount) -> String {
        account.providerIdentity ?? account.suggestedIdentity
    }

    /// The documents of one kind.
    func documents(_ collection: String) -> SimulatorDocuments {
        SimulatorDocuments(account: account.id.number, collection: collection, session: session)
    }

    /// Rooms of the other accounts that the environment has at this provider, furnished or not.
    /// - Parameter isMeant: tells by their identity which ones; only their rooms are entered.
    func others(_ simulator: any Simulator, where isMeant: (String) -> Bool = { _ in true }) throws -> [SimulatorRoom] {
        try ConnectedAccountTable.all(ofProvider: account.providerKey, in: session)
            .filter { $0.id != account.id && isMeant(Self.identity(of: $0)) }
            .map { try SimulatorRoom(simulator, account: $0, world: world, in: session) }
    }

    // MARK: Ids, all from the environment's counters

    func hex(bytes count: Int, for purpose: String) throws -> String {
        try world.ids.hex(bytes: count, for: purpose, in: session)
    }

    func alphanumerics(_ count: Int, for purpose: String) throws -> String {
        try world.ids.alphanumerics(count, for: purpose, in: session)
    }

    func uuid() throws -> String { try world.ids.uuid(in: session) }

    /// A number that is larger than every one before.
    func serial() throws -> Int64 { try world.ids.serial(in: session) }

    private func data(for simulator: any Simulator) throws -> JSONValue {
        let given = try ProviderDataTable.find(account.id, in: session)
        let data = try given ?? SimulatorDefaults.data(simulator.dataName)
        return data.rendered { name in
            switch name {
            case "identity": .string(identity)
            case "identifier": .string(account.identifier)
            default: nil
            }
        }
    }
}
