package import SwiftProtobuf

/// One operation of the contract, written once and served by every door.
package struct Operation: Sendable {
    /// `scalekit.v1.connections.ConnectionService/ListConnections`
    package let name: String
    package let requestType: String
    package let responseType: String
    /// Protobuf in, protobuf out. The request has been validated against the contract.
    package let handle: @Sendable (_ request: [UInt8], _ context: CallContext) async throws -> [UInt8]

    package init<Request: Message, Response: Message>(
        _ name: String,
        _ handler: @escaping @Sendable (Request, CallContext) async throws -> Response
    ) {
        self.name = name
        requestType = Request.protoMessageName
        responseType = Response.protoMessageName
        handle = { bytes, context in
            let request = try Request(serializedBytes: bytes)
            return try await handler(request, context).serializedBytes()
        }
    }
}
