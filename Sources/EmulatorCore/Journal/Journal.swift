import DequeModule
import Synchronization

package import struct Foundation.Date

/// What was called in one environment: the newest calls, in memory. Writing costs a call well under a microsecond;
/// reading takes the rest of the work.
package final class Journal: Sendable {
    /// The most entries that are kept; 0 for a journal that keeps nothing.
    package let limit: Int
    /// And the most memory they may take together, in bytes.
    private static let memory = 8 * 1024 * 1024
    package static let standardLimit = 10_000

    private struct State {
        var entries: Deque<JournalEntry> = []
        var size = 0
        var last = 0
        /// How many were dropped to make room.
        var dropped = 0
        var retries = Retries()
        var followers: [Int: AsyncStream<JournalEntry>.Continuation] = [:]
        var lastFollower = 0
    }

    private let state = Mutex(State())

    package init(limit: Int = Journal.standardLimit) { self.limit = limit }

    package var isOff: Bool { limit == 0 }

    /// - Parameter isDelivered: whether the caller got the answer.
    package func append(
        _ call: JournalCall, _ result: CallResult?, failure: EmulatorError? = nil, faults: [AppliedFault] = [],
        isDelivered: Bool = true, at now: Date
    ) {
        guard !isOff else { return }
        state.withLock { state in
            state.last += 1
            let code = failure?.code ?? result?.status.flatMap { EmulatorError.Code(httpStatus: $0) }
            let isOver = isDelivered && !(code?.invitesRetry ?? false)
            let entry = JournalEntry(
                number: state.last, call, result: result, failure: failure,
                attempt: state.retries.note(call, isOver: isOver, at: now), faults: faults, endedAt: now)
            state.entries.append(entry)
            state.size += entry.size
            while state.entries.count > limit || state.size > Self.memory, let oldest = state.entries.popFirst() {
                state.size -= oldest.size
                state.dropped += 1
            }
            for follower in state.followers.values { follower.yield(entry) }
        }
    }

    /// Everything there is, the oldest first.
    package var contents: Contents { state.withLock { Contents(entries: Array($0.entries), dropped: $0.dropped) } }

    package struct Contents: Sendable {
        package var entries: [JournalEntry]
        /// How many older ones were dropped to make room.
        package var dropped: Int
    }

    /// Takes everything out. Numbers go on.
    package func clear() {
        state.withLock { state in
            state.entries.removeAll()
            state.size = 0
            state.dropped = 0
            state.retries = Retries()
        }
    }

    /// As in an environment that was just made. Whoever follows stays.
    package func restart() {
        clear()
        state.withLock { $0.last = 0 }
    }

    /// What there is, and everything that comes, without a gap between them. A follower that is too slow loses the
    /// oldest of what waits for it.
    package func follow() -> (Contents, AsyncStream<JournalEntry>) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: JournalEntry.self, bufferingPolicy: .bufferingNewest(Self.standardLimit))
        let (contents, id) = state.withLock { state in
            state.lastFollower += 1
            state.followers[state.lastFollower] = continuation
            return (Contents(entries: Array(state.entries), dropped: state.dropped), state.lastFollower)
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.followers.removeValue(forKey: id) }
        }
        return (contents, stream)
    }
}
