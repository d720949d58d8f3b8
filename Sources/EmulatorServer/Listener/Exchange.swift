import NIOCore
import NIOHPACK

/// One request and its answer, the same for an HTTP/2 stream and an HTTP/1 connection. Lives on an event loop.
final class Exchange {
    /// How far the request has come.
    private enum Request {
        /// The body is gathered; the call is answered at its end.
        case collecting(any CollectedCall)
        /// The answer is being made or written already, and hears of every piece.
        case streaming(AsyncThrowingStream<ByteBuffer, any Error>.Continuation, received: Int)
        case complete
        /// Answered before it was complete, or given up; the rest of it is of no interest.
        case dropped
    }

    /// How far the answer has come.
    private enum Answer {
        case awaited
        /// Its head is written, and its pieces as they are made.
        case streaming
        /// Written to its end, or given up.
        case over
    }

    private let sink: any ReplySink
    private let limits: ListenerLimits
    private let isHead: Bool
    private var request: Request
    private var answer = Answer.awaited
    private var body = ByteBuffer()
    private var task: Task<Void, Never>?
    private var timer: Scheduled<Void>?
    /// The client's own, if it named one.
    private let deadline: (at: NIODeadline, reply: @Sendable () -> Reply)?

    /// Asks the doors; a call that answers before the client has finished starts at once.
    init(_ head: RequestHead, doors: Doors, info: ConnectionInfo, limits: ListenerLimits, sink: any ReplySink) {
        self.sink = sink
        self.limits = limits
        isHead = head.method == "HEAD"
        let acceptance = doors(head, info)
        deadline = acceptance.deadline.map { (.now() + $0.after, $0.reply) }
        switch acceptance.body {
        case .collected(let call):
            request = .collecting(call)
        case .streamed(let respond):
            let (stream, continuation) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
            request = .streaming(continuation, received: 0)
            start { await respond(stream) }
        }
    }

    /// The client or the connection has gone.
    func abandon() {
        dropRequest(throwing: CancellationError())
        answer = .over
        task?.cancel()
        timer?.cancel()
    }

    private func dropRequest(throwing error: (any Error)? = nil) {
        if case .streaming(let continuation, _) = request { continuation.finish(throwing: error) }
        if case .complete = request { return }
        request = .dropped
        body = ByteBuffer()
    }
}

// MARK: The request

extension Exchange {
    func receive(_ piece: ByteBuffer) {
        switch request {
        case .collecting(let call):
            guard body.readableBytes + piece.readableBytes <= call.bodyLimit else {
                dropRequest()
                return write(call.tooLarge())
            }
            body.writeImmutableBuffer(piece)
        case .streaming(let continuation, let received):
            let total = received + piece.readableBytes
            guard total <= limits.streamedBytes else { return dropRequest(throwing: StreamTooLong()) }
            request = .streaming(continuation, received: total)
            continuation.yield(piece)
        case .complete, .dropped: break
        }
    }

    /// The request has arrived whole.
    func finish() {
        switch request {
        case .collecting(let call):
            request = .complete
            let whole = body
            body = ByteBuffer()
            if let reply = call.answerAtOnce(whole) { return give(reply) }
            start { await call.answer(whole) }
            if timer != nil, deadline != nil { arm() }
        case .streaming(let continuation, _):
            request = .complete
            continuation.finish()
        case .complete, .dropped: break
        }
    }

    /// Starts the clock. Apart from the beginning, because most exchanges are over before a clock would be of use.
    ///
    /// A request that has not arrived whole gets a moment more, however short its deadline: curl 7.88 hangs or fails
    /// when the answer is complete before it has begun to send the body.
    func arm() {
        guard case .awaited = answer else { return }
        timer?.cancel()
        let due = deadline?.at ?? .now() + limits.requestTimeout
        let bound = NIOLoopBound(self, eventLoop: sink.eventLoop)
        timer = sink.eventLoop.scheduleTask(deadline: isEarly ? max(due, .now() + limits.arrivalGrace) : due) {
            let exchange = bound.value
            exchange.expire(exchange.deadline?.reply() ?? exchange.limits.timedOut)
        }
    }

    /// The deadline passed: before an answer the reply is the answer, in the middle of one its trailers end it.
    private func expire(_ reply: Reply) {
        switch answer {
        case .awaited:
            task?.cancel()
            dropRequest(throwing: CancellationError())
            write(reply)
        case .streaming:
            task?.cancel()
            end(reply.trailers)
        case .over: break
        }
    }
}

// MARK: The answer

extension Exchange {
    private func start(_ respond: @escaping @Sendable () async -> Reply) {
        let bound = NIOLoopBound(self, eventLoop: sink.eventLoop)
        task = Task { [eventLoop = sink.eventLoop] in
            let reply = await respond()
            eventLoop.execute { bound.value.give(reply) }
        }
    }

    private func give(_ reply: Reply) {
        guard case .awaited = answer else { return }
        if let deadline, deadline.at <= .now() {
            expire(deadline.reply())
        } else {
            write(reply)
        }
    }

    private func write(_ reply: Reply) {
        switch reply.body {
        case .streamed(let produce) where !isHead:
            answer = .streaming
            // A deadline of the client's own also ends a stream; ours is for the start of an answer only.
            if deadline == nil { timer?.cancel() }
            sink.open(reply.head)
            stream(produce)
        case .bytes(let bytes) where !isHead:
            close()
            sink.write(reply.head, bytes, trailers: reply.trailers, isEarly: isEarly)
        case .none, .bytes, .streamed:
            close()
            sink.write(reply.head, nil, trailers: reply.trailers, isEarly: isEarly)
        }
    }

    private func stream(_ produce: @escaping @Sendable (inout ReplyWriter) async throws -> HPACKHeaders?) {
        let bound = NIOLoopBound(self, eventLoop: sink.eventLoop)
        task = Task { [eventLoop = sink.eventLoop] in
            var writer = ReplyWriter(exchange: bound, eventLoop: eventLoop)
            let result: Result<HPACKHeaders?, any Error>
            do { result = .success(try await produce(&writer)) } catch { result = .failure(error) }
            eventLoop.execute { bound.value.streamed(result) }
        }
    }

    func write(_ piece: ByteBuffer, promise: EventLoopPromise<Void>?) {
        guard case .streaming = answer else {
            promise?.fail(CancellationError())
            return
        }
        sink.write(piece, promise: promise)
    }

    private func streamed(_ result: Result<HPACKHeaders?, any Error>) {
        guard case .streaming = answer else { return }
        switch result {
        case .success(let trailers): end(trailers)
        case .failure:
            close()
            sink.reset()
        }
    }

    private func end(_ trailers: HPACKHeaders?) {
        close()
        sink.end(trailers, isEarly: isEarly)
    }

    private var isEarly: Bool { if case .complete = request { false } else { true } }

    private func close() {
        answer = .over
        timer?.cancel()
        dropRequest()
    }
}

/// More came in on a streamed request than a client may send.
struct StreamTooLong: Error {}
