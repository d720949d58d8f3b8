import NIOCore
import NIOEmbedded
import NIOHPACK
import NIOHTTP2
import Synchronization
import Testing

@testable import EmulatorServer

struct HTTP2ExchangesTests {
    private let streams = OpenStreams()
    private let exchanges: HTTP2Exchanges
    private let channel: EmbeddedChannel

    init() throws {
        exchanges = HTTP2Exchanges(
            doors: { head, _ in Acceptance(body: .collected(Echo(path: head.path))) },
            info: ConnectionInfo(isSecure: true, remoteAddress: nil), limits: ListenerLimits(), lifetime: streams)
        channel = EmbeddedChannel(handler: exchanges)
    }

    @Test func `every stream gets its own answer, whatever the order of the frames`() throws {
        try open(1)
        try open(3)
        try send("three", on: 3)
        try send("one", on: 1)
        let frames = try written()
        #expect(frames.map(\.streamID) == [3, 3, 3, 1, 1, 1])
        #expect(frames.compactMap(\.text) == ["/3 three", "/1 one"])
        #expect(frames.map(\.endsStream) == [false, false, true, false, false, true])
    }

    @Test func `a body may come in pieces and end with trailers`() throws {
        try open(1)
        try send("in ", on: 1, isLast: false)
        try send("pieces", on: 1, isLast: false)
        #expect(try written().isEmpty)
        try receive(.headers(.init(headers: ["x-checksum": "1"], endStream: true)), on: 1)
        #expect(try written().compactMap(\.text) == ["/1 in pieces"])
    }

    @Test func `the flush is left to the end of a batch of reads`() throws {
        try open(1, isLast: true)
        #expect(try channel.readOutbound(as: HTTP2Frame.self) == nil)
        #expect(try written().count == 3)
    }

    @Test func `a stream that ends takes nothing of the others with it`() throws {
        try open(1)
        try open(3)
        channel.pipeline.fireUserInboundEventTriggered(StreamClosedEvent(streamID: 1, reason: .cancel))
        #expect(exchanges.count == 1)
        #expect(streams.open == [3])
        try send("late", on: 1)
        try send("still here", on: 3)
        #expect(try written().compactMap(\.text) == ["/3 still here"])
    }

    @Test func `thousands of cancelled streams leave nothing behind`() throws {
        for number in 0..<5000 {
            let stream = HTTP2StreamID(2 * number + 1)
            try open(stream)
            channel.pipeline.fireUserInboundEventTriggered(StreamClosedEvent(streamID: stream, reason: .cancel))
        }
        #expect(exchanges.count == 0)
        #expect(streams.open.isEmpty)
        #expect(try written().isEmpty)
    }

    @Test func `a body that is too large is refused at once and no more of it is wanted`() throws {
        try open(1)
        try send(String(repeating: "x", count: Echo.limit + 1), on: 1, isLast: false)
        var frames = try written()
        channel.embeddedEventLoop.run()
        frames += try written()
        #expect(frames.compactMap(\.text) == ["too large"])
        guard case .rstStream(.noError) = frames.last?.payload else {
            Issue.record("the client was not told to stop")
            return
        }
    }

    @Test func `a window is given back when half of it is used`() throws {
        let half = HTTP2Exchanges.window / 2
        try open(1)
        for (stream, size) in [(HTTP2StreamID.rootStream, half), (1, half), (1, half + 1), (9, 0)] {
            channel.pipeline.fireUserInboundEventTriggered(
                NIOHTTP2WindowUpdatedEvent(streamID: stream, inboundWindowSize: size, outboundWindowSize: nil))
        }
        let frames = try written()
        #expect(frames.map(\.streamID) == [.rootStream, 1])
        for frame in frames {
            guard case .windowUpdate(let increment) = frame.payload else { continue }
            #expect(increment == half)
        }
    }

    @Test func `a request without a method ends its stream only`() throws {
        try receive(.headers(.init(headers: [":path": "/"], endStream: true)), on: 1)
        guard case .rstStream(.protocolError) = try written().first?.payload else {
            Issue.record("the stream was not reset")
            return
        }
        try open(3, isLast: true)
        #expect(try written().compactMap(\.text) == ["/3 "])
    }

    @Test func `what concerns the connection is passed on`() throws {
        try receive(.ping(HTTP2PingData(withInteger: 7), ack: true), on: .rootStream)
        #expect(try channel.readInbound(as: HTTP2Frame.self)?.streamID == .rootStream)
    }

    @Test func `a request that never ends is answered in time`() throws {
        try open(1)
        channel.embeddedEventLoop.advanceTime(to: .now() + .minutes(2))
        let frames = try written()
        guard case .headers(let head) = frames.first?.payload else {
            Issue.record("nothing was answered")
            return
        }
        #expect(head.headers.first(name: ":status") == "408")
    }

    @Test func `nothing is left when the connection goes`() throws {
        try open(1)
        try open(3)
        channel.pipeline.fireChannelInactive()
        #expect(exchanges.count == 0)
        #expect(try written().isEmpty)
    }
}

extension HTTP2ExchangesTests {
    private func open(_ stream: HTTP2StreamID, isLast: Bool = false) throws {
        let head: HPACKHeaders = [":method": "POST", ":scheme": "https", ":path": "/\(Int(stream))"]
        try receive(.headers(.init(headers: head, endStream: isLast)), on: stream)
    }

    private func send(_ text: String, on stream: HTTP2StreamID, isLast: Bool = true) throws {
        try receive(.data(.init(data: .byteBuffer(ByteBuffer(string: text)), endStream: isLast)), on: stream)
    }

    private func receive(_ payload: HTTP2Frame.FramePayload, on stream: HTTP2StreamID) throws {
        try channel.writeInbound(HTTP2Frame(streamID: stream, payload: payload))
    }

    private func written() throws -> [HTTP2Frame] {
        channel.flush()
        var frames: [HTTP2Frame] = []
        while let frame = try channel.readOutbound(as: HTTP2Frame.self) { frames.append(frame) }
        return frames
    }
}

/// Answers with the path and the body.
private struct Echo: CollectedCall {
    static let limit = 100
    let path: String
    var bodyLimit: Int { Self.limit }

    func tooLarge() -> Reply { reply("too large") }
    func answerAtOnce(_ body: ByteBuffer) -> Reply? { reply("\(path) \(String(buffer: body))") }
    func answer(_ body: ByteBuffer) async -> Reply { reply("not at once") }

    private func reply(_ text: String) -> Reply {
        Reply(packed: [":status": "200"], body: .bytes(ByteBuffer(string: text)), trailers: ["grpc-status": "0"])
    }
}

/// What the connection's manager would know.
private final class OpenStreams: NIOHTTP2StreamDelegate {
    private let streams = Mutex<Set<HTTP2StreamID>>([])

    var open: Set<HTTP2StreamID> { streams.withLock { $0 } }

    func streamCreated(_ id: HTTP2StreamID, channel: any Channel) { _ = streams.withLock { $0.insert(id) } }
    func streamClosed(_ id: HTTP2StreamID, channel: any Channel) { _ = streams.withLock { $0.remove(id) } }
}

extension HTTP2Frame {
    fileprivate var text: String? {
        guard case .data(let data) = payload, case .byteBuffer(let buffer) = data.data else { return nil }
        return String(buffer: buffer)
    }

    fileprivate var endsStream: Bool {
        switch payload {
        case .data(let data): data.endStream
        case .headers(let headers): headers.endStream
        default: false
        }
    }
}
