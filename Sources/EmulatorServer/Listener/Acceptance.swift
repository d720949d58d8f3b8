import NIOCore

/// What the doors see of a connection.
struct ConnectionInfo: Sendable {
    var isSecure: Bool
    var remoteAddress: SocketAddress?
}

/// The doors, as the listener knows them: one function from a request's head to how it is answered.
typealias Doors = @Sendable (RequestHead, ConnectionInfo) -> Acceptance

/// What a door answers to the head of a request, before its body has arrived.
struct Acceptance: Sendable {
    /// How the body is wanted.
    enum Body: Sendable {
        /// Whole.
        case collected(any CollectedCall)
        /// As it arrives, for calls that answer before the client has finished, and for bodies that are too large to
        /// be held.
        /// - limit: the most bytes it may have; reading on throws `StreamTooLong`. Nil for no limit.
        case streamed(limit: Int?, respond: @Sendable (RequestPieces) async -> Reply)
    }

    var body: Body
    /// When the answer must have started, and what is answered when it has not.
    var deadline: (after: TimeAmount, reply: @Sendable () -> Reply)?

    init(body: Body, deadline: (after: TimeAmount, reply: @Sendable () -> Reply)? = nil) {
        self.body = body
        self.deadline = deadline
    }

    /// Answers without looking at the body.
    static func immediately(_ reply: Reply) -> Acceptance { Acceptance(body: .collected(AnsweredCall(reply: reply))) }
}

/// A call that is answered when the whole of its body is there.
protocol CollectedCall: Sendable {
    /// The most bytes its body may have.
    var bodyLimit: Int { get }
    /// What is answered to more.
    func tooLarge() -> Reply
    /// On the event loop, where nothing may wait. Nil hands the call to another thread.
    func answerAtOnce(_ body: ByteBuffer) -> Reply?
    func answer(_ body: ByteBuffer) async -> Reply
}

extension CollectedCall {
    func answerAtOnce(_ body: ByteBuffer) -> Reply? { nil }
}

/// A call whose answer does not depend on its body.
private struct AnsweredCall: CollectedCall {
    let reply: Reply
    var bodyLimit: Int { 0 }

    func tooLarge() -> Reply { reply }
    func answerAtOnce(_ body: ByteBuffer) -> Reply? { reply }
    func answer(_ body: ByteBuffer) async -> Reply { reply }
}
