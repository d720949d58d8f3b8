import EmulatorAPI
import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Logging
import NIOCore

/// REST: the same operations by their HTTP bindings, JSON in and out.
final class RESTDoor: Sendable {
    static let maximumBody = 4 * 1024 * 1024

    private let api: API
    private let authenticator: BearerAuthenticator
    private let origins: Origins
    private let sessionTokens: MCPSessionTokens
    private let logger: Logger

    init(
        api: API, authenticator: BearerAuthenticator, origins: Origins, sessionTokens: MCPSessionTokens, logger: Logger
    ) {
        self.api = api
        self.authenticator = authenticator
        self.origins = origins
        self.sessionTokens = sessionTokens
        self.logger = logger
    }

    /// Nil when the path belongs to no operation, so that other routes get their turn.
    func accept(_ head: RequestHead, _ info: ConnectionInfo) -> Acceptance? {
        let requestID = RequestIDs.next()
        let target = RequestTarget(head.path)
        // Some clients escape the colon of `{id}:disconnect`; no id has one.
        let path = target.path.replacing("%3A", with: ":").replacing("%3a", with: ":")
        switch api.routes.match(verb: head.method, path: path) {
        case .unknown:
            return nil
        case .wrongVerb(let allowed):
            return .immediately(
                RESTReply.wrongVerb(head.method, allowed: allowed, requestID: requestID))
        case .notServed(let operation):
            return .immediately(RESTReply.failure(api.unserved(operation.fullName), requestID: requestID))
        case .operation(let method, let binding, let captures):
            guard let served = api.served(method.fullName) else { return nil }
            return Acceptance(
                body: .collected(
                    RESTCall(
                        door: self, head: head, info: info, target: target, served: served, binding: binding,
                        captures: captures, requestID: requestID)))
        }
    }

    fileprivate func answer(_ call: RESTCall, _ body: ByteBuffer) async -> Reply {
        do {
            let known = try await authenticator.authenticate(call.head.authorizations)
            let context = context(known, call)
            let request = try decode(call, body, context)
            let done = try await api.perform(call.served, request: request, context: context)
            return try success(done.answer, of: call).delivered(done.delivery)
        } catch let broken as BrokenConnection {
            return .broken(broken.what)
        } catch {
            return failure(error, of: call)
        }
    }

    /// For a caller that is known, in an environment in memory.
    fileprivate func answerAtOnce(_ call: RESTCall, _ body: ByteBuffer) -> Reply? {
        guard let known = authenticator.recall(call.head.authorizations) else { return nil }
        do {
            let context = context(known, call)
            let request = try decode(call, body, context)
            return try api.performQuickly(call.served, request: request, context: context)
                .map { try success($0, of: call) }
        } catch {
            return failure(error, of: call)
        }
    }

    private func decode(_ call: RESTCall, _ body: ByteBuffer, _ context: CallContext) throws -> [UInt8] {
        do {
            try call.checkContentType(isEmpty: body.readableBytes == 0)
            return try api.requests.decode(
                method: call.method, binding: call.binding, captures: call.captures, query: call.target.query,
                body: Array(body.readableBytesView))
        } catch let error as EmulatorError {
            api.refuse(call.served, error, context: context)
            throw error
        }
    }

    private func context(_ known: (World, Caller), _ call: RESTCall) -> CallContext {
        CallContext(
            world: known.0, caller: known.1, origin: origins.origin(of: call.head.authority, call.info),
            door: .rest, client: call.head.client, sessionTokens: sessionTokens)
    }

    private func success(_ answer: [UInt8], of call: RESTCall) throws -> Reply {
        let json = try api.responses.encode(answer, as: call.method.output)
        return RESTReply.success(json, status: call.successStatus, requestID: call.requestID)
    }

    private func failure(_ error: any Error, of call: RESTCall) -> Reply {
        let failure = EmulatorError(caught: error)
        if failure.code == .internal, failure.toolError == nil {
            logger.error("call failed", metadata: ["operation": "\(call.method.fullName)", "error": "\(error)"])
        }
        let status: HTTPResponse.Status? = failure.errorCode == "UNSUPPORTED_MEDIA_TYPE" ? .unsupportedMediaType : nil
        return RESTReply.failure(failure, status: status, requestID: call.requestID)
    }
}

/// A request that found its operation.
private struct RESTCall: CollectedCall {
    let door: RESTDoor
    let head: RequestHead
    let info: ConnectionInfo
    let target: RequestTarget
    let served: API.Served
    let binding: HTTPBinding
    let captures: [String: String]
    let requestID: String

    var bodyLimit: Int { RESTDoor.maximumBody }

    func tooLarge() -> Reply { RESTReply.tooLarge(limit: RESTDoor.maximumBody, requestID: requestID) }
    func answerAtOnce(_ body: ByteBuffer) -> Reply? { door.answerAtOnce(self, body) }
    func answer(_ body: ByteBuffer) async -> Reply { await door.answer(self, body) }

    var method: EmulatorAPI.Method { served.method }

    /// The public API documents 201 for the operations that create something.
    var successStatus: HTTPResponse.Status { method.isCreation ? .created : .ok }

    /// Bodies are JSON. A body without a content type is taken as JSON, as curl users expect.
    func checkContentType(isEmpty: Bool) throws {
        guard !isEmpty else { return }
        if let encoding = head[.contentEncoding], encoding.lowercased() != "identity" {
            throw EmulatorError(
                .invalidArgument, "content-encoding \(encoding) is not supported: send the body as it is",
                errorCode: "UNSUPPORTED_MEDIA_TYPE")
        }
        guard let type = head.contentType?.lowercased() else { return }
        let essence = type.prefix { $0 != ";" }.filter { !$0.isWhitespace }
        // curl -d says this unless told otherwise; the body is looked at all the same.
        if essence == "application/x-www-form-urlencoded" || essence == "text/plain" { return }
        guard essence == "application/json" || essence.hasSuffix("+json") else {
            throw EmulatorError(
                .invalidArgument, "content-type \(essence) is not supported: send application/json",
                errorCode: "UNSUPPORTED_MEDIA_TYPE")
        }
    }
}
