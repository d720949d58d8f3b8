import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// `/_emulator/clock`: an environment's time, by which everything in it expires.
///
/// POST takes exactly one of `{"advance": "90m"}`, `{"set": "2026-01-01T00:00:00Z"}`, `{"freeze": true}` and
/// `{"resume": true}`, and answers with the time that it is then.
struct ClockRoutes: Sendable {
    let control: ControlGuard

    func add(to router: Router<DoorContext>) {
        router.get("/_emulator/clock") { request, context in try now(control.world(request, context)) }
        router.post("/_emulator/clock", use: change)
    }

    private enum Change: String, CaseIterable { case advance, set, freeze, resume }

    @Sendable private func change(request: Request, context: DoorContext) async throws -> Response {
        let world = try control.world(request, context)
        let body = try await control.body(request, keys: Change.allCases.map(\.rawValue))
        guard body.count == 1, let (name, value) = body.first, let change = Change(rawValue: name) else {
            throw EmulatorError.invalid(
                "body", "must have exactly one of advance, set, freeze and resume", constraint: "json.one_of")
        }
        switch change {
        case .advance: try world.clock.advance(by: Self.duration(value))
        case .set: try world.clock.set(Self.moment(value))
        case .freeze:
            try Self.requireTrue(value, name)
            try world.clock.freeze()
        case .resume:
            try Self.requireTrue(value, name)
            try world.clock.resume()
        }
        return try now(world)
    }

    private func now(_ world: World) throws -> Response {
        try JSONReply.response(["now": .string(world.clock.now().rfc3339)], headers: [.cacheControl: "no-store"])
    }

    private static func duration(_ value: JSONValue) throws -> Double {
        guard let seconds = value.string.flatMap(DurationText.seconds(in:)) else {
            throw EmulatorError.invalid(
                "advance", "must be a duration with units, such as 90s, 10m, 1h30m or -2d", constraint: "duration")
        }
        return seconds
    }

    private static func moment(_ value: JSONValue) throws -> Date {
        guard let date = value.string.flatMap(Date.init(rfc3339:)) else {
            throw EmulatorError.invalid("set", "must be a moment like 2026-01-31T09:30:00Z", constraint: "rfc3339")
        }
        return date
    }

    private static func requireTrue(_ value: JSONValue, _ name: String) throws {
        guard value == .bool(true) else {
            throw EmulatorError.invalid(name, "must be true", constraint: "bool.const")
        }
    }
}
