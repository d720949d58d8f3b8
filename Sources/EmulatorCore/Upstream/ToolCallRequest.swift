/// A tool that is to be run.
package struct ToolCallRequest: Sendable {
    package var tool: String
    package var account: AccountLookup
    package var params: [String: JSONValue]
    /// Groups the calls of one run of an agent; empty for none.
    package var agentRunID: String
    package var source: ToolCall.Source
    /// Where the rules write down whose account it was.
    package var notes: CallNotes?

    package init(
        tool: String, account: AccountLookup, params: [String: JSONValue] = [:], agentRunID: String = "",
        source: ToolCall.Source = .api, notes: CallNotes? = nil
    ) {
        self.tool = tool
        self.account = account
        self.params = params
        self.agentRunID = agentRunID
        self.source = source
        self.notes = notes
    }
}

/// What a tool answered.
package struct ExecutedTool: Sendable {
    package var data: [String: JSONValue]
    package var executionID: String
}
