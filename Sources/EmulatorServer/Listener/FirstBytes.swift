import NIOCore

/// What a client speaks, told by the first bytes it sends.
enum Speech: Sendable, Equatable {
    case tls
    /// HTTP/2 by prior knowledge.
    case http2
    case http1

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    /// Nil while more bytes are needed to tell.
    static func recognise(_ bytes: ByteBufferView) -> Speech? {
        guard let first = bytes.first else { return nil }
        // A TLS record of type handshake; no HTTP method starts with it.
        if first == 0x16 { return .tls }
        if bytes.count >= preface.count { return bytes.starts(with: preface) ? .http2 : .http1 }
        return preface.starts(with: bytes) ? nil : .http1
    }
}

/// Waits for enough bytes to tell what is spoken, sets up the pipeline for it, and steps out of the way.
final class FirstBytesHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let timeout: TimeAmount
    private let configure: (Speech, ChannelHandlerContext) throws -> Void
    private var received = ByteBuffer()
    private var isDecided = false
    private var timer: Scheduled<Void>?

    init(timeout: TimeAmount, configure: @escaping (Speech, ChannelHandlerContext) throws -> Void) {
        self.timeout = timeout
        self.configure = configure
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Nobody has asked anything yet, so there is nothing to drain.
        if event is ChannelShouldQuiesceEvent, !isDecided { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDecided else { return context.fireChannelRead(data) }
        received.writeImmutableBuffer(unwrapInboundIn(data))
        guard let speech = Speech.recognise(received.readableBytesView) else { return }
        isDecided = true
        timer?.cancel()
        do {
            try configure(speech, context)
        } catch {
            context.fireErrorCaught(error)
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(wrapInboundOut(received))
        context.fireChannelReadComplete()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
