import NIOCore
import NIOHTTP2
import NIOTLS

/// The end of every pipeline: a connection that failed or went idle is closed, quietly.
final class LastHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // One HTTP/2 stream's trouble, a cancelled call for example, was answered with a reset of that stream; the
        // calls beside it go on.
        switch error {
        case is NIOHTTP2Errors.StreamError, is NIOHTTP2Errors.StreamClosed, is NIOHTTP2Errors.NoSuchStream: return
        default: break
        }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    }
}
