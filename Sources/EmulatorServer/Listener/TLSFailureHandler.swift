import NIOCore
import NIOSSL
import NIOTLS

/// Ends handshakes that take too long, and reports those that fail.
final class TLSFailureHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let timeout: TimeAmount
    private let report: @Sendable (any Error) -> Void
    private var isDone = false
    private var timer: Scheduled<Void>?

    init(timeout: TimeAmount, report: @escaping @Sendable (any Error) -> Void) {
        self.timeout = timeout
        self.report = report
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
        if case .handshakeCompleted = event as? TLSUserEvent {
            isDone = true
            timer?.cancel()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // TLS 1.3 clients reject a certificate after our side of the handshake is done, as an alert.
        report(error)
        if isDone {
            context.fireErrorCaught(error)
        } else {
            context.close(promise: nil)
        }
    }
}
