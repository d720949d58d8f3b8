import EmulatorCore
import Hummingbird

/// `/_emulator/rate_limits`: how many calls an environment takes; without any, as many as come.
struct RateLimitRoutes: Sendable {
    private static let path = "/_emulator/rate_limits"
    private static let limits = JSONShape.anything(
        """
        `{"rate_limits": [limit, …]}`. A limit has `requests` and `per` (a duration), matches calls as faults do, and \
        counts them together, or apart `by` operation or identifier.
        """)
    private static let answer = ControlRoute.Answer.json(
        .object(["rate_limits": .list(of: .map(of: .anything()), "With `id` and `refused`.").required]))

    var routes: [ControlRoute] {
        [
            .get(Self.path, "List rate limits and how many calls each refused", answer: Self.answer, handler: list),
            .put(Self.path, "Set all rate limits", body: .json(Self.limits), answer: Self.answer) { call in
                try call.world.faults.limit(RateLimit.parse(call.bytes, fileName: "body.json"))
                return try list(call)
            },
            .delete(Self.path, "Take all rate limits away") { call in
                try call.world.faults.limit([])
                return call.nothing()
            },
        ]
    }

    @Sendable private func list(_ call: ControlCall) throws -> Response {
        let limits = call.world.faults.limits.map { state -> JSONValue in
            var row = state.definition.object ?? [:]
            row["id"] = .string(state.id)
            row["refused"] = .number(Double(state.refused))
            return .object(row)
        }
        return try call.reply(["rate_limits": .array(limits)])
    }
}
