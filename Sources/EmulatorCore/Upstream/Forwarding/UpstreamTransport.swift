/// Carries requests to real providers. The core knows no HTTP; whoever starts the emulator brings one of these.
package protocol UpstreamTransport: Sendable {
    /// - Returns: whatever the provider answers, failures included, as soon as the head of it is there. Redirects are
    ///   answers too.
    /// - Throws: UNAVAILABLE when nobody can be reached, DEADLINE_EXCEEDED when the answer takes too long.
    func send(_ request: OutgoingRequest) async throws -> IncomingResponse
}

/// Bytes that arrive in pieces, no faster than they are read.
package typealias ByteStream = any AsyncSequence<[UInt8], any Error> & Sendable

/// A request as it leaves the emulator.
package struct OutgoingRequest: Sendable {
    package var method: String
    package var url: String
    /// Names in lower case; without what belongs to one connection only.
    package var headers: [UpstreamRequest.Header]
    package var body: Body

    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// - length: as its sender announced it; nil when it did not.
        case stream(ByteStream, length: Int?)
    }

    package init(
        method: String, url: String, headers: [UpstreamRequest.Header] = [], body: Body = .none
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// An answer from outside, its body still on the way.
package struct IncomingResponse: Sendable {
    package var status: Int
    /// Names in lower case; without what belongs to one connection only.
    package var headers: [UpstreamRequest.Header]
    package var body: ByteStream

    package init(status: Int, headers: [UpstreamRequest.Header], body: ByteStream) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The whole of it, read to its end.
    /// - Throws: RESOURCE_EXHAUSTED when there is more than `limit`.
    package func collected(upTo limit: Int) async throws -> UpstreamResponse {
        let bytes = try await Self.bytes(of: body, upTo: limit)
        let type = headers.first { $0.name == "content-type" }?.value ?? "application/octet-stream"
        var response = UpstreamResponse(status: status, headers: headers.filter { $0.name != "content-type" })
        if bytes.isEmpty { return response }
        let json = JSONText.isJSON(type) ? JSONText.parse(bytes) : nil
        response.body = json.map { .json($0) } ?? .bytes(bytes, contentType: type)
        return response
    }

    private static func bytes(of body: ByteStream, upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            guard bytes.count + piece.count <= limit else {
                throw EmulatorError(
                    .resourceExhausted, "the provider's answer is larger than \(limit) bytes",
                    errorCode: "UPSTREAM_TOO_LARGE")
            }
            bytes += piece
        }
        return bytes
    }
}
