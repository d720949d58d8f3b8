import EmulatorCore
import FoundationEssentials
import Hummingbird

/// `/_emulator/clock`: an environment's time, by which everything in it expires.
struct ClockRoutes: Sendable {
    var routes: [ControlRoute] {
        [
            .get("/_emulator/clock", "Tell an environment's time", answer: .json(Self.answer)) { try Self.now($0) },
            .post(
                "/_emulator/clock", "Move, stop or let go an environment's time",
                details: "Takes exactly one of its members.", body: .json(Self.change),
                answer: .json(Self.answer), handler: change),
        ]
    }

    private static let answer = JSONShape.object(["now": .moment("The time that it is then.").required])

    private static let change = JSONShape.object([
        "advance": .duration("How far to go on; negative to go back."), "set": .moment("What time it is now."),
        "freeze": .flag("true stops it."), "resume": .flag("true lets it go on."),
    ])

    @Sendable private func change(_ call: ControlCall) throws -> Response {
        guard call.body.count == 1, let (name, value) = call.body.first else {
            throw EmulatorError.invalid(
                "body", "must have exactly one of advance, set, freeze and resume", constraint: "json.one_of")
        }
        switch name {
        case "advance": try call.world.clock.advance(by: Self.duration(value))
        case "set": try call.world.clock.set(Self.moment(value))
        case "freeze":
            try Self.requireTrue(value, name)
            try call.world.clock.freeze()
        default:
            try Self.requireTrue(value, name)
            try call.world.clock.resume()
        }
        return try Self.now(call)
    }

    private static func now(_ call: ControlCall) throws -> Response {
        try call.reply(["now": .string(call.world.clock.now().rfc3339)])
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
        guard value == true else { throw EmulatorError.invalid(name, "must be true", constraint: "bool.const") }
    }
}
