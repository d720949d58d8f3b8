import EmulatorAPI
import EmulatorCore
import HTTPTypes
import NIOCore
import ScalekitProtos
import SwiftProtobuf

/// `grpc.health.v1.Health`: every service is serving for as long as this process answers.
struct GRPCHealth: Sendable {
    /// Full names of the services; the empty name stands for the whole server.
    let services: Set<String>

    func check(_ request: [UInt8]) throws -> [UInt8] {
        let service = try Grpc_Health_V1_HealthCheckRequest(serializedBytes: request).service
        guard knows(service) else { throw EmulatorError(.notFound, "unknown service: \(service)") }
        return try status(.serving)
    }

    /// Sends the status once and keeps the stream open, because nothing changes it before the process ends.
    func watch(_ call: GRPCCall, _ body: RequestPieces) async -> Reply {
        do {
            var messages = GRPCMessages(call: call, body: body)
            guard let request = try await messages.next() else {
                throw EmulatorError(.internal, "the call ended before its message", errorCode: "MALFORMED_FRAME")
            }
            let service = try Grpc_Health_V1_HealthCheckRequest(serializedBytes: request).service
            let answer = try status(knows(service) ? .serving : .serviceUnknown)
            return Reply(
                packed: call.responseHead,
                body: .streamed { writer in
                    try await writer.write(GRPCFraming.frame(answer))
                    // Ends when the client goes away, which cancels this task.
                    while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
                    return GRPCStatus.ok
                })
        } catch {
            return call.failure(EmulatorError(caught: error))
        }
    }

    private func knows(_ service: String) -> Bool { service.isEmpty || services.contains(service) }

    private func status(_ value: Grpc_Health_V1_HealthCheckResponse.ServingStatus) throws -> [UInt8] {
        var response = Grpc_Health_V1_HealthCheckResponse()
        response.status = value
        return try response.serializedBytes()
    }
}
