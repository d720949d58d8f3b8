import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/_emulator/stubs`: the answers that somebody set for certain calls of an environment.
///
/// PUT puts a list in the place of all there are, POST puts one before them, DELETE takes all away, GET tells what
/// there is, how often each answered, and why it did not answer the last call that it did not answer.
struct StubRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/stubs") { request, context in try list(control.world(request, context)) }
        router.put("/_emulator/stubs") { request, context in
            let world = try control.world(request, context)
            try world.stubs.replace(try await stubs(in: request))
            return try list(world)
        }
        router.post("/_emulator/stubs") { request, context in
            let world = try control.world(request, context)
            try world.stubs.add(try await stubs(in: request))
            return try list(world)
        }
        router.delete("/_emulator/stubs") { request, context in
            try control.world(request, context).stubs.clear()
            return Response(status: .noContent)
        }
    }

    private func stubs(in request: Request) async throws -> [(Stub, JSONValue)] {
        try Stub.parse(await control.bytes(of: request), fileName: "body.json")
    }

    private func list(_ world: World) throws -> Response {
        let stubs = try world.stubs.list().map { state -> JSONValue in
            var row = state.definition.object ?? [:]
            row["id"] = .string(state.id)
            row["hits"] = .number(Double(state.hits))
            if let miss = state.lastMiss { row["last_miss"] = .string(miss) }
            return .object(row)
        }
        return try JSONReply.response(["stubs": .array(stubs)], headers: [.cacheControl: "no-store"])
    }
}
