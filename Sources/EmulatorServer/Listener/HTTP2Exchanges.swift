import NIOCore
import NIOHPACK
import NIOHTTP2

/// The exchanges of an HTTP/2 connection, one per stream.
///
/// A channel of its own for every stream, as NIOHTTP2's multiplexer makes it, costs more than a call does; what a
/// server needs of it is in here: which stream a frame belongs to, and giving the client its window back.
/// `NIOHTTP2Handler` before it has checked every frame against the protocol, counts the windows, holds back what the
/// client has no room for, and lets nothing out for a stream that has ended.
final class HTTP2Exchanges: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias InboundOut = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    /// How many bytes a client may send ahead, on a stream and on the connection.
    static let window = 1 << 20

    private let doors: Doors
    private let info: ConnectionInfo
    private let limits: ListenerLimits
    /// Hears of every stream, so that it knows when the connection is idle.
    private let lifetime: any NIOHTTP2StreamDelegate
    private var exchanges: [HTTP2StreamID: Exchange] = [:]
    /// Streams whose requests are held up, with what is left of their windows.
    private var held: [HTTP2StreamID: Int] = [:]
    /// Streams that began since the last batch of reads was over.
    private var begun: [HTTP2StreamID] = []
    /// In a batch of reads what is written is flushed at its end: many answers in one packet.
    private var isReading = false

    init(doors: @escaping Doors, info: ConnectionInfo, limits: ListenerLimits, lifetime: any NIOHTTP2StreamDelegate) {
        self.doors = doors
        self.info = info
        self.limits = limits
        self.lifetime = lifetime
    }

    /// How many streams are open.
    var count: Int { exchanges.count }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .headers(let headers): receive(headers, on: frame.streamID, context: context)
        case .data(let data): receive(data, on: frame.streamID)
        // The end of a stream comes as an event, whichever way it ended.
        case .rstStream, .priority, .windowUpdate, .pushPromise: break
        case .settings, .ping, .goAway, .alternativeService, .origin:
            context.fireChannelRead(self.wrapInboundOut(frame))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        for stream in begun { exchanges[stream]?.arm() }
        begun.removeAll(keepingCapacity: true)
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as NIOHTTP2WindowUpdatedEvent: widen(event, context: context)
        case let event as StreamClosedEvent: close(event.streamID, context: context)
        case is NIOHTTP2StreamCreatedEvent: break
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        let open = exchanges
        exchanges = [:]
        held = [:]
        for exchange in open.values { exchange.abandon() }
        context.fireChannelInactive()
    }

    private func receive(
        _ headers: HTTP2Frame.FramePayload.Headers, on stream: HTTP2StreamID, context: ChannelHandlerContext
    ) {
        if let exchange = exchanges[stream] {
            // A second block of headers are trailers, which say nothing to us.
            if headers.endStream { exchange.finish() }
            return
        }
        let sink = HTTP2Stream(id: stream, connection: self, context: context)
        guard let head = RequestHead(headers.headers) else { return sink.reset(.protocolError) }
        lifetime.streamCreated(stream, channel: context.channel)
        let exchange = Exchange(head, doors: doors, info: info, limits: limits, sink: sink)
        exchanges[stream] = exchange
        begun.append(stream)
        if headers.endStream { exchange.finish() }
    }

    private func receive(_ data: HTTP2Frame.FramePayload.Data, on stream: HTTP2StreamID) {
        guard let exchange = exchanges[stream], case .byteBuffer(let piece) = data.data else { return }
        exchange.receive(piece)
        if data.endStream { exchange.finish() }
    }

    private func close(_ stream: HTTP2StreamID, context: ChannelHandlerContext) {
        held[stream] = nil
        guard let exchange = exchanges.removeValue(forKey: stream) else { return }
        exchange.abandon()
        lifetime.streamClosed(stream, channel: context.channel)
    }

    /// Gives back what was used of a window when half of it is gone, unless the request is held up.
    private func widen(_ event: NIOHTTP2WindowUpdatedEvent, context: ChannelHandlerContext) {
        guard let size = event.inboundWindowSize else { return }
        if held[event.streamID] != nil { return held[event.streamID] = size }
        guard event.streamID == .rootStream || exchanges[event.streamID] != nil else { return }
        widen(event.streamID, from: size, context: context)
    }

    private func widen(_ stream: HTTP2StreamID, from size: Int, context: ChannelHandlerContext) {
        guard size <= Self.window / 2 else { return }
        write(.windowUpdate(windowSizeIncrement: Self.window - size), on: stream, context: context)
        flush(context: context)
    }

    func hold(_ stream: HTTP2StreamID) {
        // The event about the piece that was just read is still to come.
        if exchanges[stream] != nil { held[stream] = Self.window }
    }

    func letGo(_ stream: HTTP2StreamID, context: ChannelHandlerContext) {
        guard let size = held.removeValue(forKey: stream), exchanges[stream] != nil else { return }
        widen(stream, from: size, context: context)
    }

    func isOpen(_ stream: HTTP2StreamID) -> Bool { exchanges[stream] != nil }

    func write(
        _ payload: HTTP2Frame.FramePayload, on stream: HTTP2StreamID, context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>? = nil
    ) {
        context.write(wrapOutboundOut(HTTP2Frame(streamID: stream, payload: payload)), promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        if !isReading { context.flush() }
    }
}
