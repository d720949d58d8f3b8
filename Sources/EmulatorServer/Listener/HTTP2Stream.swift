import NIOCore
import NIOHPACK
import NIOHTTP2

/// Where an exchange on an HTTP/2 stream is answered.
struct HTTP2Stream: ReplySink {
    let id: HTTP2StreamID
    let connection: HTTP2Exchanges
    let context: ChannelHandlerContext

    var eventLoop: any EventLoop { context.eventLoop }

    func write(_ head: Reply.Head, _ body: ByteBuffer?, trailers: HPACKHeaders?) {
        put(.headers(.init(headers: head.packed, endStream: body == nil && trailers == nil)))
        if let body { put(.data(.init(data: .byteBuffer(body), endStream: trailers == nil))) }
        if let trailers { put(.headers(.init(headers: trailers, endStream: true))) }
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

    func end(_ trailers: HPACKHeaders?) {
        if let trailers {
            put(.headers(.init(headers: trailers, endStream: true)))
        } else {
            put(.data(.init(data: .byteBuffer(ByteBuffer()), endStream: true)))
        }
        connection.flush(context: context)
    }

    func reset() { reset(.internalError) }

    func reset(_ reason: HTTP2ErrorCode) {
        put(.rstStream(reason))
        connection.flush(context: context)
    }

    private func put(_ payload: HTTP2Frame.FramePayload, promise: EventLoopPromise<Void>? = nil) {
        connection.write(payload, on: id, context: context, promise: promise)
    }
}
