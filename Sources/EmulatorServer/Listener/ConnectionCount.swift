import EmulatorCore
import NIOCore
import Synchronization

/// How many connections are open, on all addresses together, and whether one more may be.
final class ConnectionCount: Sendable {
    private let limit: Int
    private let open = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Counts a connection until it closes.
    /// - Throws: when there are too many, which closes the one that asked.
    func admit(_ channel: any Channel) throws {
        guard open.add(1, ordering: .relaxed).newValue <= limit else {
            leave()
            throw EmulatorError(.resourceExhausted, "more than \(limit) connections are open")
        }
        channel.closeFuture.whenComplete { _ in self.leave() }
    }

    private func leave() { open.subtract(1, ordering: .relaxed) }
}
