import NIOCore

/// Joins what is written between two flushes: one TLS record and one packet for many HTTP/2 frames, which come in
/// one or two small buffers each.
final class JoinedWrites: ChannelOutboundHandler {
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// What is larger goes on as it is: copying it would cost more than it saves.
    static let largestCopy = 8 * 1024
    /// Four TLS records.
    private static let fullEnough = 64 * 1024

    private var joined = ByteBuffer()
    private var promises: [EventLoopPromise<Void>] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .byteBuffer(var piece) = unwrapOutboundIn(data), piece.readableBytes <= Self.largestCopy else {
            passOn(context: context)
            context.write(data, promise: promise)
            return
        }
        joined.writeBuffer(&piece)
        if let promise { promises.append(promise) }
        if joined.readableBytes >= Self.fullEnough { passOn(context: context) }
    }

    func flush(context: ChannelHandlerContext) {
        passOn(context: context)
        context.flush()
        // Its memory serves again when nobody holds on to what was in it; a flush may have led to the next write.
        if joined.readableBytes == 0 { joined.clear() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        for promise in promises { promise.fail(ChannelError.ioOnClosedChannel) }
        promises = []
    }

    private func passOn(context: ChannelHandlerContext) {
        guard joined.readableBytes > 0 || !promises.isEmpty else { return }
        let whole = joined
        joined.moveReaderIndex(to: joined.writerIndex)
        context.write(wrapOutboundOut(.byteBuffer(whole)), promise: joinedPromise(on: context.eventLoop))
    }

    /// One promise that keeps all of them.
    private func joinedPromise(on eventLoop: any EventLoop) -> EventLoopPromise<Void>? {
        guard promises.count > 1 else { return promises.popLast() }
        let waiting = promises
        promises = []
        let promise = eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { result in
            for each in waiting { each.completeWith(result) }
        }
        return promise
    }
}
