import EmulatorCore
import HTTPTypes
import Hummingbird

/// `POST /_emulator/grants`: what a person can do in a provider's settings, which is to take back what was granted.
///
/// `{"connector": "gmail", "identifier": "ada", "revoked": true}`, or `id` for the account; `organization_id` and
/// `user_id` narrow it as in the API. The account's next renewal fails. `false` gives the grant back.
struct GrantRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.post("/_emulator/grants", use: change)
    }

    private static let keys = ["id", "connector", "identifier", "organization_id", "user_id"]

    @Sendable private func change(request: Request, context: DoorContext) async throws -> Response {
        let world = try control.world(request, context)
        let body = try await control.body(request, keys: Self.keys + ["revoked"])
        guard case .bool(let revoked)? = body["revoked"] else {
            throw EmulatorError.invalid("revoked", "must be true or false", constraint: "required")
        }
        let account = try world.connectedAccounts.setGrant(revoked: revoked, of: Self.lookup(body))
        return try JSONReply.response(
            [
                "connected_account_id": .string("\(account.id)"), "status": .string(account.status.wireName),
                "revoked": .bool(account.isGrantRevoked),
            ], headers: [.cacheControl: "no-store"])
    }

    private static func lookup(_ body: [String: JSONValue]) throws -> AccountLookup {
        func text(_ name: String) throws -> String {
            guard let value = body[name] else { return "" }
            guard let text = value.string else {
                throw EmulatorError.invalid(name, "must be a text", constraint: "json.string")
            }
            return text
        }
        return try AccountLookup(
            id: text("id"), connector: text("connector"), identifier: text("identifier"),
            organizationID: text("organization_id"), userID: text("user_id"))
    }
}
