import NIOCore
import Testing

@testable import EmulatorServer

struct GRPCFramingTests {
    @Test func `reads back what it frames`() throws {
        var buffer = GRPCFraming.frame([1, 2, 3])
        let frame = try #require(try GRPCFraming.next(from: &buffer))
        #expect(!frame.isCompressed)
        #expect(Array(frame.message.readableBytesView) == [1, 2, 3])
        #expect(buffer.readableBytes == 0)
    }

    @Test func `waits for the rest of a frame`() throws {
        let whole = Array(GRPCFraming.frame(Array("hello".utf8)).readableBytesView)
        for length in 0..<whole.count {
            var part = ByteBuffer(bytes: whole.prefix(length))
            #expect(try GRPCFraming.next(from: &part) == nil)
        }
    }

    @Test func `refuses a length above the limit before its bytes have come`() {
        var buffer = ByteBuffer(bytes: [0, 0xff, 0xff, 0xff, 0xff])
        #expect(throws: GRPCFraming.Failure.self) { try GRPCFraming.next(from: &buffer) }
    }

    @Test func `refuses an unknown flag`() {
        var buffer = ByteBuffer(bytes: [7, 0, 0, 0, 0])
        #expect(throws: GRPCFraming.Failure.self) { try GRPCFraming.next(from: &buffer) }
    }

    @Test(arguments: [
        ("20S", TimeAmount.seconds(20)), ("1M", .minutes(1)), ("60100m", .milliseconds(60_100)),
        ("9999990u", .microseconds(9_999_990)), ("5n", .nanoseconds(5)), ("1H", .hours(1)), ("0S", .zero),
    ])
    func `reads timeouts`(text: String, expected: TimeAmount) {
        #expect(GRPCTimeout.parse(text) == expected)
    }

    @Test(arguments: ["", "S", "20", "-1S", "+1S", "20s", "123456789S", "１S", "2 S"])
    func `ignores what is not a timeout`(text: String) {
        #expect(GRPCTimeout.parse(text) == nil)
    }

    @Test(arguments: [
        ("plain text", "plain text"), ("50% — ü\n", "50%25 %E2%80%94 %C3%BC%0A"), ("", ""), ("~\u{7f}", "~%7F"),
    ])
    func `percent-encodes messages so that SDKs can decode them`(text: String, expected: String) {
        #expect(GRPCStatus.percentEncoded(text) == expected)
    }
}
