import Synchronization

/// The log of tool calls and proxied requests of one environment. It keeps the newest ten thousand.
package struct ToolCalls: Sendable {
    static let kept: Int64 = 10_000
    /// How many may be kept beyond that before the oldest are dropped.
    private static let slack: Int64 = 500
    static let sizes = (standard: 20, maximum: 100)

    let world: World

    /// Newest first.
    /// - Throws: INVALID_ARGUMENT naming the filter that has a value it cannot have.
    package func list(_ filter: ToolCallFilter, size: Int, token: String) throws -> Page<ToolCall> {
        guard size <= Self.sizes.maximum else {
            throw EmulatorError.invalid(
                "page_size", "value must be at most \(Self.sizes.maximum)", constraint: "uint32.lte")
        }
        try Self.require(filter.statuses, ToolCall.Status.allCases.map(\.rawValue), "status")
        try Self.require(filter.sources, ToolCall.Source.allCases.map(\.rawValue), "source")
        let page = try PageRequest(size: size > 0 ? size : Self.sizes.standard, token: token)
        let keys = try filter.providers.map(world.providers.directory().key)
        let listing = try ToolCallListing(filter, providerKeys: keys)
        return try world.store.read { session in
            try Page(
                page, totalSize: try listing.count(in: session), number: \.id.number,
                fetch: { try listing.fetch(from: $0, limit: $1, in: session) })
        }
    }

    /// - Throws: NOT_FOUND.
    package func get(_ executionID: String) throws -> ToolCall {
        try world.store.read { session in
            guard let call = try ToolCallTable.find(executionID, in: session) else {
                throw EmulatorError.notFound("tool call", executionID)
            }
            return call
        }
    }

    /// How far a call came in its transaction.
    enum Progress<Value> {
        /// With the failure of the provider when there was one.
        case over(Value, EmulatorError?)
        /// Whoever goes on with it has to call `end`.
        case goingOn(Value)
    }

    /// Runs a call in one transaction and writes down what came of it. A call that throws leaves nothing behind but
    /// its entry, and the end of a credential that it met.
    func logging<Value>(
        _ request: ToolCallRequest, _ body: (inout ToolCall, Store.Session) throws -> Progress<Value>
    ) throws -> Value {
        var noted: ToolCall?
        do {
            return try world.write { session in
                var entry = try begin(request, in: session)
                defer { noted = entry }
                switch try body(&entry, session) {
                case .over(let value, let failure):
                    try finish(entry, failure: failure, in: session)
                    return value
                case .goingOn(let value): return value
                }
            }
        } catch let error as EmulatorError {
            try world.write { session in
                // The numbers went back with the transaction.
                var entry = try begin(request, in: session)
                if let noted {
                    entry.take(over: noted)
                    // What the caller was told about the account has to be true afterwards.
                    if let account = try ConnectedAccountTable.find(noted.accountID, in: session) {
                        _ = try world.connectedAccounts.bringUpToDate(account, in: session)
                    }
                }
                try finish(entry, failure: error, in: session)
            }
            throw error
        }
    }

    /// Writes down what came of a call that went on after its transaction.
    func end(_ entry: ToolCall, _ failure: EmulatorError?) throws {
        try world.write { try finish(entry, failure: failure, in: $0) }
    }

    private func begin(_ request: ToolCallRequest, in session: Store.Session) throws -> ToolCall {
        ToolCall(
            id: try world.ids.next(in: session),
            executionID: "exec_" + (try world.ids.alphanumerics(24, for: "execution", in: session)),
            agentRunID: request.agentRunID.isEmpty ? nil : request.agentRunID, toolName: request.tool,
            connection: request.account.connector, identifier: request.account.identifier,
            userID: request.account.userID, organizationID: request.account.organizationID, source: request.source,
            startedAt: world.clock.now())
    }

    private func finish(_ call: ToolCall, failure: EmulatorError?, in session: Store.Session) throws {
        var call = call
        if let failure { call.fail(failure) }
        call.duration = world.clock.now().microseconds - call.startedAt.microseconds
        try ToolCallTable.insert(call, in: session)
        if world.loggedCalls.add(1, ordering: .relaxed).newValue.isMultiple(of: Int(Self.slack)) {
            try ToolCallTable.keepNewest(Self.kept, in: session)
        }
    }

    private static func require(_ values: [String], _ known: [String], _ field: String) throws {
        guard let unknown = values.first(where: { !known.contains($0) }) else { return }
        throw EmulatorError.invalid(
            field, "\(unknown) is not one of \(known.joined(separator: ", "))", constraint: "string.in")
    }
}
