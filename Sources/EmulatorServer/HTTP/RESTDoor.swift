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
                    respond: { await respond(call, body: $0) }))
        }
    }

    private func respond(_ call: RESTCall, body: ByteBuffer) async -> Reply {
        do {
            let (world, caller) = try await authenticator.authenticate(call.head.headerFields[values: .authorization])
            try call.checkContentType(isEmpty: body.readableBytes == 0)
            let request = try api.requests.decode(
                method: call.method, binding: call.binding, captures: call.captures, query: call.target.query,
                body: Array(body.readableBytesView))
            let context = CallContext(world: world, caller: caller, origin: origins.origin(of: call.head, call.info))
            let answer = try await api.perform(call.method.fullName, request: request, context: context)
            let json = try api.responses.encode(answer, as: call.method.output)
            return RESTReply.success(json, status: call.successStatus, requestID: call.requestID)
        } catch {
            let failure = EmulatorError(caught: error)
            if failure.code == .internal {
                logger.error("call failed", metadata: ["operation": "\(call.method.fullName)", "error": "\(error)"])
            }
            return RESTReply.failure(failure, requestID: call.requestID)
        }
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
    var successStatus: HTTPResponse.Status { method.name.hasPrefix("Create") ? .created : .ok }

    /// Bodies are JSON. A body without a content type is taken as JSON, as curl users expect.
    func checkContentType(isEmpty: Bool) throws {
        guard !isEmpty, let type = head.headerFields[.contentType]?.lowercased() else { return }
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
