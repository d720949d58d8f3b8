import EmulatorCore
import HTTPTypes

/// Messages of the revisions in which every request says everything itself.
extension MCPExchange {
    func postStateless(_ message: RPCMessage, _ caller: MCPCaller, _ accepts: Acceptable) async throws -> Reply {
        switch message {
        case .response:
            throw RPCFault(.invalidRequest, "a body must be one request or one notification")
        case .notification:
            // No notification of a client means anything here: a call is cancelled by closing its answer.
            try refusing(nil) { try MCPEnvelope.requireSpoken(head[MCPEnvelope.version] ?? "") }
            return MCPReply.accepted()
        case .request(let request):
            try refusing(request.id) { try MCPEnvelope.check(request, head) }
            if request.method == MCPMethod.listen.rawValue { return try listen(request, caller, accepts) }
            let methods = MCPMethods(caller: caller, revision: .v2026_07_28, limits: door.limits)
            let call = RunningCall(watch: door.watch, place: door.gauge.take(.call)) {
                [await methods.answer(request)]
            }
            return try await run(call, accepts) { answers in
                if case .failure(let error)? = answers.first?.outcome { error.statelessStatus } else { .ok }
            }
        }
    }

    private func refusing(_ id: RPCID?, _ check: () throws -> Void) throws {
        do {
            try check()
        } catch let error as RPCError {
            throw MCPRefusal(error.statelessStatus, error, id: id)
        }
    }

    /// `subscriptions/listen`: the answer is a stream of notices, whose result comes when the server ends it.
    private func listen(_ request: RPCRequest, _ caller: MCPCaller, _ accepts: Acceptable) throws -> Reply {
        guard accepts.events else {
            throw MCPRefusal(.notAcceptable, "the answer is text/event-stream: accept it")
        }
        guard let wanted = request.params["notifications"]?.object else {
            throw MCPRefusal(
                .badRequest, RPCError(.invalidParams, "notifications must be an object"), id: request.id)
        }
        let wantsTools = wanted["toolsListChanged"] == true
        let meta: JSONValue = ["io.modelcontextprotocol/subscriptionId": request.id.json]
        let methods = MCPMethods(caller: caller, revision: .v2026_07_28, limits: door.limits)
        let honoured: JSONValue = wantsTools ? ["toolsListChanged": true] : [:]
        let end = RPCAnswer(id: request.id, outcome: .success(methods.sealed(["_meta": meta])))
        return try notices(
            for: caller,
            opening: RPCAnswer.notification(
                "notifications/subscriptions/acknowledged", ["notifications": honoured, "_meta": meta]),
            notice: wantsTools ? RPCAnswer.notification(NoticeStream.toolsChanged, ["_meta": meta]) : nil,
            closing: end.json, id: request.id)
    }
}
