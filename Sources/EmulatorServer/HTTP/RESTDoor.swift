import EmulatorAPI
import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Logging
import NIOCore

/// REST: the same operations by their HTTP bindings, JSON in and out.
struct RESTDoor: Sendable {
    static let maximumBody = 4 * 1024 * 1024

    let api: API
    let authenticator: BearerAuthenticator
    let origins: Origins
    let logger: Logger

    /// Nil when the path belongs to no operation, so that other routes get their turn.
    func accept(_ head: HTTPRequest, _ info: ConnectionInfo) -> Acceptance? {
        let requestID = RequestIDs.next()
        let target = RequestTarget(head.path ?? "/")
        // Some clients escape the colon of `{id}:disconnect`; no id has one.
        let path = target.path.replacing("%3A", with: ":").replacing("%3a", with: ":")
        switch api.routes.match(verb: head.method.rawValue, path: path) {
        case .unknown:
            return nil
        case .wrongVerb(let allowed):
            return .immediately(
                RESTReply.wrongVerb(head.method.rawValue, allowed: allowed, requestID: requestID))
        case .notServed(let operation):
            return .immediately(RESTReply.failure(api.unserved(operation.fullName), requestID: requestID))
        case .operation(let method, let binding, let captures):
            let call = RESTCall(
                head: head, info: info, target: target, method: method, binding: binding, captures: captures,
                requestID: requestID)
            return Acceptance(
                body: .collected(
                    limit: Self.maximumBody,
                    tooLarge: { RESTReply.tooLarge(limit: Self.maximumBody, requestID: requestID) },
                    quickly: { quickly(call, body: $0) },
                    respond: { await respond(call, body: $0) }))
        }
    }

    private func respond(_ call: RESTCall, body: ByteBuffer) async -> Reply {
        do {
            let known = try await authenticator.authenticate(call.head.headerFields[values: .authorization])
            let request = try decode(call, body)
            let answer = try await api.perform(call.method.fullName, request: request, context: context(known, call))
            return try success(answer, of: call)
        } catch {
            return failure(error, of: call)
        }
    }

    /// The same on the event loop: for a caller that is known, in an environment in memory.
    private func quickly(_ call: RESTCall, body: ByteBuffer) -> Reply? {
        guard let known = authenticator.recall(call.head.headerFields[values: .authorization]) else { return nil }
        do {
            let request = try decode(call, body)
            let context = context(known, call)
            return try api.performQuickly(call.method.fullName, request: request, context: context)
                .map { try success($0, of: call) }
        } catch {
            return failure(error, of: call)
        }
    }

    private func decode(_ call: RESTCall, _ body: ByteBuffer) throws -> [UInt8] {
        try call.checkContentType(isEmpty: body.readableBytes == 0)
        return try api.requests.decode(
            method: call.method, binding: call.binding, captures: call.captures, query: call.target.query,
            body: Array(body.readableBytesView))
    }

    private func context(_ known: (World, Caller), _ call: RESTCall) -> CallContext {
        CallContext(world: known.0, caller: known.1, origin: origins.origin(of: call.head, call.info))
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
struct RESTCall: Sendable {
    let head: HTTPRequest
    let info: ConnectionInfo
    let target: RequestTarget
    let method: EmulatorAPI.Method
    let binding: HTTPBinding
    let captures: [String: String]
    let requestID: String

    /// The public API documents 201 for the operations that create something.
    var successStatus: HTTPResponse.Status { method.isCreation ? .created : .ok }

    /// Bodies are JSON. A body without a content type is taken as JSON, as curl users expect.
    func checkContentType(isEmpty: Bool) throws {
        guard !isEmpty else { return }
        if let encoding = head.headerFields[.contentEncoding], encoding.lowercased() != "identity" {
            throw EmulatorError(
                .invalidArgument, "content-encoding \(encoding) is not supported: send the body as it is",
                errorCode: "UNSUPPORTED_MEDIA_TYPE")
        }
        guard let type = head.headerFields[.contentType]?.lowercased() else { return }
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
