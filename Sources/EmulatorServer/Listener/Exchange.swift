import EmulatorCore
import NIOCore
import NIOHPACK

/// One request and its answer, the same for an HTTP/2 stream and an HTTP/1 connection. Lives on an event loop.
final class Exchange {
    /// How far the request has come.
    private enum Request {
        /// The body is gathered; the call is answered at its end.
        case collecting(any CollectedCall)
        /// The answer is being made or written already, and hears of every piece.
        case streaming(RequestPieces.Source, room: Int)
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
    /// Whether the request is held up, because nobody has read what came.
    private var isPaused = false
    /// When a piece of a streamed request came last.
    private var lastPiece = NIODeadline.now()
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
        case .streamed(let limit, let respond):
            let relay = Relay(eventLoop: sink.eventLoop)
            let (source, pieces) = RequestPieces.make(onDemand: relay.resume)
            request = .streaming(source, room: limit ?? .max)
            relay.exchange.value = self
            start { await respond(pieces) }
        }
    }

    /// The reader's wish for more, brought to the event loop.
    private struct Relay: Sendable {
        let eventLoop: any EventLoop
        let exchange: NIOLoopBoundBox<Exchange?>

        init(eventLoop: any EventLoop) {
            self.eventLoop = eventLoop
            exchange = NIOLoopBoundBox(nil, eventLoop: eventLoop)
        }

        func resume() { eventLoop.execute { exchange.value?.resume() } }
    }

    /// The client or the connection has gone.
    func abandon() {
        dropRequest(throwing: CancellationError())
        answer = .over
        task?.cancel()
        timer?.cancel()
    }

    private func dropRequest(throwing error: (any Error)? = nil) {
        if case .streaming(let source, _) = request { source.finish(throwing: error) }
        resume()
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
        case .streaming(let source, let room):
            guard piece.readableBytes <= room else { return dropRequest(throwing: StreamTooLong()) }
            request = .streaming(source, room: room - piece.readableBytes)
            lastPiece = .now()
            if source.yield(piece) { pause() }
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
        case .streaming(let source, _):
            request = .complete
            source.finish()
            resume()
        case .complete, .dropped: break
        }
    }

    private func pause() {
        guard !isPaused else { return }
        isPaused = true
        sink.pause()
    }

    private func resume() {
        guard isPaused else { return }
        isPaused = false
        sink.resume()
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
            bound.value.timePassed()
        }
    }

    /// A request that is still on its way is given more time, unless the client named a deadline.
    private func timePassed() {
        if deadline == nil, case .streaming = request, lastPiece + limits.requestTimeout > .now() { return arm() }
        expire(deadline?.reply() ?? limits.timedOut)
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
        case .broken(let what):
            close()
            if what == .connection { sink.breakConnection() } else { sink.reset() }
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
