import EmulatorCore
import HTTPTypes

/// Tells gRPC, proxied requests, MCP, operations and everything else apart, request by request.
struct FrontDoor: Sendable {
    let grpc: GRPCDoor
    let proxy: ProxyDoor
    let mcp: MCPDoor
    let rest: RESTDoor
    let web: WebDoor

    func accept(_ head: RequestHead, _ info: ConnectionInfo) -> Acceptance {
        if GRPCDoor.serves(head) { return grpc.accept(head, info) }
        if let type = head.contentType, type.hasPrefix("application/grpc") {
            return .immediately(unsupported(type))
        }
        if let proxied = proxy.accept(head) { return proxied }
        return mcp.accept(head, info) ?? rest.accept(head, info) ?? web.accept(head, info)
    }

    /// grpc-web and Connect are other protocols; no SDK of Scalekit's speaks them.
    private func unsupported(_ type: String) -> Reply {
        RESTReply.failure(
            EmulatorError(
                .invalidArgument, "content-type \(type) is not supported: use application/grpc or application/json",
                errorCode: "UNSUPPORTED_MEDIA_TYPE"),
            status: .unsupportedMediaType, requestID: RequestIDs.next())
    }
}
