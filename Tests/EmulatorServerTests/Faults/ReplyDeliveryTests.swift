import EmulatorCore
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHPACK
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
        let (written, error) = await Self.run(reply)
        #expect(written == expected)
        #expect(error is BrokenConnection)
    }

    @Test func `a slow answer comes whole, in pieces`() async throws {
        let start = ContinuousClock.now
        let (written, error) = await Self.run(reply(.slow(0.2)))
        #expect(written == "0123456789")
        #expect(error == nil)
        #expect(ContinuousClock.now - start >= .milliseconds(190))
    }

    /// Lets a reply write to an exchange that keeps what comes.
    private static func run(_ reply: Reply) async -> (String, (any Error)?) {
        guard case .streamed(let produce) = reply.body else { return ("", nil) }
        let loop = NIOAsyncTestingEventLoop()
        let sink = KeptWrites(loop: loop)
        let kept = NIOLoopBoundBox(sink, eventLoop: loop)
        let exchange = try? await loop.executeInContext {
            let head = RequestHead(HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/"))
            let exchange = Exchange(
                head, doors: { _, _ in .immediately(Reply(head: HTTPResponse(status: .ok), body: reply.body)) },
                info: ConnectionInfo(isSecure: false), limits: ListenerLimits(), sink: kept.value)
            exchange.finish()
            return NIOLoopBound(exchange, eventLoop: loop)
        }
        _ = produce
        while await (try? loop.executeInContext { !kept.value.isOver }) ?? false {
            try? await Task.sleep(for: .milliseconds(5))
        }
        _ = exchange
        return await (try? loop.executeInContext {
            (kept.value.text, kept.value.isReset ? BrokenConnection(what: .stream) : nil)
        }) ?? ("", nil)
    }
}

/// Where a reply goes in these tests.
private final class KeptWrites: ReplySink {
    let loop: any EventLoop
    var text = ""
    var isReset = false
    var isOver = false

    init(loop: any EventLoop) { self.loop = loop }

    var eventLoop: any EventLoop { loop }

    func write(_ head: Reply.Head, _ body: ByteBuffer?, trailers: HPACKHeaders?, isEarly: Bool) {
        text += body.map { String(buffer: $0) } ?? ""
        isOver = true
    }

    func open(_ head: Reply.Head) {}

    func write(_ piece: ByteBuffer, promise: EventLoopPromise<Void>?) {
        text += String(buffer: piece)
        promise?.succeed()
    }

    func end(_ trailers: HPACKHeaders?, isEarly: Bool) { isOver = true }
    func pause() {}
    func resume() {}

    func reset() {
        isReset = true
        isOver = true
    }

    func breakConnection() { reset() }
}
