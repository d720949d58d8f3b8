import NIOCore
import NIOEmbedded
import Testing

@testable import EmulatorServer

struct JoinedWritesTests {
    private let channel = EmbeddedChannel(handler: JoinedWrites())

    private func bytes(_ text: String) -> IOData { .byteBuffer(ByteBuffer(string: text)) }

    private func outbound() throws -> String? {
        guard case .byteBuffer(let buffer) = try channel.readOutbound(as: IOData.self) else { return nil }
        return String(buffer: buffer)
    }

    @Test func `what is written between two flushes leaves as one`() throws {
        for text in ["one ", "two ", "three"] { channel.write(bytes(text), promise: nil) }
        #expect(try outbound() == nil)
        channel.flush()
        #expect(try outbound() == "one two three")
        #expect(try outbound() == nil)
    }

    @Test func `memory that serves again does not change what has left`() throws {
        channel.write(bytes("first"), promise: nil)
        channel.flush()
        channel.write(bytes("other"), promise: nil)
        channel.flush()
        #expect(try outbound() == "first")
        #expect(try outbound() == "other")
    }

    @Test func `a large write goes on as it is and in its order`() throws {
        let large = String(repeating: "x", count: JoinedWrites.largestCopy + 1)
        for text in ["before", large, "after"] { channel.write(bytes(text), promise: nil) }
        channel.flush()
        #expect(try outbound() == "before")
        #expect(try outbound() == large)
        #expect(try outbound() == "after")
    }

    @Test func `every promise is kept when the joined write is`() throws {
        let promises = (0..<3).map { _ in channel.eventLoop.makePromise(of: Void.self) }
        for promise in promises { channel.write(bytes("x"), promise: promise) }
        let futures = promises.map(\.futureResult)
        var kept = 0
        for future in futures { future.assumeIsolated().whenSuccess { kept += 1 } }
        channel.embeddedEventLoop.run()
        #expect(kept == 0)
        channel.flush()
        channel.embeddedEventLoop.run()
        #expect(kept == 3)
    }

    @Test func `promises are broken when the connection goes before the flush`() throws {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        channel.write(bytes("last words"), promise: promise)
        var failure: (any Error)?
        promise.futureResult.assumeIsolated().whenFailure { failure = $0 }
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
        #expect(failure is ChannelError)
    }
}
