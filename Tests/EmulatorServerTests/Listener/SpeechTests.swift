import NIOCore
import Testing

@testable import EmulatorServer

struct SpeechTests {
    @Test(arguments: [
        ([0x16, 0x03, 0x01], Speech.tls),
        (Array("GET / HTTP/1.1\r\n".utf8), .http1),
        (Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), .http2),
        (Array("PRI * HTTP/1.1\r\n\r\nSM\r\n\r\nxxxxx".utf8), .http1),
        (Array("P".utf8) + Array("OST".utf8), .http1),
        ([0x00], .http1),
    ])
    func `tells what is spoken by the first bytes`(bytes: [UInt8], expected: Speech) {
        #expect(Speech.recognise(ByteBuffer(bytes: bytes).readableBytesView) == expected)
    }

    @Test func `waits while the bytes could still become the HTTP 2 preface`() {
        for length in 1..<24 {
            let bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8.prefix(length))
            #expect(Speech.recognise(ByteBuffer(bytes: bytes).readableBytesView) == nil)
        }
        #expect(Speech.recognise(ByteBuffer().readableBytesView) == nil)
    }
}
