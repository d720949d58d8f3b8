package import SwiftProtobuf

/// One operation of the contract, written once and served by every door.
package struct Operation: Sendable {
    /// `scalekit.v1.connections.ConnectionService/ListConnections`
    package let name: String
    package let requestType: String
    package let responseType: String
    /// Protobuf in, protobuf out. The request has been validated against the contract.
    package let handle: @Sendable (_ request: [UInt8], _ context: CallContext) async throws -> [UInt8]
    /// The same without waiting, for calls that are over in microseconds; nil for a call that may take longer.
    /// Handing a call to another thread and back costs a third of the call.
    package let handleQuickly: @Sendable (_ request: [UInt8], _ context: CallContext) throws -> [UInt8]?

    /// - Parameter isQuick: whether the work of this request is bounded, whatever the environment holds.
    package init<Request: Message, Response: Message>(
        _ name: String,
        isQuick: @escaping @Sendable (Request) -> Bool = { _ in true },
        _ handler: @escaping @Sendable (Request, CallContext) throws -> Response
    ) {
        self.name = name
        requestType = Request.protoMessageName
        responseType = Response.protoMessageName
        handle = { bytes, context in
            try handler(Request(serializedBytes: bytes), context).serializedBytes()
        }
        handleQuickly = { bytes, context in
            let request = try Request(serializedBytes: bytes)
            return isQuick(request) ? try handler(request, context).serializedBytes() : nil
        }
    }

    /// An operation that waits for something.
    package init<Request: Message, Response: Message>(
        waiting name: String,
        _ handler: @escaping @Sendable (Request, CallContext) async throws -> Response
    ) {
        self.name = name
        requestType = Request.protoMessageName
        responseType = Response.protoMessageName
        handle = { bytes, context in
            let request = try Request(serializedBytes: bytes)
            return try await handler(request, context).serializedBytes()
        }
        handleQuickly = { _, _ in nil }
    }
}
