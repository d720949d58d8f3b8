import EmulatorCore
import HTTPTypes
import Hummingbird
import NIOCore

/// Whether the server is there and how to connect to it: for everybody who can.
struct HealthRoutes: Sendable {
    let worlds: Worlds
    let mcp: MCPDoor
    let identity: ServerIdentity
    let connection: ConnectionGuide
    /// Whether only this machine can connect.
    let isLoopback: Bool
    let startedAt: ContinuousClock.Instant

    var routes: [ControlRoute] {
        [
            .get("/_emulator/health", "Tell how the server is", scope: .anybody, answer: .json(Self.report)) { call in
                let uptime = ContinuousClock.now - startedAt
                return try JSONReply.response([
                    "status": "ok", "version": .string(EmulatorVersion.current),
                    "uptime_seconds": .number(Double(uptime.components.seconds)),
                    "environments": .number(Double(worlds.all.count)), "mcp": mcp.counts,
                ])
            },
            .get(
                "/_emulator/ca.pem", "Fetch the certificate to trust", scope: .anybody,
                answer: .file("application/x-pem-file", "The development CA, PEM.")
            ) { _ in
                Response(
                    status: .ok, headers: [.contentType: "application/x-pem-file"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: identity.authority)))
            },
            .get(
                "/_emulator/env", "Tell the variables that connect a client", scope: .anybody,
                query: ["format": .choice(EnvironmentFormat.allCases.map(\.rawValue), "sh when left out.")],
                answer: .file("text/plain", "The variables; JSON for `format=json`."),
                errors: [403: "The host is not one of the server's names."], handler: env),
        ]
    }

    private static let report = JSONShape.object([
        "status": .choice(["ok"]).required, "version": .text().required,
        "uptime_seconds": .integer().required, "environments": .integer("How many are open.").required,
        "mcp": .map(of: .integer(), "Sessions, streams and calls of MCP servers.").required,
    ])

    @Sendable private func env(_ call: ControlCall) throws -> Response {
        guard call.context.isKnownHost else { throw UnknownHost.error }
        let format = call.query["format"]?.string.flatMap(EnvironmentFormat.init(rawValue:)) ?? .sh
        var variables = connection.variables(origin: call.origin)
        if !isLoopback, connection.clientSecret != EmulatorConfiguration().clientSecret {
            // A secret that somebody chose is not told to a whole network.
            variables.removeAll { $0.name == "SCALEKIT_CLIENT_SECRET" }
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: format == .json ? "application/json" : "text/plain; charset=utf-8",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: format.render(variables))))
    }
}
