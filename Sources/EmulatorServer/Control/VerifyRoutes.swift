import EmulatorCore
import HTTPTypes
import Hummingbird

/// `POST /_emulator/verify`: whether the calls that were made are those that a test expects. The answer is 200 either
/// way; what does not hold is explained.
struct VerifyRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.post("/_emulator/verify") { request, context in
            let world = try control.world(request, context)
            _ = try control.query(request, names: [])
            let assertions = try Assertion.parse(await control.bytes(of: request), fileName: "body.json")
            let verdict = try world.assertions.check(assertions)
            return try JSONReply.response(
                [
                    "passed": .bool(verdict.passed), "calls": .number(Double(verdict.calls)),
                    "failures": .array(verdict.failures.map { Self.row($0, world.environment.id) }),
                ], headers: [.cacheControl: "no-store"])
        }
    }

    private static func row(_ failure: Verdict.Failure, _ environment: String) -> JSONValue {
        [
            "assertion": failure.assertion, "explanation": .string(failure.explanation),
            "closest": .array(
                failure.closest.map { witness in
                    var row = witness.entry.json(showsSecrets: false, environment: environment).object ?? [:]
                    row["why"] = .string(witness.why)
                    return .object(row)
                }),
        ]
    }
}
