/// How the environments of one server are made and kept.
package struct WorldsConfiguration: Sendable {
    /// The client whose environment exists from the start.
    package var clientID: String
    package var clientSecret: String
    /// When true, only registered clients are let in; otherwise an unseen client id opens an environment.
    package var strictClients: Bool
    /// What a new environment starts with.
    package var settings: WorldSettings
    /// Ids and tokens follow from it. Nil: chosen at random once per process, or once per data directory.
    package var randomSeed: UInt64?
    /// Nil: everything is in memory and gone when the process ends.
    package var dataDirectory: String?
    /// Nil: nothing here ever connects to anybody.
    package var upstreamAccess: UpstreamAccess?
    /// How many calls the journal of an environment keeps; 0 turns it off.
    package var journalLimit: Int

    package init(
        clientID: String = "skc_100000000000000001",
        clientSecret: String = "test_emulator_secret",
        strictClients: Bool = false,
        settings: WorldSettings = WorldSettings(),
        randomSeed: UInt64? = nil,
        dataDirectory: String? = nil,
        upstreamAccess: UpstreamAccess? = nil,
        journalLimit: Int = Journal.standardLimit
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.strictClients = strictClients
        self.settings = settings
        self.randomSeed = randomSeed
        self.dataDirectory = dataDirectory
        self.upstreamAccess = upstreamAccess
        self.journalLimit = journalLimit
    }
}
