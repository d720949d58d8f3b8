import EmulatorCore

/// A call that is being answered, apart from the task that waits for it: what waits may go over from a plain answer to
/// a stream of events, or be gone. When it is gone the call is cancelled.
struct RunningCall: Sendable {
    enum Event: Sendable {
        /// Time went by: the client should hear that somebody is alive.
        case waiting
        case answered([RPCAnswer])
    }

    /// Ends after `answered`.
    let events: AsyncStream<Event>

    /// - Parameters:
    ///   - watch: says when time has gone by.
    ///   - cancellation: hands out how the call is ended from outside, with what is answered then.
    ///   - whenOver: once, when the call is over, however it ended.
    init(
        watch: CallWatch, place: MCPGauge.Place?,
        cancellation: (@escaping @Sendable ([RPCAnswer]) -> Void) -> Void = { _ in },
        whenOver: @escaping @Sendable () -> Void = {},
        _ answer: @escaping @Sendable () async -> [RPCAnswer]
    ) {
        let (events, continuation) = AsyncStream<Event>.makeStream()
        self.events = events
        let number = watch.add { continuation.yield(.waiting) }
        let work = Task {
            let answers = await answer()
            watch.remove(number)
            continuation.yield(.answered(answers))
            continuation.finish()
            whenOver()
            withExtendedLifetime(place) {}
        }
        continuation.onTermination = { _ in
            watch.remove(number)
            work.cancel()
        }
        cancellation { answers in
            // What comes first is the answer.
            continuation.yield(.answered(answers))
            continuation.finish()
        }
    }
}
