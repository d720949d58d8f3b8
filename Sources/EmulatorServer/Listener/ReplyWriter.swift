import NIOCore
import NIOHTTPTypes

/// Writes the pieces of a streamed answer, each after the one before has left.
struct ReplyWriter: Sendable {
    let channel: any Channel

    mutating func write(_ buffer: ByteBuffer) async throws {
        try await channel.writeAndFlush(HTTPResponsePart.body(buffer))
    }
}
