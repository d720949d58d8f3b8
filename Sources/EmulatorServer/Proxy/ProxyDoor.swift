import EmulatorCore
import HTTPTypes
import Logging
import NIOCore

/// `ANY /proxy/<path>`: a provider's API, with the credential of one of the environment's accounts
/// (spec/actions.md section 10). Whose is said by the headers `connection_name` and `identifier`.
struct ProxyDoor: Sendable {
    static let prefix = "/proxy"
    /// Bodies are held in memory while they are answered.
    static let maximumBody = 32 * 1024 * 1024

    let authenticator: BearerAuthenticator
    let logger: Logger

    /// Nil when the path is none of this door's. Python puts no slash between the prefix and a path without one.
    func accept(_ head: RequestHead) -> Acceptance? {
        let path = "/" + head.path.drop { $0 == "/" }
        guard path.hasPrefix(Self.prefix) else { return nil }
        return Acceptance(
            body: .collected(ProxyCall(door: self, head: head.request, path: path, requestID: RequestIDs.next())))
    }

    fileprivate func respond(to call: ProxyCall, body: ByteBuffer) async -> Reply {
        let (path, requestID) = (call.path, call.requestID)
        do {
            let authorizations = call.head.headerFields[values: .authorization]
            let (world, _) = try await authenticator.authenticate(authorizations)
            let proxied = try ProxiedHead(call.head, target: path.dropFirst(Self.prefix.count)).request(body)
            let outcome = try world.upstream.proxy(proxied)
            if outcome.delay > 0 { try await Task.sleep(for: .seconds(outcome.delay)) }
            return Reply(try outcome.result.get(), requestID: requestID)
        } catch {
            let failure = EmulatorError(caught: error)
            if failure.code == .internal {
                logger.error("proxied request failed", metadata: ["path": "\(path)", "error": "\(error)"])
            }
            return RESTReply.failure(failure, requestID: requestID)
        }
    }
}

/// A request on its way through the proxy door.
private struct ProxyCall: CollectedCall {
    let door: ProxyDoor
    let head: HTTPRequest
    let path: String
    let requestID: String

    var bodyLimit: Int { ProxyDoor.maximumBody }

    func tooLarge() -> Reply { RESTReply.tooLarge(limit: bodyLimit, requestID: requestID) }

    func answer(_ body: ByteBuffer) async -> Reply { await door.respond(to: self, body: body) }
}

extension Reply {
    /// A provider's answer as it is: status, headers, body.
    init(_ response: UpstreamResponse, requestID: String) {
        var head = HTTPResponse(status: .init(code: response.status))
        for header in response.headers {
            guard let name = HTTPField.Name(header.name), !ProxiedHead.hopByHop.contains(header.name) else { continue }
            head.headerFields.append(HTTPField(name: name, value: header.value))
        }
        head.headerFields[.requestID] = requestID
        let bytes: [UInt8]
        switch response.body {
        case .none: bytes = []
        case .json(let value):
            bytes = JSONText.bytes(value)
            if head.headerFields[.contentType] == nil {
                head.headerFields[.contentType] = "application/json; charset=utf-8"
            }
        case .bytes(let body, let type):
            bytes = body
            head.headerFields[.contentType] = type
        }
        // Answers without a body must not announce one.
        let isBodiless = response.status == 204 || response.status == 304
        if !isBodiless { head.headerFields[.contentLength] = String(bytes.count) }
        self.init(head: head, body: isBodiless ? .none : .bytes(ByteBuffer(bytes: bytes)))
    }
}
