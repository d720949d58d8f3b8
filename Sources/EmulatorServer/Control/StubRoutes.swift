import EmulatorCore
import Hummingbird

/// `/_emulator/stubs`: the answers that somebody set for certain calls of an environment.
struct StubRoutes: Sendable {
    private static let path = "/_emulator/stubs"
    private static let stubs = JSONShape.anything(
        "`{\"stubs\": [stub, …]}`, or one stub. A stub matches a tool or a proxied call and has an answer.")
    private static let answer = ControlRoute.Answer.json(
        .object(["stubs": .list(of: .map(of: .anything()), "With `id`, `hits` and `last_miss`.").required]))

    var routes: [ControlRoute] {
        [
            .get(
                Self.path, "List stubs, how often each answered, and why it let the last call pass",
                answer: Self.answer, handler: list),
            .put(Self.path, "Set all stubs", body: .json(Self.stubs), answer: Self.answer) { call in
                try call.world.stubs.replace(Stub.parse(call.bytes, fileName: "body.json"))
                return try list(call)
            },
            .post(Self.path, "Put stubs before those there are", body: .json(Self.stubs), answer: Self.answer) { call in
                try call.world.stubs.add(Stub.parse(call.bytes, fileName: "body.json"))
                return try list(call)
            },
            .delete(Self.path, "Take all stubs away") { call in
                try call.world.stubs.clear()
                return call.nothing()
            },
        ]
    }

    @Sendable private func list(_ call: ControlCall) throws -> Response {
        let stubs = try call.world.stubs.list().map { state -> JSONValue in
            var row = state.definition.object ?? [:]
            row["id"] = .string(state.id)
            row["hits"] = .number(Double(state.hits))
            if let miss = state.lastMiss { row["last_miss"] = .string(miss) }
            return .object(row)
        }
        return try call.reply(["stubs": .array(stubs)])
    }
}
