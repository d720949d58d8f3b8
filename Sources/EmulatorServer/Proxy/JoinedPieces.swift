import NIOCore

/// What was read of a request's body, and the rest of it.
struct JoinedPieces: AsyncSequence, Sendable {
    typealias Failure = any Error

    struct AsyncIterator: AsyncIteratorProtocol {
        var first: [UInt8]?
        var rest: RequestPieces.AsyncIterator

        mutating func next() async throws -> [UInt8]? {
            if let first {
                self.first = nil
                return first
            }
            return try await rest.next().map { Array($0.readableBytesView) }
        }
    }

    let first: ByteBuffer
    let rest: RequestPieces.AsyncIterator

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(first: Array(first.readableBytesView), rest: rest) }
}
