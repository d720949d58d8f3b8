/// A tool that is to be run.
package struct ToolCallRequest: Sendable {
    package var tool: String
    package var account: AccountLookup
    package var params: [String: JSONValue]
    /// Groups the calls of one run of an agent; empty for none.
    package var agentRunID: String
    package var source: ToolCall.Source

    package init(
        tool: String, account: AccountLookup, params: [String: JSONValue] = [:], agentRunID: String = "",
        source: ToolCall.Source = .api
    ) {
        self.tool = tool
        self.account = account
        self.params = params
        self.agentRunID = agentRunID
        self.source = source
    }
}

/// What a tool answered.
package struct ExecutedTool: Sendable {
    package var data: [String: JSONValue]
    package var executionID: String
}
