package import EmulatorCore

/// Everything `serve` can be told.
package struct EmulatorConfiguration: Sendable {
    /// `localhost` binds both loopback addresses.
    package var host = "localhost"
    /// 0 picks a free port.
    package var port = 8443
    /// Where worlds are kept; nil keeps them in memory.
    package var dataDirectory: String?
    /// Where keys and certificates are kept; nil for the standard place.
    package var stateDirectory: String?
    package var seedPath: String?
    /// A folder of catalogue files to use instead of those in the binary.
    package var catalogueDirectory: String?
    /// What a new environment starts with; a seed may say otherwise.
    package var settings = WorldSettings()
    /// Wins over the settings and over a seed.
    package var consent: ConsentMode?
    /// Wins over the settings and over a seed.
    package var verify: VerifyMode?
    /// Wins over the settings and over a seed.
    package var strictConnections: Bool?
    package var clientID = "skc_100000000000000001"
    package var clientSecret = "test_emulator_secret"
    /// What clients are told instead of the address they used.
    package var publicURL: String?
    package var tlsNames: [String] = []
    package var tlsCertificatePath: String?
    package var tlsKeyPath: String?
    package var strictClients = false
    /// What callers of the control API have to show; without it that API is for loopback only.
    package var controlToken: String?
    /// Hosts besides those of this machine that may be connected to: `api.example.com`, `api.example.com:8443`,
    /// `*.example.com`.
    package var allowedUpstreams: [String] = []
    /// Seconds that a provider may take to answer a tool, or to begin to answer a proxied request.
    package var upstreamTimeout = 30.0
    package var randomSeed: UInt64?
    /// How many calls the journal of an environment keeps; 0 turns it off.
    package var journalLimit = Journal.standardLimit

    package init() {}
}
