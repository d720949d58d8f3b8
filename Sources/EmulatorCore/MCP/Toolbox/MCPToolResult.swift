/// What a tool answered, or why it did not, for an agent to read.
package struct MCPToolResult: Sendable, Equatable {
    /// The provider's answer; nil for a failure.
    package var data: JSONValue?
    package var text: String
    package var isError: Bool
}

extension MCPToolResult {
    init(_ answer: JSONValue) {
        self.init(data: answer, text: String(decoding: JSONText.bytes(answer), as: UTF8.self), isError: false)
    }

    /// An MCP server's own result, unpacked: what it structured is data, what it wrote is text.
    init(remote answer: JSONValue) {
        self.init(answer)
        data = answer["structuredContent"]
        let texts = (answer["content"]?.array ?? []).compactMap { $0["text"]?.string }
        if !texts.isEmpty { text = texts.joined(separator: "\n") }
    }
}
