import EmulatorCore
import HTTPTypes
import NIOCore

/// `POST`: one message, or several where the revision has batches.
extension MCPExchange {
    func post(_ body: ByteBuffer) async throws -> Reply {
        try requireJSON()
        let accepts = Acceptable(head[.accept])
        guard accepts.json || accepts.events else {
            throw MCPRefusal(.notAcceptable, "the answer is application/json or text/event-stream: accept them")
        }
        let caller = try await caller()
        guard let json = JSONText.parse(body.readableBytesView) else {
            throw MCPRefusal(.badRequest, RPCError(.parseError, "the body is not JSON"))
        }
        do {
            if case .array(let batch) = json { return try await postBatch(batch, caller, accepts) }
            let message = try RPCMessage(json)
            return isStateless(message)
                ? try await postStateless(message, caller, accepts) : try await postInSession(message, caller, accepts)
        } catch let fault as RPCFault {
            throw MCPRefusal(fault)
        }
    }

    private func requireJSON() throws {
        let type = head.contentType ?? ""
        guard
            type == MCPReply.json
                || type.prefix(while: { $0 != ";" }).filter({ !$0.isWhitespace }).lowercased() == MCPReply.json
        else {
            throw MCPRefusal(.unsupportedMediaType, "content-type must be application/json")
        }
        if let encoding = head[.contentEncoding], encoding.lowercased() != "identity" {
            throw MCPRefusal(.unsupportedMediaType, "content-encoding \(encoding) is not supported")
        }
    }

    /// The header decides; without one, the envelope, which no older revision has.
    private func isStateless(_ message: RPCMessage) -> Bool {
        guard let version = head[MCPEnvelope.version] else {
            if case .request(let request) = message { return MCPEnvelope.isPresent(in: request) }
            return false
        }
        return !(MCPRevision(rawValue: version)?.hasHandshake ?? false)
    }

    /// Answers as JSON when the answer is soon there, as events when it takes long or nothing else is read.
    func run(
        _ call: RunningCall, _ accepts: Acceptable, isBatch: Bool = false,
        status: ([RPCAnswer]) -> HTTPResponse.Status = { _ in .ok }
    ) async throws -> Reply {
        for await event in call.events {
            switch event {
            case .waiting where accepts.events: return stream(call)
            case .waiting: continue
            case .answered(let answers):
                try Self.requireWhole(answers)
                let value = answers.count == 1 && !isBatch ? answers[0].json : .array(answers.map(\.json))
                guard let seconds = answers.compactMap(\.retryAfter).max() else {
                    return MCPReply.answer(value, asEvent: !accepts.json, status: status(answers))
                }
                var reply = MCPReply.answer(value, asEvent: !accepts.json, status: .tooManyRequests)
                reply.add([.retryAfter: String(seconds)])
                return reply
            }
        }
        // Only when the client has gone, which ends the loop without an answer.
        throw CancellationError()
    }

    /// - Throws: `BrokenConnection` where a fault asks for it, for all that are answered together.
    private static func requireWhole(_ answers: [RPCAnswer]) throws {
        if let what = answers.lazy.compactMap(\.broken).first { throw BrokenConnection(what: what) }
    }

    private func stream(_ call: RunningCall) -> Reply {
        let place = door.gauge.take(.stream)
        let limits = door.limits
        return MCPReply.stream { writer in
            defer { withExtendedLifetime(place) {} }
            try await writer.write(MCPReply.ping, within: limits.write)
            for await event in call.events {
                switch event {
                case .waiting: try await writer.write(MCPReply.ping, within: limits.write)
                case .answered(let answers):
                    try Self.requireWhole(answers)
                    let events = answers.flatMap { MCPReply.event($0.json) }
                    try await writer.write(ByteBuffer(bytes: events), within: limits.write)
                }
            }
        }
    }
}
