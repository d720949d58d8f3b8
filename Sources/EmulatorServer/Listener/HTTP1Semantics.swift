import NIOCore
import NIOHTTP1

/// What HTTP/1 asks of a server beyond its syntax: `Connection`, HTTP/1.0 and `Expect: 100-continue`.
final class HTTP1Semantics: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var keepsAlive = true
    private var requestIsComplete = true
    private var version = HTTPVersion.http1_1

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            keepsAlive = head.isKeepAlive
            version = head.version
            requestIsComplete = false
            if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
                let interim = HTTPResponseHead(version: head.version, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
            }
        case .body: break
        case .end: requestIsComplete = true
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where !head.isInformational:
            // An answer that overtakes its request leaves bytes on the way that nobody wants to parse.
            if !requestIsComplete || head.headers.contains(name: "connection") { keepsAlive = false }
            if head.headers["content-length"].isEmpty, version == .http1_0 { keepsAlive = false }
            head.version = version
            head.headers.replaceOrAdd(name: "connection", value: keepsAlive ? "keep-alive" : "close")
            if keepsAlive, version != .http1_0 { head.headers.remove(name: "connection") }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end where !keepsAlive:
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.write(data).whenComplete { _ in bound.value.close(mode: .all, promise: nil) }
            promise?.succeed()
        case .head, .body, .end:
            context.write(data, promise: promise)
        }
    }
}

extension HTTPResponseHead {
    fileprivate var isInformational: Bool { (100..<200).contains(status.code) }
}
