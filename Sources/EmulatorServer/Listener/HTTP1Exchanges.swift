import HTTPTypes
import NIOCore
import NIOHPACK
import NIOHTTPTypes

/// The exchanges of an HTTP/1 connection, one after the other.
final class HTTP1Exchanges: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    private let doors: Doors
    private let info: ConnectionInfo
    private let limits: ListenerLimits
    private var current: Exchange?
    /// Whether it began since the last batch of reads was over.
    private var isNew = false

    init(doors: @escaping Doors, info: ConnectionInfo, limits: ListenerLimits) {
        self.doors = doors
        self.info = info
        self.limits = limits
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isNew = true
            current = Exchange(
                RequestHead(head), doors: doors, info: info, limits: limits, sink: Sink(context: context))
        case .body(let buffer): current?.receive(buffer)
        case .end:
            current?.finish()
            arm()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        arm()
        context.fireChannelReadComplete()
    }

    private func arm() {
        if isNew { current?.arm() }
        isNew = false
    }

    func channelInactive(context: ChannelHandlerContext) {
        abandon()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        abandon()
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    private func abandon() {
        current?.abandon()
        current = nil
    }
}

extension HTTP1Exchanges {
    private struct Sink: ReplySink {
        let context: ChannelHandlerContext

        var eventLoop: any EventLoop { context.eventLoop }

        func write(_ head: Reply.Head, _ body: ByteBuffer?, trailers: HPACKHeaders?, isEarly: Bool) {
            put(.head(head.response))
            if let body { put(.body(body)) }
            end(trailers, isEarly: isEarly)
        }

        func open(_ head: Reply.Head) {
            put(.head(head.response))
            context.flush()
        }

        func write(_ piece: ByteBuffer, promise: EventLoopPromise<Void>?) {
            put(.body(piece), promise: promise)
            context.flush()
        }

        /// `HTTP1Semantics` closes the connection after an early answer.
        func end(_ trailers: HPACKHeaders?, isEarly: Bool) {
            put(.end(trailers.map(HTTPFields.init)))
            context.flush()
        }

        /// By not reading from the connection, so that TCP's window fills.
        func pause() { setReading(false) }
        func resume() { setReading(true) }

        private func setReading(_ isReading: Bool) {
            try? context.channel.syncOptions?.setOption(.autoRead, value: isReading)
        }

        func reset() { context.close(promise: nil) }

        func breakConnection() { context.channel.breakOff() }

        private func put(_ part: HTTPResponsePart, promise: EventLoopPromise<Void>? = nil) {
            context.write(NIOAny(part), promise: promise)
        }
    }
}
