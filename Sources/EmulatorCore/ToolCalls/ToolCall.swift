package import struct Foundation.Date

/// One run of a tool or one proxied request, as the log keeps it (`agentkit_logs.ToolCallLog`).
package struct ToolCall: Sendable, Equatable {
    package var id: ToolCallID
    package var executionID: String
    package var agentRunID: String?
    /// For a proxied request its method and path.
    package var toolName: String
    package var providerKey = ""
    package var accountID = ConnectedAccountID(number: 0)
    package var connectionID = ConnectionID(number: 0)
    package var connection = ""
    package var identifier: String
    package var userID: String
    package var organizationID: String
    package var source: Source
    package var status = Status.success
    /// `provider` or `platform` where something failed.
    package var errorTier = ""
    package var errorCode = ""
    package var errorMessage = ""
    /// In microseconds of the environment's clock.
    package var duration: Int64 = 0
    package var startedAt: Date

    package enum Source: String, Sendable, CaseIterable {
        case api = "API"
        case mcp = "MCP"
        case proxy = "PROXY"
        case gateway = "GATEWAY"
    }

    package enum Status: String, Sendable, CaseIterable {
        case success
        case providerError = "provider_error"
        case platformError = "platform_error"
    }

    mutating func note(_ tool: Tool) {
        toolName = tool.name
        providerKey = tool.providerKey
    }

    mutating func note(_ account: ConnectedAccount) {
        providerKey = account.providerKey
        accountID = account.id
        connectionID = account.connectionID
        connection = account.connector
        identifier = account.identifier
        userID = account.userID ?? ""
        organizationID = account.organizationID ?? ""
    }

    /// What an entry that was undone knew already.
    mutating func take(over other: ToolCall) {
        let (id, executionID) = (id, executionID)
        self = other
        self.id = id
        self.executionID = executionID
    }

    mutating func fail(_ error: EmulatorError) {
        status = error.toolError == nil ? .platformError : .providerError
        errorTier = error.toolError == nil ? "platform" : "provider"
        errorCode = error.toolError?.code ?? error.errorCode
        errorMessage = error.toolError?.message ?? error.message
    }
}

/// `tcl_` and digits.
package struct ToolCallID: Sendable, Hashable, NumberedID {
    package static let prefix = "tcl_"
    package var number: Int64
    package init(number: Int64) { self.number = number }
}

/// Which calls a caller wants to see; what is empty or nil demands nothing.
package struct ToolCallFilter: Sendable {
    package var startTime: Date?
    package var endTime: Date?
    package var statuses: [String] = []
    /// Slugs or keys.
    package var providers: [String] = []
    package var sources: [String] = []
    package var connectionID = ""
    package var accountID = ""
    package var identifier = ""
    package var agentRunID = ""
    /// A part of the connection's name.
    package var connection = ""

    package init() {}
}
