import EmulatorCore
import HTTPTypes

/// `GET` and `DELETE`, which only the revisions with sessions have.
extension MCPExchange {
    /// A stream of what the server has to say: that the list of tools is another one now.
    func get() async throws -> Reply {
        try requireHandshake()
        guard Acceptable(head[.accept]).events else {
            throw MCPRefusal(.notAcceptable, "the answer is text/event-stream: accept it")
        }
        let caller = try await caller()
        let session = try session(of: caller)
        guard let stream = door.sessions.openStream(in: session) else {
            throw MCPRefusal(.conflict, "this session has a stream already")
        }
        let sessions = door.sessions
        return try notices(
            for: caller, notice: RPCAnswer.notification(NoticeStream.toolsChanged), holding: stream
        ) { sessions.isOpen(session) }
    }

    /// The end of a session.
    func delete() async throws -> Reply {
        try requireHandshake()
        door.sessions.close(try session(of: await caller()))
        return MCPReply.accepted(.noContent)
    }

    func notices(
        for caller: MCPCaller, opening: JSONValue? = nil, notice: JSONValue?, closing: JSONValue? = nil,
        id: RPCID? = nil, holding stream: OpenSessions.Stream? = nil,
        while isOpen: @escaping @Sendable () -> Bool = { true }
    ) throws -> Reply {
        guard let place = door.gauge.take(.stream, atMost: door.limits.streams) else {
            throw MCPRefusal(
                .serviceUnavailable, RPCError(.internalError, "too many streams are open"), id: id)
        }
        let notices = NoticeStream(
            caller: caller, limits: door.limits, opening: opening, notice: notice, closing: closing, isOpen: isOpen)
        return MCPReply.stream { writer in
            defer { withExtendedLifetime((place, stream)) {} }
            try await notices.write(to: &writer)
        }
    }

    private func requireHandshake() throws {
        guard let version = head[MCPEnvelope.version] else { return }
        guard let revision = MCPRevision(rawValue: version) else {
            throw MCPRefusal(
                .badRequest,
                RPCError(
                    .unsupportedProtocolVersion, "Unsupported protocol version",
                    data: ["supported": MCPRevision.names, "requested": .string(version)]))
        }
        guard revision.hasHandshake else { throw wrongVerb("POST") }
    }
}
