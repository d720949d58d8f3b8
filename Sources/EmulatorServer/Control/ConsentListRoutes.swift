import EmulatorCore
import HTTPTypes
import Hummingbird

/// `GET /_emulator/consents`: what waits for a person or an application, for tests that have no browser to ask.
struct ConsentListRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/consents", use: list)
    }

    @Sendable private func list(request: Request, context: DoorContext) throws -> Response {
        let links = try control.world(request, context).magicLinks
        return try JSONReply.response(
            [
                "magic_links": .array(links.openLinks().map { Self.row($0, origin: context.origin) }),
                "auth_requests": .array(links.authRequests().map(Self.row)),
            ], headers: [.cacheControl: "no-store"])
    }

    private static func row(_ link: OpenMagicLink, origin: String) -> JSONValue {
        [
            "link": .string("\(origin)/magicLink/\(link.token)"),
            "connected_account_id": .string("\(link.accountID)"), "connector": .string(link.connector),
            "identifier": .string(link.identifier), "expires_at": .string(link.expiresAt.rfc3339),
        ]
    }

    private static func row(_ request: AuthRequest) -> JSONValue {
        [
            "auth_request_id": .string(request.id), "connected_account_id": .string("\(request.accountID)"),
            "connector": .string(request.connector), "identifier": .string(request.identifier),
            "created_at": .string(request.createdAt.rfc3339),
        ]
    }
}
