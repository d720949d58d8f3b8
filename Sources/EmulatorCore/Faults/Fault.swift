/// Something that goes wrong on purpose, for certain calls and as often as somebody said.
package struct Fault: Sendable, Equatable {
    package var pattern: CallPattern
    package var turns = Turns()
    package var latency: Latency?
    package var effect: Effect?

    /// Which of the calls that match it acts on.
    package struct Turns: Sendable, Equatable {
        /// Lets so many go by first.
        package var after = 0
        /// Then acts on every so many-th.
        package var every = 1
        /// At most so often; nil for always.
        package var times: Int?
        /// Whether a call that is tried again shares the fate of its first attempt and counts once. Seconds after an
        /// attempt within which the same call is taken for the next one.
        package var retryWindow: Double?
    }

    /// In seconds; drawn evenly where there are two ends.
    package struct Latency: Sendable, Equatable {
        package var least: Double
        package var most: Double
    }

    package enum Effect: Sendable, Equatable {
        /// Instead of the work.
        case error(EmulatorError)
        /// As if the provider had failed; the execution gets an id of its own.
        case toolError(code: String, message: String, status: EmulatorError.Code)
        /// The connection breaks before any work is done.
        case reset(Delivery.Break)
        /// After the work.
        case delivery(Delivery)
    }
}

/// A fault, and how often it had its turn.
package struct FaultState: Sendable, Equatable {
    package var id: String
    package var fault: Fault
    /// As it was given.
    package var definition: JSONValue
    /// How many calls matched.
    package var seen = 0
    /// On how many it acted.
    package var hits = 0
}

/// What a fault did to a call, for the journal.
package struct AppliedFault: Sendable, Equatable {
    package var id: String
    package var effect: String
    /// Seconds that it held the call up.
    package var latency: Double

    var json: JSONValue {
        ["id": .string(id), "effect": .string(effect), "latency_ms": .number((latency * 1_000).rounded())]
    }
}
