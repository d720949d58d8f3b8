import NIOCore

/// What one MCP client may cost. Times are of the machine's own clock, not of an environment's: they guard the process.
struct MCPLimits: Sendable {
    /// The largest message; the official server's number.
    var messageBytes = 4 * 1024 * 1024
    /// Messages in one batch.
    var batch = 100
    /// Sessions at once.
    var sessions = 10_000
    /// How long a session lives in which nothing happens.
    var sessionIdle = Duration.seconds(30 * 60)
    /// Streams of notices at once.
    var streams = 1024
    /// After this a stream of notices ends, and the client may open another.
    var streamLifetime = Duration.seconds(60 * 60)
    /// How often a stream of notices looks for something new.
    var noticeInterval = Duration.milliseconds(250)
    /// How long a call may take before its answer becomes a stream of events, if its client reads those.
    var patience = Duration.seconds(5)
    /// How often a stream without news says that it is alive.
    var keepalive = Duration.seconds(15)
    /// How long a client may take to read one piece of a stream.
    var write = TimeAmount.seconds(60)
    /// Tools on one page of `tools/list`.
    var page = 100
}
