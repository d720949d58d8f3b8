import EmulatorCore
import HTTPTypes
import Hummingbird

/// `/_emulator/rate_limits`: how many calls an environment takes; without any, as many as come.
///
/// PUT puts a list in the place of all there are, GET tells what there is and how many calls each refused, DELETE takes
/// all away.
struct RateLimitRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/rate_limits") { request, context in try list(world(request, context)) }
        router.put("/_emulator/rate_limits") { request, context in
            let world = try world(request, context)
            try world.faults.limit(RateLimit.parse(await control.bytes(of: request), fileName: "body.json"))
            return try list(world)
        }
        router.delete("/_emulator/rate_limits") { request, context in
            try world(request, context).faults.limit([])
            return Response(status: .noContent)
        }
    }

    private func world(_ request: Request, _ context: DoorContext) throws -> World {
        let world = try control.world(request, context)
        _ = try control.query(request, names: [])
        return world
    }

    private func list(_ world: World) throws -> Response {
        let limits = world.faults.limits.map { state -> JSONValue in
            var row = state.definition.object ?? [:]
            row["id"] = .string(state.id)
            row["refused"] = .number(Double(state.refused))
            return .object(row)
        }
        return try JSONReply.response(["rate_limits": .array(limits)], headers: [.cacheControl: "no-store"])
    }
}
