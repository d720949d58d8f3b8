import EmulatorCore
import Synchronization

/// How much is open right now. What is counted holds a `Place`, which gives itself back when nobody has it any more,
/// so that nothing stays counted when a client vanishes.
final class MCPGauge: Sendable {
    enum Kind: Sendable { case stream, call }

    final class Place: Sendable {
        private let gauge: MCPGauge
        private let kind: Kind

        fileprivate init(_ gauge: MCPGauge, _ kind: Kind) {
            self.gauge = gauge
            self.kind = kind
        }

        deinit { gauge.counts.withLock { $0[kind, default: 0] -= 1 } }
    }

    private let counts = Mutex<[Kind: Int]>([:])

    func count(_ kind: Kind) -> Int { counts.withLock { $0[kind] ?? 0 } }

    /// - Returns: nil when there are as many already.
    func take(_ kind: Kind, atMost limit: Int = .max) -> Place? {
        let isTaken = counts.withLock { counts in
            guard counts[kind, default: 0] < limit else { return false }
            counts[kind, default: 0] += 1
            return true
        }
        return isTaken ? Place(self, kind) : nil
    }
}
