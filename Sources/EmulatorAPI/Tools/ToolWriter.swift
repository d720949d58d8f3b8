import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// Writes tools and their answers straight as protobuf. A page of a hundred definitions is thousands of small messages,
/// and making them anew would cost many times the rest of the call.
struct ToolWriter {
    let catalogue: Catalogue

    /// - Parameter head: the response without its tools.
    func bytes(_ head: Scalekit_V1_Tools_ListToolsResponse, tools: [Tool]) throws -> [UInt8] {
        try bytes(head, tools, at: 5) { try parts($0) }
    }

    /// - Parameter head: the response without its tools.
    func bytes(_ head: Scalekit_V1_Tools_ListAvailableToolsResponse, tools: [Tool]) throws -> [UInt8] {
        try bytes(head, tools, at: 4) { try parts($0) }
    }

    /// - Parameter head: the response without its tools.
    func bytes(_ head: Scalekit_V1_Tools_ListScopedToolsResponse, tools: [ScopedTool]) throws -> [UInt8] {
        try bytes(head, tools, at: 5) { try parts($0) }
    }

    /// `ExecuteToolResponse`
    func bytes(_ executed: ExecutedTool) -> [UInt8] {
        var writer = WireWriter()
        writer.payload(1, StructWriter.bytes(executed.data))
        writer.payload(2, executed.executionID.utf8)
        return writer.bytes
    }

    private func bytes<Item>(_ head: some Message, _ items: [Item], at field: Int, _ parts: (Item) throws -> [[UInt8]])
        throws -> [UInt8]
    {
        var writer = WireWriter(try head.serializedBytes())
        for item in items { writer.payload(field, parts: try parts(item)) }
        return writer.bytes
    }

    /// `ScopedTool`: its tool is by far the largest part, and is not copied on the way.
    private func parts(_ scoped: ScopedTool) throws -> [[UInt8]] {
        let tool = try parts(scoped.tool)
        var before = WireWriter()
        before.begin(1, length: tool.reduce(0) { $0 + $1.count })
        var after = WireWriter()
        after.payload(2, scoped.identifier.utf8)
        after.payload(3, "\(scoped.accountID)".utf8)
        return [before.bytes] + tool + [after.bytes]
    }

    /// `Tool`. One of the catalogue is written once, without what may differ between environments.
    private func parts(_ tool: Tool) throws -> [[UInt8]] {
        guard let wire = tool.wire else { return [try message(tool).serializedBytes()] }
        let kept = try wire.value {
            var message = message(tool)
            message.clearIsDefault()
            return try message.serializedBytes() as [UInt8]
        }
        var writer = WireWriter()
        writer.payload(6, try Google_Protobuf_BoolValue(tool.isDefault).serializedBytes() as [UInt8])
        return [kept, writer.bytes]
    }

    private func message(_ tool: Tool) -> Scalekit_V1_Tools_Tool { .init(tool, catalogue: catalogue) }
}
