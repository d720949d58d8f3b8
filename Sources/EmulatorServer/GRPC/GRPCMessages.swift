import NIOCore

/// The messages of a streamed request, one at a time, as they arrive.
struct GRPCMessages {
    private let call: GRPCCall
    private var chunks: RequestPieces.AsyncIterator
    private var buffer = ByteBuffer()

    init(call: GRPCCall, body: RequestPieces) {
        self.call = call
        chunks = body.makeAsyncIterator()
    }

    /// Nil when the client has sent everything.
    mutating func next() async throws -> [UInt8]? {
        while true {
            if let frame = try GRPCFraming.next(from: &buffer) {
                buffer.discardReadBytes()
                return try call.bytes(of: frame)
            }
            guard let chunk = try await chunks.next() else { return nil }
            buffer.writeImmutableBuffer(chunk)
        }
    }
}
