import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/_emulator/faults`: what goes wrong on purpose in an environment.
///
/// PUT puts a list in the place of all there are, POST puts one before them, GET tells what there is and how often each
/// acted, DELETE takes all away, or one by its id.
struct FaultRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/faults") { request, context in try list(world(request, context)) }
        router.put("/_emulator/faults") { request, context in
            let world = try world(request, context)
            try world.faults.replace(try await faults(in: request))
            return try list(world)
        }
        router.post("/_emulator/faults") { request, context in
            let world = try world(request, context)
            try world.faults.add(try await faults(in: request))
            return try list(world)
        }
        router.delete("/_emulator/faults") { request, context in
            try world(request, context).faults.removeAll()
            return Response(status: .noContent)
        }
        router.delete("/_emulator/faults/:id") { request, context in
            try world(request, context).faults.remove(context.parameters.require("id"))
            return Response(status: .noContent)
        }
    }

    private func world(_ request: Request, _ context: DoorContext) throws -> World {
        let world = try control.world(request, context)
        _ = try control.query(request, names: [])
        return world
    }

    private func faults(in request: Request) async throws -> [(Fault, JSONValue)] {
        try Fault.parse(await control.bytes(of: request), fileName: "body.json")
    }

    private func list(_ world: World) throws -> Response {
        let faults = world.faults.list.map { state -> JSONValue in
            var row = state.definition.object ?? [:]
            row["id"] = .string(state.id)
            row["seen"] = .number(Double(state.seen))
            row["hits"] = .number(Double(state.hits))
            return .object(row)
        }
        return try JSONReply.response(["faults": .array(faults)], headers: [.cacheControl: "no-store"])
    }
}
