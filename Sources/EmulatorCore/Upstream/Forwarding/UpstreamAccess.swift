import Synchronization

/// The way out: which hosts may be connected to, and what carries requests there.
package final class UpstreamAccess: Sendable {
    private let hosts: UpstreamHosts
    private let transport: any UpstreamTransport
    /// How long a provider may take to answer a tool, or to begin to answer a proxied request.
    package let limit: Duration
    /// Tells whoever runs the server what went wrong while nobody waited for it.
    let report: @Sendable (String) -> Void
    /// What was found out about base URLs; every call asks, and taking a URL apart costs more than the rest of it.
    private let known = Mutex<[String: Bool]>([:])
    private static let kept = 1_000

    package init(
        hosts: UpstreamHosts, transport: any UpstreamTransport, limit: Duration = .seconds(30),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.hosts = hosts
        self.transport = transport
        self.limit = limit
        self.report = report
    }

    /// Nil for a place that may not be connected to.
    func transport(to url: String) -> (any UpstreamTransport)? {
        let isAllowed = known.withLock { known in
            if let answer = known[url] { return answer }
            if known.count >= Self.kept { known.removeAll() }
            let answer = hosts.allows(url)
            known[url] = answer
            return answer
        }
        return isAllowed ? transport : nil
    }
}

extension World {
    /// Nil when there is no way out, or not to there.
    func transport(to url: String) -> (any UpstreamTransport)? { upstreamAccess?.transport(to: url) }
}
