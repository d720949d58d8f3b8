import HTTPTypes
import NIOCore

/// What one client may cost. A refusal is an answer where one can still be given, otherwise a closed connection.
struct ListenerLimits: Sendable {
    /// For the first byte of a connection, and for a TLS handshake.
    var handshakeTimeout = TimeAmount.seconds(10)
    /// For a connection on which nothing happens. The real service closes after five minutes.
    var idleTimeout = TimeAmount.minutes(5)
    /// For a request that names no deadline of its own.
    var requestTimeout = TimeAmount.seconds(60)
    /// For the rest of a request whose own deadline is shorter.
    var arrivalGrace = TimeAmount.milliseconds(50)
    /// How long running calls may finish after a stop was asked for.
    var drainTimeout = TimeAmount.seconds(5)
    /// All headers of one request.
    var headerBytes = 64 * 1024
    /// Calls at once on one HTTP/2 connection.
    var concurrentStreams = 256
    /// Connections at once.
    var connections = 4096

    /// The answer to a request that took too long to arrive or to answer.
    var timedOut = Reply(
        head: HTTPResponse(status: .requestTimeout, headerFields: [.contentLength: "0", .connection: "close"]))
}
