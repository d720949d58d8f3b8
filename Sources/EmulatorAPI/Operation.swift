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

    /// An operation with an answer so large that making a message of it would be most of the work; the handler writes
    /// the bytes of a `Response` itself.
    package init<Request: Message, Response: Message>(
        _ name: String, writing response: Response.Type,
        _ handler: @escaping @Sendable (Request, CallContext) throws -> [UInt8]
    ) {
        self.name = name
        requestType = Request.protoMessageName
        responseType = Response.protoMessageName
        handle = { bytes, context in try handler(Request(serializedBytes: bytes), context) }
        handleQuickly = { _, _ in nil }
    }

    /// An operation that asks somebody else first.
    package init<Request: Message, Response: Message>(
        waiting name: String, _ handler: @escaping @Sendable (Request, CallContext) async throws -> Response
    ) {
        self.name = name
        requestType = Request.protoMessageName
        responseType = Response.protoMessageName
        handle = { bytes, context in try await handler(Request(serializedBytes: bytes), context).serializedBytes() }
        handleQuickly = { _, _ in nil }
    }

    /// The same for an operation with a large answer.
    /// - Parameter quickly: answers at once, or returns nil, having done nothing, when it would have to wait.
    package init<Request: Message, Response: Message>(
        waiting name: String, writing response: Response.Type,
        quickly: @escaping @Sendable (Request, CallContext) throws -> [UInt8]?,
        _ handler: @escaping @Sendable (Request, CallContext) async throws -> [UInt8]
    ) {
        self.name = name
        requestType = Request.protoMessageName
        responseType = Response.protoMessageName
        handle = { bytes, context in try await handler(Request(serializedBytes: bytes), context) }
        handleQuickly = { bytes, context in try quickly(Request(serializedBytes: bytes), context) }
    }
}
