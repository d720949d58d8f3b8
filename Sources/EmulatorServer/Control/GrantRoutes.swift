import EmulatorCore
import Hummingbird

/// `/_emulator/grants`: what a person can do in a provider's settings, which is to take back what was granted.
struct GrantRoutes: Sendable {
    var routes: [ControlRoute] {
        [
            .post(
                "/_emulator/grants", "Take back, or give back, what was granted",
                details: "The account's next renewal fails while its grant is taken back.",
                body: .json(
                    .object(
                        AccountLookup.shapes.merging(["revoked": .flag("false gives it back.").required]) { $1 })),
                answer: .json(
                    .object([
                        "connected_account_id": .text().required, "status": .text().required,
                        "revoked": .flag().required,
                    ])),
                errors: [404: "There is no such account, or no such environment."], handler: change)
        ]
    }

    @Sendable private func change(_ call: ControlCall) throws -> Response {
        let account = try call.world.connectedAccounts.setGrant(
            revoked: call.body["revoked"] == true, of: AccountLookup(call.body))
        return try call.reply([
            "connected_account_id": .string("\(account.id)"), "status": .string(account.status.wireName),
            "revoked": .bool(account.isGrantRevoked),
        ])
    }
}
