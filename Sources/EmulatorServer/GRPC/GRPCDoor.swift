import EmulatorAPI
import EmulatorCore
import HTTPTypes
import Logging
import NIOCore

/// gRPC: one frame in, one frame out, errors in the trailers. Streaming calls are `Health` and `Reflection`.
final class GRPCDoor: Sendable {
    private let api: API
    private let authenticator: BearerAuthenticator
    private let origins: Origins
    private let sessionTokens: MCPSessionTokens
    private let health: GRPCHealth
    private let reflection: GRPCReflection
    private let logger: Logger

    init(
        api: API, authenticator: BearerAuthenticator, origins: Origins, sessionTokens: MCPSessionTokens,
        health: GRPCHealth, reflection: GRPCReflection, logger: Logger
    ) {
        self.api = api
        self.authenticator = authenticator
        self.origins = origins
        self.sessionTokens = sessionTokens
        self.health = health
        self.reflection = reflection
        self.logger = logger
    }

    /// `application/grpc`, with or without `+proto` and parameters; not `application/grpc-web`.
    static func serves(_ head: RequestHead) -> Bool {
        guard let contentType = head.contentType else { return false }
        if contentType == "application/grpc" { return true }
        let type = contentType.prefix { $0 != ";" }
        return type == "application/grpc" || type == "application/grpc+proto"
    }

    func accept(_ head: RequestHead, _ info: ConnectionInfo) -> Acceptance {
        let call = GRPCCall(head: head, info: info)
        guard head.method == "POST" else {
            return .immediately(call.failure(.init(.internal, "gRPC calls are POST requests")))
        }
        guard call.encoding != nil else {
            let message = "grpc-encoding \(head[.grpcEncoding] ?? "") is not supported: identity or gzip"
            return .immediately(call.failure(.init(.unimplemented, message)))
        }
        let served = api.served(path: head.path)
        if served == nil, let stream = streaming(call) { return stream }
        return Acceptance(
            body: .collected(GRPCUnaryCall(door: self, call: call, served: served)), deadline: deadline(of: call))
    }

    private func deadline(of call: GRPCCall) -> (after: TimeAmount, reply: @Sendable () -> Reply)? {
        call.timeout.map { ($0, { call.failure(.init(.deadlineExceeded, "the deadline passed")) }) }
    }

    private func streaming(_ call: GRPCCall) -> Acceptance? {
        switch call.name {
        case "grpc.health.v1.Health/Watch":
            stream(call) { [health] in await health.watch(call, $0) }
        case "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo":
            stream(call) { [reflection] in reflection.converse(call, $0) }
        default: nil
        }
    }

    private func stream(_ call: GRPCCall, respond: @escaping @Sendable (RequestPieces) async -> Reply) -> Acceptance {
        // All messages of one call together; the streams here take questions of a few bytes.
        Acceptance(
            body: .streamed(limit: GRPCFraming.maximumMessage, respond: respond), deadline: deadline(of: call))
    }
}

/// A call with one message each way.
private struct GRPCUnaryCall: CollectedCall {
    let door: GRPCDoor
    let call: GRPCCall
    let served: API.Served?

    var bodyLimit: Int { GRPCFraming.prefix + GRPCFraming.maximumMessage }

    func tooLarge() -> Reply {
        call.failure(.init(.resourceExhausted, "the request is larger than \(GRPCFraming.maximumMessage) bytes"))
    }

    func answerAtOnce(_ body: ByteBuffer) -> Reply? { served.flatMap { door.answerAtOnce(call, $0, body) } }
    func answer(_ body: ByteBuffer) async -> Reply { await door.answer(call, served, body) }
}

extension GRPCDoor {
    fileprivate func answer(_ call: GRPCCall, _ served: API.Served?, _ body: ByteBuffer) async -> Reply {
        do {
            guard let served else {
                guard call.name == "grpc.health.v1.Health/Check" else { throw api.unserved(call.name) }
                return try call.answer(health.check(call.message(in: body)))
            }
            let request = try call.message(in: body)
            let known = try await authenticator.authenticate(call.head.authorizations)
            let done = try await api.perform(served, request: request, context: context(known, call))
            return try call.answer(done.answer).delivered(done.delivery)
        } catch let broken as BrokenConnection {
            return .broken(broken.what)
        } catch {
            return failure(error, of: call)
        }
    }

    /// For a caller that is known, in an environment in memory.
    fileprivate func answerAtOnce(_ call: GRPCCall, _ served: API.Served, _ body: ByteBuffer) -> Reply? {
        guard let known = authenticator.recall(call.head.authorizations) else { return nil }
        do {
            let request = try call.message(in: body)
            return try api.performQuickly(served, request: request, context: context(known, call)).map(call.answer)
        } catch {
            return failure(error, of: call)
        }
    }

    private func context(_ known: (World, Caller), _ call: GRPCCall) -> CallContext {
        CallContext(
            world: known.0, caller: known.1, origin: origins.origin(of: call.head.authority, call.info),
            door: .grpc, client: call.head.client, sessionTokens: sessionTokens)
    }

    private func failure(_ error: any Error, of call: GRPCCall) -> Reply {
        let failure = EmulatorError(caught: error)
        if failure.code == .internal, failure.toolError == nil {
            logger.error("call failed", metadata: ["operation": "\(call.name)", "error": "\(error)"])
        }
        return call.failure(failure)
    }
}
