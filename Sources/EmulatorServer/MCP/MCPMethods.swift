import EmulatorCore

/// Answers the requests of one caller in one revision.
struct MCPMethods: Sendable {
    let caller: MCPCaller
    let revision: MCPRevision
    let limits: MCPLimits

    func answer(_ request: RPCRequest) async -> RPCAnswer {
        do {
            return RPCAnswer(id: request.id, outcome: .success(sealed(try await result(of: request))))
        } catch let error as RPCError {
            return RPCAnswer(id: request.id, outcome: .failure(error))
        } catch {
            let failure = EmulatorError(caught: error)
            return RPCAnswer(
                id: request.id, outcome: .failure(RPCError(failure)), broken: (error as? BrokenConnection)?.what,
                retryAfter: failure.retryAfter)
        }
    }

    private func result(of request: RPCRequest) async throws -> [String: JSONValue] {
        guard let method = MCPMethod(rawValue: request.method), method.isServed(in: revision) else {
            throw RPCError(
                .methodNotFound, "Method not found", data: .object(["method": .string(request.method)]))
        }
        switch method {
        case .ping: return [:]
        case .discover: return discovery
        case .listTools, .callTool:
            // A consent page, or a seed, may have made accounts of custom MCP providers since.
            await caller.world.remoteTools.readNew()
            return method == .listTools
                ? try await listTools(request.params)
                : try await callTool(request.params)
        case .initialize, .listen:
            // They change how the exchange goes on, and were answered before.
            throw RPCError(.invalidRequest, "\(method.rawValue) must be a request of its own")
        }
    }

    /// What the answer to `initialize` says, and what `server/discover` says without a handshake.
    func greeting() -> [String: JSONValue] {
        var result: [String: JSONValue] = [
            "protocolVersion": .string(revision.rawValue), "capabilities": capabilities,
            "serverInfo": .object(serverInfo),
        ]
        result["instructions"] = caller.toolbox.instructions.map(JSONValue.string)
        return result
    }

    private var discovery: [String: JSONValue] {
        var result: [String: JSONValue] = ["supportedVersions": MCPRevision.names, "capabilities": capabilities]
        result["instructions"] = caller.toolbox.instructions.map(JSONValue.string)
        return cacheable(result, for: 60_000)
    }

    private var capabilities: JSONValue { ["tools": ["listChanged": true]] }

    private var serverInfo: [String: JSONValue] {
        var info: [String: JSONValue] = [
            "name": .string(caller.toolbox.name), "version": .string(EmulatorVersion.current),
        ]
        if revision.hasTitles { info["title"] = .string("\(caller.toolbox.name) (scalekit-emulator)") }
        if revision.hasServerDescription { info["description"] = caller.toolbox.instructions.map(JSONValue.string) }
        return info
    }

    /// What every 2026-07-28 result carries: that it is one, and whose.
    func sealed(_ result: [String: JSONValue]) -> JSONValue {
        guard !revision.hasHandshake else { return .object(result) }
        var result = result
        result["resultType"] = "complete"
        var meta = result["_meta"]?.object ?? [:]
        meta["io.modelcontextprotocol/serverInfo"] = .object(serverInfo)
        result["_meta"] = .object(meta)
        return .object(result)
    }

    /// - Parameter milliseconds: how long a client may keep it; only for itself, because it is one user's.
    func cacheable(_ result: [String: JSONValue], for milliseconds: Int) -> [String: JSONValue] {
        guard revision.hasCachingHints else { return result }
        var result = result
        result["ttlMs"] = .number(Double(milliseconds))
        result["cacheScope"] = "private"
        return result
    }
}
