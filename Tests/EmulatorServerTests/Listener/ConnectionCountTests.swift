import EmulatorCore
import NIOCore
import NIOEmbedded
import Testing

@testable import EmulatorServer

struct ConnectionCountTests {
    @Test func `refuses one too many and takes another when one has gone`() throws {
        let count = ConnectionCount(limit: 2)
        let first = EmbeddedChannel()
        try count.admit(first)
        try count.admit(EmbeddedChannel())
        let error = #expect(throws: EmulatorError.self) { try count.admit(EmbeddedChannel()) }
        #expect(error?.code == .resourceExhausted)
        first.close(promise: nil)
        first.embeddedEventLoop.run()
        try count.admit(EmbeddedChannel())
    }
}
