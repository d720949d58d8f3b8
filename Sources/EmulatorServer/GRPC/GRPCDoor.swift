import EmulatorAPI
import EmulatorCore
import HTTPTypes
import Logging
import NIOCore

/// gRPC: one frame in, one frame out, errors in the trailers. Streaming calls are `Health` and `Reflection`.
struct GRPCDoor: Sendable {
    let api: API
    let authenticator: BearerAuthenticator
    let origins: Origins
    let health: GRPCHealth
    let reflection: GRPCReflection
    let logger: Logger

    /// `application/grpc`, with or without `+proto` and parameters; not `application/grpc-web`.
    static func serves(_ head: HTTPRequest) -> Bool {
        guard let type = head.headerFields[.contentType]?.split(separator: ";").first else { return false }
        return type == "application/grpc" || type == "application/grpc+proto"
    }

    func accept(_ head: HTTPRequest, _ info: ConnectionInfo) -> Acceptance {
        let call = GRPCCall(head: head, info: info)
        guard head.method == .post else {
            return .immediately(call.failure(.init(.internal, "gRPC calls are POST requests")))
        }
        guard let encoding = call.encoding else {
            let message = "grpc-encoding \(head.headerFields[.grpcEncoding] ?? "") is not supported: identity or gzip"
            return .immediately(call.failure(.init(.unimplemented, message)))
        }
        if let stream = streaming(call) { return stream }
        let tooLarge: @Sendable () -> Reply = {
            call.failure(.init(.resourceExhausted, "the request is larger than \(GRPCFraming.maximumMessage) bytes"))
        }
        return Acceptance(
            body: .collected(
                limit: GRPCFraming.prefix + GRPCFraming.maximumMessage, tooLarge: tooLarge,
                quickly: { body in quickly(call, encoding: encoding, body: body) },
                respond: { body in await unary(call, encoding: encoding, body: body) }),
            deadline: deadline(of: call))
    }

    private func deadline(of call: GRPCCall) -> (after: TimeAmount, reply: @Sendable () -> Reply)? {
        call.timeout.map { ($0, { call.failure(.init(.deadlineExceeded, "the deadline passed")) }) }
    }

    private func streaming(_ call: GRPCCall) -> Acceptance? {
        switch call.name {
        case "grpc.health.v1.Health/Watch":
            Acceptance(body: .streamed { body in await health.watch(call, body) }, deadline: deadline(of: call))
        case "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo":
            Acceptance(body: .streamed { body in reflection.converse(call, body) }, deadline: deadline(of: call))
        default: nil
        }
    }

    private func unary(_ call: GRPCCall, encoding: GRPCCall.Encoding, body: ByteBuffer) async -> Reply {
        do {
            if call.name == "grpc.health.v1.Health/Check" {
                return call.success(try health.check(try call.message(in: body, encoding: encoding)))
            }
            guard api.method(served: call.name) != nil else { throw api.unserved(call.name) }
            let request = try call.message(in: body, encoding: encoding)
            let known = try await authenticator.authenticate(call.head.headerFields[values: .authorization])
            return try call.answer(await api.perform(call.name, request: request, context: context(known, call)))
        } catch {
            return failure(error, of: call)
        }
    }

    /// The same on the event loop: for a caller that is known, in an environment in memory.
    private func quickly(_ call: GRPCCall, encoding: GRPCCall.Encoding, body: ByteBuffer) -> Reply? {
        guard let known = authenticator.recall(call.head.headerFields[values: .authorization]) else { return nil }
        do {
            let request = try call.message(in: body, encoding: encoding)
            return try api.performQuickly(call.name, request: request, context: context(known, call))
                .map(call.answer)
        } catch {
            return failure(error, of: call)
        }
    }

    private func context(_ known: (World, Caller), _ call: GRPCCall) -> CallContext {
        CallContext(world: known.0, caller: known.1, origin: origins.origin(of: call.head, call.info))
    }

    private func failure(_ error: any Error, of call: GRPCCall) -> Reply {
        let failure = EmulatorError(caught: error)
        if failure.code == .internal, failure.toolError == nil {
            logger.error("call failed", metadata: ["operation": "\(call.name)", "error": "\(error)"])
        }
        return call.failure(failure)
    }
}
