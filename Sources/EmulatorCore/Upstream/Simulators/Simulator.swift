/// A provider's API, as far as it is played here: a small stateful backend inside the environment. It sees the
/// provider's own requests, whether a tool or a proxied call made them, and answers as the provider does, errors,
/// paging and ids included.
///
/// A new one is a folder of its own beside this file, a file of default data under `fixtures/simulators`, and a line
/// in `Simulators`.
protocol Simulator: Sendable {
    /// The key of the provider that it stands for.
    var providerKey: String { get }
    /// The name of its default data, `fixtures/simulators/<name>.yaml`, which is the provider's slug.
    var dataName: String { get }

    /// Fills the room of an account that nobody entered before.
    /// - Parameter data: the default data or what a seed gives in their place; placeholders are filled in.
    /// - Throws: INVALID_ARGUMENT when a seed's data are not in this simulator's form.
    func furnish(_ room: SimulatorRoom, with data: JSONValue) throws

    /// - Returns: nil for a call that the provider has, perhaps, and this simulator does not play.
    func answer(_ request: UpstreamRequest, in room: SimulatorRoom) throws -> UpstreamResponse?
}

/// Every simulator.
enum Simulators {
    static let all: [any Simulator] = [
        GitHubSimulator(providerKey: "GITHUB"), GitHubSimulator(providerKey: "GITHUBPAT"), GmailSimulator(),
        GoogleCalendarSimulator(), SlackSimulator(),
    ]

    private static let byProvider = Dictionary(uniqueKeysWithValues: all.map { ($0.providerKey, $0) })

    static func simulator(of providerKey: String) -> (any Simulator)? { byProvider[providerKey] }
}
