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

    /// The same for a client that may stop reading without leaving.
    /// - Throws: also when the piece has not left in time, which breaks the answer off.
    mutating func write(_ piece: ByteBuffer, within time: TimeAmount) async throws {
        let written = eventLoop.makePromise(of: Void.self)
        // Whichever is first counts; a promise that was kept cannot be broken.
        let late = eventLoop.scheduleTask(in: time) { written.fail(WriteTookTooLong()) }
        eventLoop.execute { [exchange] in exchange.value.write(piece, promise: written) }
        defer { late.cancel() }
        try await written.futureResult.get()
    }
}

/// The client did not read a piece of an answer in the time that it had.
struct WriteTookTooLong: Error {}
