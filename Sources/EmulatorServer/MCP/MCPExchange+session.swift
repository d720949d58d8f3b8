import EmulatorCore
import HTTPTypes

/// Messages of the revisions that begin with `initialize`.
extension MCPExchange {
    func postInSession(_ message: RPCMessage, _ caller: MCPCaller, _ accepts: Acceptable) async throws -> Reply {
        if case .request(let request) = message, request.method == MCPMethod.initialize.rawValue {
            return try initialize(request, caller, accepts)
        }
        let session = try session(of: caller)
        switch message {
        case .response:
            return MCPReply.accepted()
        case .notification(let method, let params):
            note(method, params, in: session)
            return MCPReply.accepted()
        case .request(let request):
            let call = running([request], in: session, caller)
            return try await run(call, accepts)
        }
    }

    func postBatch(_ batch: [JSONValue], _ caller: MCPCaller, _ accepts: Acceptable) async throws -> Reply {
        let version = head[MCPEnvelope.version]
        guard version.map({ MCPRevision(rawValue: $0)?.hasBatches ?? false }) ?? (head[Self.sessionID] != nil) else {
            throw RPCFault(.invalidRequest, "batches are messages of revision 2025-03-26 only")
        }
        let session = try session(of: caller)
        guard session.revision.hasBatches else {
            throw RPCFault(.invalidRequest, "batches are not in revision \(session.revision.rawValue)")
        }
        guard !batch.isEmpty, batch.count <= door.limits.batch else {
            throw RPCFault(.invalidRequest, "a batch has 1 to \(door.limits.batch) messages")
        }
        var requests: [RPCRequest] = []
        var refused: [RPCAnswer] = []
        for json in batch {
            do {
                switch try RPCMessage(json) {
                case .request(let request): requests.append(request)
                case .notification(let method, let params): note(method, params, in: session)
                case .response: break
                }
            } catch let fault as RPCFault {
                refused.append(fault.answer)
            }
        }
        guard !requests.isEmpty || !refused.isEmpty else { return MCPReply.accepted() }
        let call = running(requests, in: session, caller, refused: refused)
        return try await run(call, accepts, isBatch: true)
    }

    /// The handshake: which revision, and a session for what follows.
    private func initialize(_ request: RPCRequest, _ caller: MCPCaller, _ accepts: Acceptable) throws -> Reply {
        guard let asked = request.params["protocolVersion"]?.string else {
            throw RPCFault(.invalidParams, "protocolVersion must be a string", id: request.id)
        }
        guard case .object? = request.params["capabilities"] else {
            throw RPCFault(.invalidParams, "capabilities must be an object", id: request.id)
        }
        guard let info = request.params["clientInfo"]?.object, info["name"]?.string != nil,
            info["version"]?.string != nil
        else {
            throw RPCFault(.invalidParams, "clientInfo must be an object with name and version", id: request.id)
        }
        let spoken = MCPRevision(rawValue: asked).flatMap { $0.hasHandshake ? $0 : nil }
        let revision = spoken ?? .newestWithHandshake
        guard let session = door.sessions.open(revision, for: caller.owner) else {
            throw MCPRefusal(
                .serviceUnavailable, RPCError(.internalError, "too many sessions are open"), id: request.id)
        }
        let methods = MCPMethods(caller: caller, revision: revision, limits: door.limits)
        let answer = RPCAnswer(id: request.id, outcome: .success(methods.sealed(methods.greeting())))
        var reply = MCPReply.answer(answer.json, asEvent: !accepts.json)
        reply.add([Self.sessionID: session.id])
        return reply
    }

    /// - Throws: 400 when the request names no session, 404 when it is not there any more or somebody else's.
    func session(of caller: MCPCaller) throws -> OpenSession {
        guard let id = head[Self.sessionID] else {
            throw MCPRefusal(.badRequest, "the mcp-session-id header is missing: begin with initialize")
        }
        guard let session = door.sessions.find(id, of: caller.owner) else {
            throw MCPRefusal(.notFound, "there is no such session: begin anew with initialize")
        }
        return session
    }

    private func note(_ method: String, _ params: [String: JSONValue], in session: OpenSession) {
        // The others say nothing that matters here.
        guard method == "notifications/cancelled", let id = RPCID(params["requestId"]) else { return }
        door.sessions.cancel(id, in: session)
    }

    private func running(
        _ requests: [RPCRequest], in session: OpenSession, _ caller: MCPCaller, refused: [RPCAnswer] = []
    ) -> RunningCall {
        let methods = MCPMethods(caller: caller, revision: session.revision, limits: door.limits)
        let sessions = door.sessions
        return RunningCall(
            watch: door.watch, place: door.gauge.take(.call),
            cancellation: { answer in
                for request in requests {
                    sessions.begin(request.id, in: session) { answer(Self.cancelled(requests) + refused) }
                }
            },
            whenOver: { for request in requests { sessions.end(request.id, in: session) } }
        ) {
            await withTaskGroup(of: RPCAnswer.self) { group in
                for request in requests { group.addTask { await methods.answer(request) } }
                return await group.reduce(into: refused) { $0.append($1) }
            }
        }
    }

    private static func cancelled(_ requests: [RPCRequest]) -> [RPCAnswer] {
        requests.map { RPCAnswer(id: $0.id, outcome: .failure(RPCError(.requestCancelled, "Request cancelled"))) }
    }
}
