import Synchronization

@testable import EmulatorCore

/// Answers what leaves, and remembers it.
final class PlayedTransport: UpstreamTransport {
    private let requests = Mutex<[OutgoingRequest]>([])
    private let answer: @Sendable (OutgoingRequest) async throws -> IncomingResponse

    init(_ answer: @escaping @Sendable (OutgoingRequest) async throws -> IncomingResponse) { self.answer = answer }

    var sent: [OutgoingRequest] { requests.withLock { $0 } }

    func send(_ request: OutgoingRequest) async throws -> IncomingResponse {
        requests.withLock { $0.append(request) }
        return try await answer(request)
    }

    func access(to hosts: String...) throws -> UpstreamAccess {
        UpstreamAccess(hosts: try UpstreamHosts(hosts), transport: self, limit: .seconds(5))
    }
}

extension IncomingResponse {
    /// An answer that comes in two pieces.
    static func make(
        _ text: String, status: Int = 200, type: String = "application/json", headers: [UpstreamRequest.Header] = []
    ) -> IncomingResponse {
        let pieces = [Array(text.utf8.prefix(3)), Array(text.utf8.dropFirst(3))]
        let body = AsyncThrowingStream<[UInt8], any Error> { stream in
            for piece in pieces { stream.yield(piece) }
            stream.finish()
        }
        return IncomingResponse(status: status, headers: [.init("content-type", type)] + headers, body: body)
    }
}

extension OutgoingRequest {
    /// The JSON in its body.
    var json: JSONValue? {
        guard case .bytes(let bytes) = body else { return nil }
        return JSONText.parse(bytes)
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
