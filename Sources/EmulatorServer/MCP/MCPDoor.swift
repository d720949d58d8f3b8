import EmulatorCore
import HTTPTypes
import Logging
import NIOCore

/// The MCP servers: `/mcp/v3/servers/<uuid>` and `/mcp/v3/connections/<key_id>` with a session token, and the URL of
/// an instance, which is its own credential (spec/actions.md section 11). Streamable HTTP in all of its revisions.
struct MCPDoor: Sendable {
    let gate: MCPGate
    let sessions: OpenSessions
    let gauge: MCPGauge
    let watch: CallWatch
    let origins: Origins
    let limits: MCPLimits
    let logger: Logger

    init(gate: MCPGate, origins: Origins, limits: MCPLimits = MCPLimits(), logger: Logger) {
        self.gate = gate
        self.origins = origins
        self.limits = limits
        self.logger = logger
        sessions = OpenSessions(limits: limits)
        gauge = MCPGauge()
        watch = CallWatch(limits: limits)
    }

    /// Nil when the path is no MCP server's.
    func accept(_ head: RequestHead, _ info: ConnectionInfo) -> Acceptance? {
        guard let server = MCPServerID(path: RequestTarget(head.path).path) else { return nil }
        return Acceptance(
            body: .collected(
                MCPExchange(
                    door: self, server: server, head: head, origin: MCPOrigin(head, origins),
                    reached: origins.origin(of: head.authority, info), requestID: RequestIDs.next())))
    }

    /// Says to slow calls that time goes by, and ends sessions that nobody uses, until the task is cancelled.
    func keepTidy() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(500))
            watch.tick()
            sessions.reap()
        }
    }

    /// For the health document.
    var counts: JSONValue {
        [
            "sessions": .number(Double(sessions.count)), "streams": .number(Double(gauge.count(.stream))),
            "calls": .number(Double(gauge.count(.call))),
        ]
    }
}

/// One HTTP request to an MCP server.
struct MCPExchange: CollectedCall {
    static let sessionID = HTTPField.Name("mcp-session-id")!  // A literal that is a valid name.

    let door: MCPDoor
    let server: MCPServerID
    let head: RequestHead
    /// The page that asks, if it is one.
    let origin: MCPOrigin
    /// Where the client reached us.
    let reached: String
    let requestID: String

    var bodyLimit: Int { door.limits.messageBytes }

    func tooLarge() -> Reply {
        finished(
            MCPRefusal(
                .contentTooLarge, "the message is larger than \(bodyLimit) bytes", headers: [.connection: "close"]
            )
            .reply)
    }

    func answer(_ body: ByteBuffer) async -> Reply {
        do {
            guard origin.isAllowed else { throw MCPRefusal(.forbidden, "this origin may not use the server") }
            switch head.method {
            case "POST": return finished(try await post(body))
            case "GET": return finished(try await get())
            case "DELETE": return finished(try await delete())
            case "OPTIONS": return finished(origin.preflight)
            default: throw wrongVerb("GET, POST, DELETE")
            }
        } catch let refusal as MCPRefusal {
            return finished(refusal.reply)
        } catch let broken as BrokenConnection {
            return .broken(broken.what)
        } catch is CancellationError {
            // The client has gone; nobody reads this.
            return MCPReply.accepted()
        } catch {
            let failure = EmulatorError(caught: error)
            door.logger.error("MCP request failed", metadata: ["server": "\(server)", "error": "\(error)"])
            return finished(MCPRefusal(.internalServerError, RPCError(failure)).reply)
        }
    }

    func caller() async throws -> MCPCaller {
        try await door.gate.caller(of: server, head, origin: reached)
    }

    func wrongVerb(_ allowed: String) -> MCPRefusal {
        MCPRefusal(.methodNotAllowed, "\(head.method) is not allowed here: \(allowed)", headers: [.allow: allowed])
    }

    private func finished(_ reply: Reply) -> Reply {
        var reply = reply
        var fields = origin.fields
        fields[.requestID] = requestID
        reply.add(fields)
        return reply
    }
}
