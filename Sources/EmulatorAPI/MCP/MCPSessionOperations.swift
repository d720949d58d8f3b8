import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// `McpService`: session tokens.
package enum MCPSessionOperations {
    private static let service = "scalekit.v1.mcp.McpService"

    package static let all: [Operation] = [
        Operation(waiting: "\(service)/CreateMcpSessionToken", createToken)
    ]

    private static func createToken(
        _ request: Scalekit_V1_Mcp_CreateMcpSessionTokenRequest, _ context: CallContext
    ) async throws -> Scalekit_V1_Mcp_CreateMcpSessionTokenResponse {
        let lifetime = try MCPSessions.lifetime(request.hasExpiry ? request.expiry.timeInterval : nil)
        let sessions = context.world.mcpSessions
        let server =
            try request.keyID.isEmpty
            ? sessions.server(configID: request.mcpConfigID, identifier: request.identifier)
            : sessions.server(keyID: request.keyID, identifier: request.identifier)
        let minted = try await context.sessionTokens.mint(
            for: context.world, server: server, identifier: request.identifier,
            access: MCPAccess(rawValue: request.accessLevel) ?? .full, lifetime: lifetime, origin: context.origin)
        return .with {
            $0.token = minted.token
            $0.expiresAt = .init(minted.expiresAt)
        }
    }
}
