/// A tool as MCP shows it.
package struct MCPTool: Sendable, Equatable {
    package var name: String
    package var title: String
    package var description: String
    package var inputSchema: JSONValue
    /// Nil when nothing is known of the answer.
    package var outputSchema: JSONValue?
    package var annotations: Annotations

    /// Nil where a registered tool says nothing.
    package struct Annotations: Sendable, Equatable {
        package var readOnly: Bool?
        package var destructive: Bool?
        package var idempotent: Bool?
        package var openWorld: Bool?
    }
}

extension MCPTool {
    init(_ tool: Tool) {
        self.init(
            name: tool.name, title: tool.displayName, description: tool.description,
            inputSchema: tool.inputSchema.json, outputSchema: tool.outputSchema, annotations: Annotations(tool))
    }
}

extension MCPTool.Annotations {
    fileprivate init(_ tool: Tool) {
        guard let definition = tool.registeredDefinition else {
            let known = tool.annotations
            self.init(
                readOnly: known.isReadOnly, destructive: known.isDestructive, idempotent: known.isIdempotent,
                openWorld: known.isOpenWorld)
            return
        }
        let given = definition["annotations"]
        func hint(_ name: String) -> Bool? { if case .bool(let value) = given?[name] { value } else { nil } }
        self.init(
            readOnly: hint("read_only_hint"), destructive: hint("destructive_hint"),
            idempotent: hint("idempotent_hint"), openWorld: hint("open_world_hint"))
    }
}
