import NIOCore
import NIOHPACK
import NIOHTTP2

/// Where an exchange on an HTTP/2 stream is answered.
struct HTTP2Stream: ReplySink {
    let id: HTTP2StreamID
    let connection: HTTP2Exchanges
    let context: ChannelHandlerContext

    var eventLoop: any EventLoop { context.eventLoop }

    func write(_ head: Reply.Head, _ body: ByteBuffer?, trailers: HPACKHeaders?, isEarly: Bool) {
        if let trailers {
            put(.headers(.init(headers: head.packed)))
            if let body { put(.data(.init(data: .byteBuffer(body)))) }
            putLast(.headers(.init(headers: trailers, endStream: true)), isEarly: isEarly)
        } else if let body {
            put(.headers(.init(headers: head.packed)))
            putLast(.data(.init(data: .byteBuffer(body), endStream: true)), isEarly: isEarly)
        } else {
            putLast(.headers(.init(headers: head.packed, endStream: true)), isEarly: isEarly)
        }
        connection.flush(context: context)
    }

    func open(_ head: Reply.Head) {
        put(.headers(.init(headers: head.packed)))
        connection.flush(context: context)
    }

    func write(_ piece: ByteBuffer, promise: EventLoopPromise<Void>?) {
        put(.data(.init(data: .byteBuffer(piece))), promise: promise)
        connection.flush(context: context)
    }

    func end(_ trailers: HPACKHeaders?, isEarly: Bool) {
        if let trailers {
            putLast(.headers(.init(headers: trailers, endStream: true)), isEarly: isEarly)
        } else {
            putLast(.data(.init(data: .byteBuffer(ByteBuffer()), endStream: true)), isEarly: isEarly)
        }
        connection.flush(context: context)
    }

    /// By not giving the stream's window back. The connection's is: other streams live from it.
    func pause() { connection.hold(id) }
    func resume() { connection.letGo(id, context: context) }

    func reset() { reset(.internalError) }

    func breakConnection() { context.channel.breakOff() }

    func reset(_ reason: HTTP2ErrorCode) {
        put(.rstStream(reason))
        connection.flush(context: context)
    }

    /// After the last frame of an early answer the client is told to send no more (RFC 9113, section 8.1); curl waits
    /// for ever to send the rest otherwise.
    private func putLast(_ payload: HTTP2Frame.FramePayload, isEarly: Bool) {
        guard isEarly else { return put(payload) }
        let written = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenSuccess {
            let stream = bound.value
            if stream.connection.isOpen(stream.id) { stream.reset(.noError) }
        }
        put(payload, promise: written)
    }

    private func put(_ payload: HTTP2Frame.FramePayload, promise: EventLoopPromise<Void>? = nil) {
        connection.write(payload, on: id, context: context, promise: promise)
    }
}
