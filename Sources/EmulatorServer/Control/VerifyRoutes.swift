import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/_emulator/verify`: whether the calls that were made are those that a test expects.
struct VerifyRoutes: Sendable {
    private static let assertions = JSONShape.anything(
        """
        `{"assertions": [assertion, …]}`. An assertion has one of `called` (with `times`), `never`, `order`, \
        `only_identifier`, `only_scoped_tools`, `no_writes` and `credentials_never_read`.
        """)
    private static let verdict = JSONShape.object([
        "passed": .flag().required, "calls": .integer("How many calls were looked at.").required,
        "failures": .list(
            of: .object([
                "assertion": .anything("As it was given.").required,
                "explanation": .text("What was expected, and what was there instead.").required,
                "closest": .list(of: .map(of: .anything()), "The calls that tell most about it, with `why`.").required,
            ])
        ).required,
    ])

    var routes: [ControlRoute] {
        [
            .post(
                "/_emulator/verify", "Hold expectations against the journal",
                details: "The answer is 200 whether they are met or not.", body: .json(Self.assertions),
                answer: .json(Self.verdict, meaning: "The verdict."), handler: verify)
        ]
    }

    @Sendable private func verify(_ call: ControlCall) throws -> Response {
        let verdict = try call.world.assertions.check(Assertion.parse(call.bytes, fileName: "body.json"))
        let environment = call.world.environment.id
        return try call.reply([
            "passed": .bool(verdict.passed), "calls": .number(Double(verdict.calls)),
            "failures": .array(verdict.failures.map { Self.row($0, environment) }),
        ])
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
