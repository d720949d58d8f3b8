import EmulatorCore
import Hummingbird

/// `/_emulator/consents`: what waits for a person or an application, for tests that have no browser to ask.
struct ConsentRoutes: Sendable {
    var routes: [ControlRoute] {
        [
            .get(
                "/_emulator/consents", "List links and verifications that wait for somebody",
                answer: .json(Self.waiting), handler: list)
        ]
    }

    private static let waiting = JSONShape.object([
        "magic_links": .list(
            of: .object([
                "link": .text("What a person would open.").required, "connected_account_id": .text().required,
                "connector": .text("The connection's name.").required, "identifier": .text().required,
                "expires_at": .moment().required,
            ])
        ).required,
        "auth_requests": .list(
            of: .object([
                "auth_request_id": .text("What the application's verification takes.").required,
                "connected_account_id": .text().required, "connector": .text("The connection's name.").required,
                "identifier": .text().required, "created_at": .moment().required,
            ])
        ).required,
    ])

    @Sendable private func list(_ call: ControlCall) throws -> Response {
        let links = call.world.magicLinks
        return try call.reply([
            "magic_links": .array(links.openLinks().map { Self.row($0, origin: call.origin) }),
            "auth_requests": .array(links.authRequests().map(Self.row)),
        ])
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
