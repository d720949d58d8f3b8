import EmulatorTesting
import Foundation
import NIOCore
import NIOPosix
import Testing

/// What HTTP/1 clients rely on, byte by byte.
struct HTTP1SemanticsTests {
    /// Sends bytes and gives back everything the server says until it closes, or until `stop` is in it.
    private func converse(port: Int, _ text: String, until stop: String? = nil) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        var received = ""
        do {
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: text))
                for try await buffer in inbound {
                    received += String(buffer: buffer)
                    if let stop, received.contains(stop) { break }
                }
            }
        } catch is IOError {
            // A server that closes while we still send resets the connection.
        } catch ChannelError.ioOnClosedChannel {
            // Or we notice it before the write reaches the socket.
        }
        return received
    }

    @Test func `closes after the answer to HTTP 1_0`() async throws {
        try await withEmulator { emulator in
            let answer = try await converse(port: emulator.port, "GET /_emulator/health HTTP/1.0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.0 200 OK\r\n"))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `closes when the client asks for it`() async throws {
        try await withEmulator { emulator in
            let answer = try await converse(
                port: emulator.port, "GET /keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `answers pipelined requests in order`() async throws {
        try await withEmulator { emulator in
            let request = "GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let last = "GET /keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let answer = try await converse(port: emulator.port, request + request + last)
            #expect(answer.components(separatedBy: "HTTP/1.1 200 OK").count == 4)
            #expect(answer.hasSuffix("}"))
            #expect(answer.contains(#""kty":"RSA""#))
        }
    }

    @Test func `invites a body that was announced`() async throws {
        try await withEmulator { emulator in
            let head =
                "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
            let answer = try await converse(port: emulator.port, head, until: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n"))
        }
    }

    @Test func `refuses headers without end`() async throws {
        try await withEmulator { emulator in
            let huge = String(repeating: "x", count: 200_000)
            let answer = try await converse(
                port: emulator.port, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Huge: \(huge)\r\n\r\n")
            #expect(!answer.contains("200 OK"))
            let again = try await converse(port: emulator.port, "GET /_emulator/health HTTP/1.0\r\n\r\n")
            #expect(again.contains("200 OK"))
        }
    }

    @Test func `a HEAD request has no body`() async throws {
        try await withEmulator { emulator in
            let answer = try await converse(
                port: emulator.port, "HEAD /keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }
    }
}
