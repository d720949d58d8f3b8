import EmulatorCore
import HTTPTypes
import NIOCore
import NIOHPACK
import NIOPosix
import Testing

@testable import EmulatorServer

/// How answers leave when something was set to go wrong, on a connection without a network.
struct ReplyDeliveryTests {
    private func reply(_ delivery: Delivery) -> Reply {
        let head = HTTPResponse(status: .ok, headerFields: [.contentLength: "10"])
        return Reply(head: head, body: .bytes(ByteBuffer(string: "0123456789"))).delivered(delivery)
    }

    @Test func `a whole answer is untouched`() {
        guard case .bytes(let body) = reply(.whole).body else {
            Issue.record("it streams")
            return
        }
        #expect(String(buffer: body) == "0123456789")
    }

    @Test(arguments: [Delivery.Break.connection, .stream])
    func `a lost answer is a broken connection or stream`(what: Delivery.Break) {
        guard case .broken(let found) = reply(.lost(what)).body else {
            Issue.record("something is answered")
            return
        }
        #expect(found == what)
    }

    @Test(arguments: [
        (Delivery.truncated(after: nil), "01234"), (.truncated(after: 3), "012"), (.truncated(after: 99), "0123456789"),
    ])
    func `a truncated answer promises all and breaks off`(delivery: Delivery, expected: String) async throws {
        let reply = reply(delivery)
        #expect(reply.head.response.headerFields[.contentLength] == "10")
        #expect(try await Self.run(reply) == (expected, true))
    }

    @Test func `a slow answer comes whole, in pieces`() async throws {
        let start = ContinuousClock.now
        #expect(try await Self.run(reply(.slow(0.2))) == ("0123456789", false))
        #expect(ContinuousClock.now - start >= .milliseconds(190))
    }

    /// Lets a reply write to an exchange that keeps what comes.
    /// - Returns: what was written, and whether it broke off.
    private static func run(_ reply: Reply) async throws -> (String, Bool) {
        let loop = NIOSingletons.posixEventLoopGroup.any()
        let over = loop.makePromise(of: Void.self)
        let kept = NIOLoopBoundBox.makeBoxSendingValue(KeptWrites(loop: loop, over: over), eventLoop: loop)
        try await loop.submit {
            let exchange = Exchange(
                RequestHead(HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")),
                doors: { _, _ in .immediately(reply) }, info: ConnectionInfo(isSecure: false),
                limits: ListenerLimits(), sink: kept.value)
            kept.value.exchange = exchange
            exchange.finish()
        }.get()
        try await over.futureResult.get()
        return try await loop.submit { (kept.value.text, kept.value.isReset) }.get()
    }
}

/// Where a reply goes in these tests.
private final class KeptWrites: ReplySink {
    let eventLoop: any EventLoop
    private let over: EventLoopPromise<Void>
    var exchange: Exchange?
    var text = ""
    var isReset = false

    init(loop: any EventLoop, over: EventLoopPromise<Void>) {
        eventLoop = loop
        self.over = over
    }

    func write(_ head: Reply.Head, _ body: ByteBuffer?, trailers: HPACKHeaders?, isEarly: Bool) {
        text += body.map { String(buffer: $0) } ?? ""
        over.succeed()
    }

    func open(_ head: Reply.Head) {}

    func write(_ piece: ByteBuffer, promise: EventLoopPromise<Void>?) {
        text += String(buffer: piece)
        promise?.succeed()
    }

    func end(_ trailers: HPACKHeaders?, isEarly: Bool) { over.succeed() }
    func pause() {}
    func resume() {}

    func reset() {
        isReset = true
        over.succeed()
    }

    func breakConnection() { reset() }
}
