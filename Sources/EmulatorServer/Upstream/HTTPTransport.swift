import AsyncHTTPClient
import EmulatorCore
import NIOCore
import NIOHTTP1
import NIOSSL

import struct Foundation.URLComponents

/// Requests to real providers, over HTTP/1.1 or HTTP/2 and TLS with the system's trusted authorities.
///
/// Nothing is followed, retried or unpacked on the way: the caller is to see what its provider said.
struct HTTPTransport: UpstreamTransport {
    /// For the whole of a request and its answer, however large.
    static let longest = TimeAmount.minutes(30)

    /// Of the process, because it holds nothing but idle connections, and one that is let go has to be shut down.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .shared(Emulator.eventLoops), configuration: configuration)

    private static let configuration = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            // Whoever waits for an answer has a limit of its own; these are for bodies that stop.
            timeout: .init(connect: .seconds(5), read: .minutes(5), write: .minutes(5)),
            decompression: .disabled)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }()

    func send(_ outgoing: OutgoingRequest) async throws -> IncomingResponse {
        var request = HTTPClientRequest(url: outgoing.url)
        request.method = HTTPMethod(rawValue: outgoing.method)
        if Self.isOnThisMachine(outgoing.url) { request.tlsConfiguration = Self.localTLS }
        for header in outgoing.headers { request.headers.add(name: header.name, value: header.value) }
        switch outgoing.body {
        case .none: break
        case .bytes(let bytes): request.body = .bytes(ByteBuffer(bytes: bytes))
        case .stream(let pieces, let length): request.body = Self.body(pieces, length: length)
        }
        do {
            let response = try await Self.client.execute(request, deadline: .now() + Self.longest)
            return IncomingResponse(
                status: Int(response.status.code),
                headers: response.headers.map { UpstreamRequest.Header($0.name, $0.value) }
                    .filter { !ProxiedHead.belongsToConnection($0.name) },
                body: IncomingPieces(body: response.body, url: outgoing.url))
        } catch {
            throw UpstreamFailures.translated(error, url: outgoing.url)
        }
    }

    /// Servers on this machine have certificates that they made themselves, and nobody stands in between.
    private static let localTLS = {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return configuration
    }()

    private static func isOnThisMachine(_ url: String) -> Bool {
        guard url.hasPrefix("https:"), let host = URLComponents(string: url)?.host else { return false }
        return LoopbackName.matches(host.lowercased())
    }

    private static func body(
        _ pieces: some AsyncSequence<[UInt8], any Error> & Sendable, length: Int?
    ) -> HTTPClientRequest.Body {
        .stream(pieces.map { ByteBuffer(bytes: $0) }, length: length.map { .known(Int64($0)) } ?? .unknown)
    }
}

/// The body of a provider's answer, as it comes.
private struct IncomingPieces: AsyncSequence, Sendable {
    typealias Failure = any Error

    struct AsyncIterator: AsyncIteratorProtocol {
        var pieces: HTTPClientResponse.Body.AsyncIterator
        let url: String

        mutating func next() async throws -> [UInt8]? {
            do {
                return try await pieces.next().map { Array($0.readableBytesView) }
            } catch {
                throw UpstreamFailures.translated(error, url: url)
            }
        }
    }

    let body: HTTPClientResponse.Body
    let url: String

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: body.makeAsyncIterator(), url: url) }
}
