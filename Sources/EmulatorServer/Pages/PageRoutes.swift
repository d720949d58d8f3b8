import EmulatorAPI
import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// The pages people see: the landing page here, the way through a consent in `ConsentPages`.
struct PageRoutes: Sendable {
    let worlds: Worlds
    let api: API
    let connection: ConnectionGuide
    let renderer: PageRenderer

    init(worlds: Worlds, api: API, connection: ConnectionGuide) throws {
        self.worlds = worlds
        self.api = api
        self.connection = connection
        renderer = try PageRenderer()
    }

    func add(to router: Router<DoorContext>) {
        router.get("/", use: landing)
        router.get("/openapi.json", use: openAPI)
        router.get("/_emulator/pages.css") { _, _ in renderer.styleSheet() }
        ConsentPages(worlds: worlds, renderer: renderer).add(to: router)
    }

    @Sendable private func landing(request: Request, context: DoorContext) throws -> Response {
        guard context.isKnownHost else { throw UnknownHost.error }
        // Pages show no secrets; who wants it asks `env` for it.
        let shown = connection.variables(origin: context.origin).filter { $0.name != "SCALEKIT_CLIENT_SECRET" }
        let variables = EnvironmentFormat.sh.render(shown)
        return try renderer.page(
            "landing",
            ["title": "scalekit-emulator", "version": EmulatorVersion.current, "variables": variables, "wide": true])
    }

    @Sendable private func openAPI(request: Request, context: DoorContext) -> Response {
        let document = OpenAPIDocument.json(
            contract: api.contract, served: OperationTable.names, serverURL: context.origin)
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }
}

/// A host name this server does not know reached something that is for its own names only.
enum UnknownHost {
    static let error = EmulatorError(
        .permissionDenied, "this host name is not one of the server's", errorCode: "UNKNOWN_HOST",
        hint: "Add it with --tls-name, or tell clients another one with --public-url.")
}
