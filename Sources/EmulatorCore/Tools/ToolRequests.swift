/// Which tools a caller wants to see; what is empty demands nothing.
package struct ToolFilter: Sendable {
    /// A provider's key or slug, in any case.
    package var provider = ""
    package var names: [String] = []
    /// Words that must all stand in the name.
    package var query = ""
    /// The account whose own tools are added; its existence is checked.
    package var account = AccountLookup()

    package init() {}
}

/// Which of a user's tools a caller wants to see: any of each list, and all lists at once.
package struct ScopedToolFilter: Sendable {
    package var providers: [String]
    package var names: [String]
    package var connections: [String]

    package init(providers: [String] = [], names: [String] = [], connections: [String] = []) {
        self.providers = providers
        self.names = names
        self.connections = connections
    }
}

package struct ToolPageRequest: Sendable {
    package var size: Int
    package var token: String

    package init(size: Int, token: String) {
        self.size = size
        self.token = token
    }
}

package struct ToolPage<Item: Sendable>: Sendable {
    package var items: [Item]
    package var totalSize: Int
    package var nextPageToken: String
    package var previousPageToken: String
}

/// A tool together with the account it would run as.
package struct ScopedTool: Sendable {
    package var tool: Tool
    package var identifier: String
    package var accountID: ConnectedAccountID
}

/// A tool that fits a query.
package struct FoundTool: Sendable {
    package var tool: Tool
    /// From 0 to 1; comparable within one answer only.
    package var score: Double
    package var connections: [ToolReadiness]
}

/// Whether an identifier can use a tool through one connection.
package struct ToolReadiness: Sendable, Equatable {
    /// `tools.ToolReadinessState` by number.
    package enum State: Int, Sendable { case ready = 1, needsConnection = 2, needsReauth = 3 }

    package var connection: String
    package var accountID: ConnectedAccountID
    package var state: State

    init(_ account: ConnectedAccount) {
        connection = account.connector
        accountID = account.id
        state =
            switch account.status {
            case .active: .ready
            case .expired: .needsReauth
            case .pendingAuth, .pendingVerification, .disconnected: .needsConnection
            }
    }
}
