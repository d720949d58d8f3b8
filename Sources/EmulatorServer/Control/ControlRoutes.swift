import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// `/_emulator/*`: what the real service does not have. Health and the CA are for anybody who can connect; the
/// rest only for hosts this server knows by name, so that a web page cannot reach it by rebinding a name.
struct ControlRoutes: Sendable {
    let worlds: Worlds
    let identity: ServerIdentity
    let connection: ConnectionGuide
    /// Whether only this machine can connect.
    let isLoopback: Bool
    let startedAt: ContinuousClock.Instant

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/health", use: health)
        router.get("/_emulator/ca.pem") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/x-pem-file"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: identity.authority)))
        }
        router.get("/_emulator/env", use: env)
        let control = ControlGuard(worlds: worlds, isLoopback: isLoopback)
        ClockRoutes(control: control).add(to: router)
        ConsentListRoutes(control: control).add(to: router)
        GrantRoutes(control: control).add(to: router)
        StubRoutes(control: control).add(to: router)
        JournalRoutes(control: control).add(to: router)
        VerifyRoutes(control: control).add(to: router)
        FaultRoutes(control: control).add(to: router)
        RateLimitRoutes(control: control).add(to: router)
    }

    @Sendable private func health(request: Request, context: DoorContext) throws -> Response {
        let uptime = ContinuousClock.now - startedAt
        return try JSONReply.response([
            "status": "ok", "version": .string(EmulatorVersion.current),
            "uptime_seconds": .number(Double(uptime.components.seconds)),
            "environments": .number(Double(worlds.all.count)),
        ])
    }

    @Sendable private func env(request: Request, context: DoorContext) throws -> Response {
        guard context.isKnownHost else { throw UnknownHost.error }
        let name = request.uri.queryParameters["format"].map(String.init) ?? "sh"
        guard let format = EnvironmentFormat(rawValue: name) else {
            throw EmulatorError.invalid(
                "format", "\(name) is not a format: use \(EnvironmentFormat.names)", constraint: "enum.defined_only")
        }
        var variables = connection.variables(origin: context.origin)
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
