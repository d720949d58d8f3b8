import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOHTTPTypesHTTP1
import NIOSSL
import NIOTLS

/// Sets up a connection for whatever its client speaks.
struct ConnectionPipeline: Sendable {
    var doors: Doors
    var tls: NIOSSLContext
    var limits: ListenerLimits
    var count: ConnectionCount
    var onTLSFailure: @Sendable (any Error) -> Void

    /// The pipeline of a connection that was just accepted.
    func begin(_ channel: any Channel) throws {
        try count.admit(channel)
        let handler = FirstBytesHandler(timeout: limits.handshakeTimeout) { speech, context in
            switch speech {
            case .tls: try addTLS(to: context)
            case .http2: try addHTTP2(to: context.channel, isSecure: false)
            case .http1: try addHTTP1(to: context.channel, isSecure: false)
            }
        }
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    private func addTLS(to context: ChannelHandlerContext) throws {
        let channel = context.channel
        let failures = TLSFailureHandler(timeout: limits.handshakeTimeout, report: onTLSFailure)
        let negotiation = ApplicationProtocolNegotiationHandler { result, channel in
            channel.eventLoop.makeCompletedFuture {
                switch result {
                case .negotiated("h2"): try addHTTP2(to: channel, isSecure: true)
                case .negotiated, .fallback: try addHTTP1(to: channel, isSecure: true)
                }
            }
        }
        try channel.pipeline.syncOperations.addHandlers([NIOSSLServerHandler(context: tls), failures, negotiation])
    }

    private func addHTTP1(to channel: any Channel, isSecure: Bool) throws {
        let pipeline = channel.pipeline.syncOperations
        var decoder = NIOHTTPDecoderLimitConfiguration()
        decoder.maxHeaderListSize = limits.headerBytes
        decoder.maxHeaderFieldSize = limits.headerBytes
        try pipeline.addHandler(IdleStateHandler(allTimeout: limits.idleTimeout))
        try pipeline.configureHTTPServerPipeline(
            withEncoderConfiguration: HTTPResponseEncoder.Configuration(), withDecoderLimitConfiguration: decoder)
        try pipeline.addHandlers([
            HTTP1Semantics(),
            HTTP1ToHTTPServerCodec(secure: isSecure),
            HTTP1Exchanges(doors: doors, info: info(channel, isSecure), limits: limits),
            LastHandler(),
        ])
    }

    private func addHTTP2(to channel: any Channel, isSecure: Bool) throws {
        let management = NIOHTTP2ServerConnectionManagementHandler.Configuration(
            maxIdleTime: limits.idleTimeout, maxAge: nil, maxGraceTime: limits.drainTimeout, keepalive: nil)
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop, configuration: management)
        try channel.pipeline.syncOperations.addHandlers([
            JoinedWrites(),
            NIOHTTP2Handler(
                mode: .server, connectionConfiguration: http2Connection, streamConfiguration: http2Stream),
            HTTP2Exchanges(
                doors: doors, info: info(channel, isSecure), limits: limits, lifetime: manager.http2StreamDelegate),
            manager,
            LastHandler(),
        ])
    }

    private var http2Connection: NIOHTTP2Handler.ConnectionConfiguration {
        var configuration = NIOHTTP2Handler.ConnectionConfiguration()
        configuration.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.concurrentStreams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerBytes),
            HTTP2Setting(parameter: .initialWindowSize, value: HTTP2Exchanges.window),
        ]
        // gRPC clients ping to measure bandwidth and to keep idle connections, and cancel calls at will;
        // neither is abuse.
        configuration.controlFrameRateLimit.maximumCount = 1_000_000
        // Frames that were on their way when their stream was reset must not cost the client its connection.
        configuration.maximumRecentlyResetStreams = 4 * limits.concurrentStreams
        return configuration
    }

    private var http2Stream: NIOHTTP2Handler.StreamConfiguration {
        var configuration = NIOHTTP2Handler.StreamConfiguration()
        configuration.streamResetFrameRateLimit.maximumCount = 100_000
        return configuration
    }

    private func info(_ channel: any Channel, _ isSecure: Bool) -> ConnectionInfo {
        ConnectionInfo(isSecure: isSecure, remoteAddress: channel.remoteAddress)
    }
}
