import EmulatorCore
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Everything that is not an operation: OAuth, pages, control. Routed by Hummingbird, read and written by the
/// listener like the other doors.
struct WebDoor: Sendable {
    static let maximumBody = 1024 * 1024

    private let responder: RouterResponder<DoorContext>
    /// The methods of every path that has a route.
    let verbs: [String: [String]]
    private let origins: Origins
    private let visits: PageVisits
    private let logger: Logger

    init(router: Router<DoorContext>, origins: Origins, visits: PageVisits, logger: Logger) {
        verbs = Dictionary(grouping: router.routes, by: { $0.path.description }).mapValues { routes in
            routes.map(\.method.rawValue).sorted()
        }
        responder = router.buildResponder()
        self.origins = origins
        self.visits = visits
        self.logger = logger
    }

    func accept(_ head: RequestHead, _ info: ConnectionInfo) -> Acceptance {
        Acceptance(
            body: .collected(
                WebCall(
                    door: self, head: head.request, client: head.client, info: info, requestID: RequestIDs.next())))
    }

    fileprivate func respond(to call: WebCall, body: ByteBuffer) async -> Reply {
        var head = call.head
        // Routes know one leading slash, whatever was appended to a URL that ended in one.
        head.path = "/" + (head.path ?? "").drop { $0 == "/" }
        guard let visit = visits.find(head, body: body) else { return await respond(to: call, head, body) }
        do {
            let done = try await visit.world.serve(visit.journalCall(call.client), result: \.statusOnly) { [head] in
                await respond(to: call, head, body)
            }
            return done.answer.delivered(done.delivery)
        } catch let broken as BrokenConnection {
            return .broken(broken.what)
        } catch {
            return RESTReply.failure(EmulatorError(caught: error), requestID: call.requestID)
        }
    }

    private func respond(to call: WebCall, _ head: HTTPRequest, _ body: ByteBuffer) async -> Reply {
        let requestID = call.requestID
        let source = DoorContext.Source(
            info: call.info, origin: origins.origin(of: head.authority, call.info),
            isKnownHost: head.authority.map(origins.knows) ?? true, requestID: requestID, logger: logger)
        do {
            let request = Request(head: head, body: RequestBody(buffer: body))
            let response = try await responder.respond(to: request, context: DoorContext(source: source))
            // The router answers with nothing in it when it has no route; ours always say something.
            if response.status == .notFound, response.body.contentLength == 0 { return missing(head, requestID) }
            return try await reply(for: response, requestID: requestID)
        } catch let error as HTTPError {
            return RESTReply.failure(
                EmulatorError(.invalidArgument, error.body ?? error.status.reasonPhrase), status: error.status,
                requestID: requestID)
        } catch {
            let failure = EmulatorError(caught: error)
            if failure.code == .internal {
                logger.error("request failed", metadata: ["path": "\(head.path ?? "")", "error": "\(error)"])
            }
            return RESTReply.failure(failure, requestID: requestID)
        }
    }

    private func missing(_ head: HTTPRequest, _ requestID: String) -> Reply {
        let path = RequestTarget(head.path ?? "/").path
        if let allowed = verbs[path] {
            return RESTReply.wrongVerb(head.method.rawValue, allowed: allowed, requestID: requestID)
        }
        return RESTReply.failure(
            EmulatorError(.notFound, "nothing is served at \(path)", errorCode: "UNKNOWN_PATH"), requestID: requestID)
    }

    /// A body of known length goes out in one piece; any other is passed on as it is written.
    private func reply(for response: Response, requestID: String) async throws -> Reply {
        var head = response.head
        head.headerFields[.requestID] = requestID
        guard response.body.contentLength != nil else {
            let body = response.body
            return Reply(
                head: head,
                body: .streamed { writer in
                    try await body.write(PassingBodyWriter(writer: writer))
                    return nil
                })
        }
        let collected = CollectedBody()
        try await response.body.write(collected)
        return Reply(head: head, body: .bytes(collected.buffer))
    }
}

/// A request whose route is looked for when its body is there.
private struct WebCall: CollectedCall {
    let door: WebDoor
    let head: HTTPRequest
    let client: CallingClient
    let info: ConnectionInfo
    let requestID: String

    var bodyLimit: Int { WebDoor.maximumBody }

    func tooLarge() -> Reply { RESTReply.tooLarge(limit: WebDoor.maximumBody, requestID: requestID) }
    func answer(_ body: ByteBuffer) async -> Reply { await door.respond(to: self, body: body) }
}

/// Passes a response's pieces on to the connection.
private struct PassingBodyWriter: ResponseBodyWriter {
    var writer: ReplyWriter

    mutating func write(_ buffer: ByteBuffer) async throws { try await writer.write(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Gathers a response's pieces.
private final class CollectedBody: ResponseBodyWriter {
    var buffer = ByteBuffer()

    func write(_ piece: ByteBuffer) async throws { buffer.writeImmutableBuffer(piece) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
