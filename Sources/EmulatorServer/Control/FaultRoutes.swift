import EmulatorCore
import Hummingbird

/// `/_emulator/faults`: what goes wrong on purpose in an environment.
struct FaultRoutes: Sendable {
    private static let path = "/_emulator/faults"
    private static let faults = JSONShape.anything(
        """
        `{"faults": [fault, …]}`. A fault matches calls by `operation`, `tool`, `connection`, `identifier`, `door` and \
        `parameters`, has its turn by `after`, `every`, `times` and `retries`, and does one of `error`, `tool_error`, \
        `rate_limited`, `reset`, `truncate`, `lose_reply` and `slow_body`, with or without `latency`.
        """)
    private static let answer = ControlRoute.Answer.json(
        .object(["faults": .list(of: .map(of: .anything()), "With `id`, `seen` and `hits`.").required]))

    var routes: [ControlRoute] {
        [
            .get(Self.path, "List faults and how often each acted", answer: Self.answer, handler: list),
            .put(Self.path, "Set all faults", body: .json(Self.faults), answer: Self.answer) { call in
                try call.world.faults.replace(Fault.parse(call.bytes, fileName: "body.json"))
                return try list(call)
            },
            .post(Self.path, "Put faults before those there are", body: .json(Self.faults), answer: Self.answer) {
                call in
                try call.world.faults.add(Fault.parse(call.bytes, fileName: "body.json"))
                return try list(call)
            },
            .delete(Self.path, "Take all faults away") { call in
                try call.world.faults.removeAll()
                return call.nothing()
            },
            .delete("\(Self.path)/{id}", "Take one fault away") { call in
                try call.world.faults.remove(call.path["id"] ?? "")
                return call.nothing()
            },
        ]
    }

    @Sendable private func list(_ call: ControlCall) throws -> Response {
        let faults = call.world.faults.list.map { state -> JSONValue in
            var row = state.definition.object ?? [:]
            row["id"] = .string(state.id)
            row["seen"] = .number(Double(state.seen))
            row["hits"] = .number(Double(state.hits))
            return .object(row)
        }
        return try call.reply(["faults": .array(faults)])
    }
}
