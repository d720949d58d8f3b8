extension MCPToolbox {
    /// Runs a tool as the user. What fails at the provider, a parameter that does not fit and an account that cannot
    /// be used come back as a result that an agent can act on.
    /// - Parameters:
    ///   - origin: what an authorization link starts with.
    ///   - client: who calls, for the journal.
    /// - Throws: NOT_FOUND when the server or the tool is not there; PERMISSION_DENIED for a tool that the token does
    ///   not open; `BrokenConnection` where that is what a fault does.
    package func call(
        _ name: String, arguments: [String: JSONValue], origin: String, client: CallingClient = CallingClient()
    ) async throws -> MCPToolResult {
        var place: (connection: Connection, lookup: AccountLookup)?
        let call = JournalCall.tool(name, arguments: arguments, identifier: identifier, client: client, in: world)
        do {
            let done = try await world.serve(call, result: \.journaled) {
                let (tool, connection, lookup) = try world.store.read { try target(name, in: $0) }
                place = (connection, lookup)
                let request = ToolCallRequest(
                    tool: name, account: lookup, params: arguments, source: .mcp, notes: call.notes)
                try noteUse()
                let answer = JSONValue.object(try await world.upstream.execute(request).data)
                return tool.remote == nil ? MCPToolResult(answer) : MCPToolResult(remote: answer)
            }
            return try await done.arrived()
        } catch let error as EmulatorError {
            // Without a place nothing was called: there is no such tool, or a fault came first.
            guard let place else {
                guard error.toolError != nil else { throw error }
                return MCPToolResult(text: error.message, isError: true)
            }
            return try answer(to: error, place.lookup, on: place.connection, origin: origin)
        }
    }

    private func target(_ name: String, in session: Store.Session) throws -> (Tool, Connection, AccountLookup) {
        let shelf = try shelf(in: session)
        guard let found = try shelf.find(name) else {
            let near = NearestTools.to(name, in: shelf.names).first
            throw EmulatorError.notFound("tool", name, hint: near.map { "Did you mean \($0)?" })
        }
        guard opens(found.tool) else {
            throw EmulatorError(
                .permissionDenied, "\(name) may change something, and this session is READ_ONLY",
                hint: "Mint a token with access_level FULL.")
        }
        let lookup = try world.mcpAccounts.lookup(of: identifier, on: found.connection, in: session)
        return (found.tool, found.connection, lookup)
    }

    private func answer(
        to error: EmulatorError, _ lookup: AccountLookup, on connection: Connection, origin: String
    ) throws -> MCPToolResult {
        let isUnconnected =
            error.errorCode == "CONNECTED_ACCOUNT_NOT_ACTIVE" || error.code == .notFound && lookup.id.isEmpty
        if isUnconnected { return try invitation(lookup, on: connection, origin: origin) }
        // What is nobody's fault but ours is not for the agent to mend.
        let isDefect = error.toolError == nil && [.internal, .dataLoss, .unavailable].contains(error.code)
        guard !isDefect else { throw error }
        let hint = error.hint.flatMap { error.message.contains($0) ? nil : " \($0)" } ?? ""
        return MCPToolResult(text: error.message + hint, isError: true)
    }

    /// What is the matter with the account, and a new link that mends it. An identifier without an account gets one.
    private func invitation(_ lookup: AccountLookup, on connection: Connection, origin: String) throws -> MCPToolResult
    {
        let now = world.clock.now()
        let (status, link) = try world.write { session in
            let account = try world.mcpAccounts.account(of: identifier, on: connection, in: session)
            let link = try world.magicLinks.create(lookup, lifetime: nil, in: session)
            return (account?.seen(at: now).status ?? .pendingAuth, link)
        }
        return MCPToolResult(
            text: "connected account is not active: \(status.wireName). The connection \(connection.keyID) of "
                + "\(identifier) needs an authorization. Ask the user to open this link, then call the tool again: "
                + "\(origin)/magicLink/\(link.token)", isError: true)
    }

    private func noteUse() throws {
        guard case .instance(let secret) = server else { return }
        let now = world.clock.now()
        try world.write { try MCPInstanceTable.setLastUsed(now, secret: secret, in: $0) }
    }
}

extension MCPToolResult {
    fileprivate var journaled: CallResult { CallResult(body: Array(text.utf8)) }
}
