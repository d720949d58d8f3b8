import NIOCore

/// The body of a streamed request, piece by piece. A client that sends faster than somebody reads is held up, so what
/// waits here is bounded.
struct RequestPieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    fileprivate typealias Producer = NIOThrowingAsyncSequenceProducer<
        ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, Demand
    >

    /// For one reader at a time, who may hand it on: what it points to is behind a lock, only two waiting at once are
    /// an error, so `@unchecked`.
    struct AsyncIterator: AsyncIteratorProtocol, @unchecked Sendable {
        fileprivate var pieces: Producer.AsyncIterator

        mutating func next() async throws -> ByteBuffer? { try await pieces.next() }
    }

    private let producer: Producer

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: producer.makeAsyncIterator()) }

    /// - Parameter demand: called on any thread when there is room for more.
    static func make(onDemand demand: @escaping @Sendable () -> Void) -> (Source, RequestPieces) {
        let made = Producer.makeSequence(
            backPressureStrategy: .init(lowWatermark: 2, highWatermark: 8), finishOnDeinit: true,
            delegate: Demand(more: demand))
        return (Source(source: made.source), RequestPieces(producer: made.sequence))
    }

    /// Where the connection puts what it reads.
    struct Source {
        fileprivate let source: Producer.Source

        /// Whether the next piece should wait until `onDemand`.
        func yield(_ piece: ByteBuffer) -> Bool {
            if case .stopProducing = source.yield(piece) { true } else { false }
        }

        func finish(throwing error: (any Error)? = nil) {
            if let error { source.finish(error) } else { source.finish() }
        }
    }

    fileprivate struct Demand: NIOAsyncSequenceProducerDelegate {
        let more: @Sendable () -> Void

        func produceMore() { more() }
        /// Nobody reads on: what comes is dropped, and must not be held up.
        func didTerminate() { more() }
    }
}
