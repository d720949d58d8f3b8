import Synchronization

/// Tells calls that take long that time goes by. There is one for all of them, because a timer for each would cost more
/// than most calls do.
final class CallWatch: Sendable {
    private struct Entry {
        var due: ContinuousClock.Instant
        let tell: @Sendable () -> Void
    }

    private struct State {
        var lastNumber = 0
        var entries: [Int: Entry] = [:]
    }

    private let limits: MCPLimits
    private let state = Mutex(State())

    init(limits: MCPLimits) { self.limits = limits }

    /// - Returns: what the call is removed by.
    func add(_ tell: @escaping @Sendable () -> Void) -> Int {
        let entry = Entry(due: .now + limits.patience, tell: tell)
        return state.withLock { state in
            state.lastNumber += 1
            state.entries[state.lastNumber] = entry
            return state.lastNumber
        }
    }

    func remove(_ number: Int) { state.withLock { _ = $0.entries.removeValue(forKey: number) } }

    /// Tells those that have waited long enough, and again when the next keep-alive is due.
    func tick() {
        let now = ContinuousClock.now
        let due = state.withLock { state in
            let due = state.entries.filter { $0.value.due <= now }
            for number in due.keys { state.entries[number]?.due = now + limits.keepalive }
            return due.values.map(\.tell)
        }
        for tell in due { tell() }
    }
}
