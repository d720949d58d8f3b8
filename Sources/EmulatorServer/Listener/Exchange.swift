import HTTPTypes
import NIOCore

/// What the doors see of a connection.
struct ConnectionInfo: Sendable {
    var isSecure: Bool
    var remoteAddress: SocketAddress?
}

/// What a door answers to the head of a request, before its body has arrived.
struct Acceptance: Sendable {
    /// How the body is wanted.
    enum Body: Sendable {
        /// Whole, up to a number of bytes; more is answered with `tooLarge`. What `quickly` answers is not handed to
        /// another thread; it runs on the event loop and may not wait.
        case collected(
            limit: Int, tooLarge: @Sendable () -> Reply, quickly: @Sendable (ByteBuffer) -> Reply? = { _ in nil },
            respond: @Sendable (ByteBuffer) async -> Reply)
        /// As it arrives, for calls that answer before the client has finished.
        case streamed(respond: @Sendable (AsyncThrowingStream<ByteBuffer, any Error>) async -> Reply)
    }

    var body: Body
    /// When the answer must have started, and what is answered when it has not.
    var deadline: (after: TimeAmount, reply: @Sendable () -> Reply)?

    init(body: Body, deadline: (after: TimeAmount, reply: @Sendable () -> Reply)? = nil) {
        self.body = body
        self.deadline = deadline
    }

    /// Answers without looking at the body.
    static func immediately(_ reply: Reply) -> Acceptance {
        Acceptance(body: .collected(limit: 0, tooLarge: { reply }, respond: { _ in reply }))
    }
}

/// A whole answer, or the start of one.
struct Reply: Sendable {
    enum Body: Sendable {
        case none
        case bytes(ByteBuffer)
        /// Written piece by piece; the closure returns the trailers. Throwing resets the stream.
        case streamed(@Sendable (inout ReplyWriter) async throws -> HTTPFields?)
    }

    var head: HTTPResponse
    var body: Body
    var trailers: HTTPFields?

    init(head: HTTPResponse, body: Body = .none, trailers: HTTPFields? = nil) {
        self.head = head
        self.body = body
        self.trailers = trailers
    }
}

/// The doors, as the listener knows them: one function from a request's head to how it is answered.
typealias Doors = @Sendable (HTTPRequest, ConnectionInfo) -> Acceptance
