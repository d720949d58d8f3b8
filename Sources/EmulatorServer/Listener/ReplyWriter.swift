import NIOCore

/// Writes the pieces of a streamed answer, each after the one before has left.
struct ReplyWriter: Sendable {
    let exchange: NIOLoopBound<Exchange>
    let eventLoop: any EventLoop

    /// - Throws: when the client or the connection has gone.
    mutating func write(_ piece: ByteBuffer) async throws {
        let written = eventLoop.makePromise(of: Void.self)
        eventLoop.execute { [exchange] in exchange.value.write(piece, promise: written) }
        try await written.futureResult.get()
    }
}
