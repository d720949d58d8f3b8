import EmulatorAPI
import EmulatorCore
import HTTPTypes
import Logging
import NIOCore

/// `ANY /proxy/<path>`: a provider's API, with the credential of one of the environment's accounts
/// (spec/actions.md section 10). Whose is said by the headers `connection_name` and `identifier`.
struct ProxyDoor: Sendable {
    static let prefix = "/proxy"
    /// The most that is held in memory for those who answer here.
    static let maximumBody = 32 * 1024 * 1024
    /// The most that is read before it is asked whether the request leaves for its provider.
    static let heldBody = 1024 * 1024
    /// The most that may pass through to a provider.
    static let maximumStream = 4 * 1024 * 1024 * 1024

    let authenticator: BearerAuthenticator
    let logger: Logger

    /// Nil when the path is none of this door's. Python puts no slash between the prefix and a path without one.
    func accept(_ head: RequestHead) -> Acceptance? {
        let path = "/" + head.path.drop { $0 == "/" }
        guard path.hasPrefix(Self.prefix) else { return nil }
        let call = ProxyCall(
            door: self, head: head.request, client: head.client, path: path, requestID: RequestIDs.next())
        guard call.mayBeLarge else { return Acceptance(body: .collected(call)) }
        return Acceptance(body: .streamed(limit: Self.maximumStream) { await call.answer($0) })
    }

    fileprivate func caller(_ call: ProxyCall) async throws -> (world: World, caller: Caller) {
        try await authenticator.authenticate(call.head.headerFields[values: .authorization])
    }

    fileprivate func serve(_ request: ProxyRequest, _ known: (world: World, caller: Caller), _ call: ProxyCall)
        async throws -> Reply
    {
        let world = known.world
        let entry = JournalCall(
            door: .proxy, operation: "\(request.request.method) \(request.request.path)", caller: known.caller.id,
            client: call.client, subject: KnownSubject(request.details), startedAt: world.clock.now())
        let done = try await world.serve(entry, result: \.journaled) {
            let answer = try await world.upstream.proxy(request)
            // What a fault may do to an answer it can only do to one that is here.
            return reply(world.faults.isQuiet ? answer : try await answer.whole(), to: call)
        }
        return done.answer.delivered(done.delivery)
    }

    private func reply(_ answer: ProxyAnswer, to call: ProxyCall) -> Reply {
        switch answer {
        case .whole(let response): Reply(response, requestID: call.requestID)
        case .incoming(let response): Reply(response, requestID: call.requestID)
        }
    }

    fileprivate func failure(_ error: any Error, of call: ProxyCall) -> Reply {
        if let broken = error as? BrokenConnection { return .broken(broken.what) }
        if error is StreamTooLong { return RESTReply.tooLarge(limit: Self.maximumStream, requestID: call.requestID) }
        let failure = EmulatorError(caught: error)
        if failure.code == .internal {
            logger.error("proxied request failed", metadata: ["path": "\(call.path)", "error": "\(error)"])
        }
        let isGateway = failure.errorCode == "UPSTREAM_UNREACHABLE"
        return RESTReply.failure(failure, status: isGateway ? .badGateway : nil, requestID: call.requestID)
    }
}

/// A request on its way through the proxy door.
private struct ProxyCall: CollectedCall {
    let door: ProxyDoor
    let head: HTTPRequest
    let client: CallingClient
    let path: String
    let requestID: String

    var bodyLimit: Int { ProxyDoor.maximumBody }

    private var announcedLength: Int? { head.headerFields[.contentLength].flatMap { Int($0) } }

    /// Whether it is unknown that the body is small. Only those without a body leave out what announces one.
    var mayBeLarge: Bool {
        if let announcedLength { return announcedLength > ProxyDoor.heldBody }
        return head.headerFields[.transferEncoding] != nil || ![.get, .head, .delete, .options].contains(head.method)
    }

    func tooLarge() -> Reply { RESTReply.tooLarge(limit: bodyLimit, requestID: requestID) }

    func answer(_ body: ByteBuffer) async -> Reply {
        do {
            let known = try await door.caller(self)
            return try await door.serve(proxied.request(body), known, self)
        } catch {
            return door.failure(error, of: self)
        }
    }

    /// A body that turns out to be large goes on to a provider as it comes; for those who answer here it is gathered.
    func answer(_ pieces: RequestPieces) async -> Reply {
        do {
            let known = try await door.caller(self)
            let world = known.world
            var body = ByteBuffer()
            var rest = pieces.makeAsyncIterator()
            if try await body.gather(&rest, upTo: ProxyDoor.heldBody) {
                return try await door.serve(proxied.request(body), known, self)
            }
            var request = try proxied.request(ByteBuffer())
            let leaves = try world.upstream.leaves(request)
            // A stub may ask what is in the body, so it is given as much of it as those who answer here.
            let limit = try leaves && world.stubs.isEmpty ? ProxyDoor.heldBody : bodyLimit
            if try await body.gather(&rest, upTo: limit) {
                request = try proxied.request(body)
            } else {
                guard leaves else { return tooLarge() }
                request.body = .stream(JoinedPieces(first: body, rest: rest), length: announcedLength)
            }
            return try await door.serve(request, known, self)
        } catch {
            return door.failure(error, of: self)
        }
    }

    private var proxied: ProxiedHead { ProxiedHead(head, target: path.dropFirst(ProxyDoor.prefix.count)) }
}

extension ByteBuffer {
    /// - Returns: whether the pieces have ended; false when there are more bytes than the limit.
    fileprivate mutating func gather(_ pieces: inout RequestPieces.AsyncIterator, upTo limit: Int) async throws -> Bool
    {
        while readableBytes <= limit {
            guard let piece = try await pieces.next() else { return true }
            writeImmutableBuffer(piece)
        }
        return false
    }
}
