import Synchronization

import struct Foundation.Date

/// What goes wrong on purpose in one environment: faults, in the order in which they are asked, and rate limits. In
/// memory; a restart begins with those of the seed.
package final class Faults: Sendable {
    /// More would make every call slow.
    static let limit = 1_000

    fileprivate struct Standing {
        var state: FaultState
        /// Calls that it acted on and that may be tried again, with the time of the last attempt.
        var tried: [Retries.Key: Date] = [:]
    }

    private struct State {
        var faults: [Standing] = []
        var limits: [RateLimitState] = []
        var issuedFaults = 0
        var issuedLimits = 0
    }

    private let state = Mutex(State())
    private let quiet = Atomic<Bool>(true)

    package init() {}

    /// Whether there is nothing here, which is almost always so and costs a call nothing.
    package var isQuiet: Bool { quiet.load(ordering: .relaxed) }

    package var list: [FaultState] { state.withLock { $0.faults.map(\.state) } }
    package var limits: [RateLimitState] { state.withLock { $0.limits } }

    /// Puts these in the place of all faults there are.
    package func replace(_ faults: [(Fault, JSONValue)]) throws {
        try change { state in state.faults = Self.standing(faults, &state) }
    }

    /// Puts these before those there are, so that they are asked first.
    package func add(_ faults: [(Fault, JSONValue)]) throws {
        try change { state in state.faults = Self.standing(faults, &state) + state.faults }
    }

    /// - Throws: NOT_FOUND.
    package func remove(_ id: String) throws {
        try change { state in
            guard let index = state.faults.firstIndex(where: { $0.state.id == id }) else {
                throw EmulatorError.notFound("fault", id)
            }
            state.faults.remove(at: index)
        }
    }

    /// Takes the faults away; rate limits stay.
    package func removeAll() throws { try change { $0.faults = [] } }

    /// Puts these in the place of all limits there are.
    package func limit(_ limits: [(RateLimit, JSONValue)]) throws {
        try change { state in
            state.limits = limits.map { limit, definition in
                state.issuedLimits += 1
                return RateLimitState(id: "limit_\(state.issuedLimits)", limit: limit, definition: definition)
            }
        }
    }

    /// As in an environment that was just made.
    package func clear() {
        state.withLock { $0 = State() }
        quiet.store(true, ordering: .relaxed)
    }

    private func change(_ edit: (inout State) throws -> Void) throws {
        try state.withLock { state in
            var next = state
            try edit(&next)
            guard next.faults.count <= Self.limit, next.limits.count <= Self.limit else {
                throw EmulatorError(
                    .resourceExhausted, "an environment can have \(Self.limit) faults and as many rate limits")
            }
            state = next
            quiet.store(next.faults.isEmpty && next.limits.isEmpty, ordering: .relaxed)
        }
    }

    private static func standing(_ faults: [(Fault, JSONValue)], _ state: inout State) -> [Standing] {
        faults.map { fault, definition in
            state.issuedFaults += 1
            return Standing(state: FaultState(id: "fault_\(state.issuedFaults)", fault: fault, definition: definition))
        }
    }
}

// MARK: Calls

extension Faults {
    /// What is done to a call.
    struct Interference: Sendable {
        /// Of the fault or the limit.
        var id: String
        var latency: Fault.Latency?
        var effect: Fault.Effect?
        /// How many calls it acted on, with this one.
        var turn: Int
        var isLimit = false
    }

    /// The first fault that has its turn; a limit that is used up comes before all of them.
    func judge(_ call: JournalCall, _ facts: CallFacts, at now: Date) -> Interference? {
        state.withLock { state in
            for index in state.limits.indices where state.limits[index].limit.pattern.miss(facts) == nil {
                guard let wait = state.limits[index].take(facts, at: now) else { continue }
                let limit = state.limits[index]
                return Interference(
                    id: limit.id, effect: .error(.rateLimited(retryAfter: wait)), turn: limit.refused, isLimit: true)
            }
            for index in state.faults.indices where state.faults[index].state.fault.pattern.miss(facts) == nil {
                guard state.faults[index].hasTurn(call, at: now) else { continue }
                let fault = state.faults[index].state
                return Interference(
                    id: fault.id, latency: fault.fault.latency, effect: fault.fault.effect, turn: fault.hits)
            }
            return nil
        }
    }
}

extension Faults.Standing {
    fileprivate mutating func hasTurn(_ call: JournalCall, at now: Date) -> Bool {
        let turns = state.fault.turns
        let key = turns.retryWindow.map { _ in Retries.Key(call) }
        if let key, let window = turns.retryWindow, let last = tried[key], abs(now.timeIntervalSince(last)) <= window {
            tried[key] = now
            return true
        }
        state.seen += 1
        let place = state.seen - turns.after
        guard place > 0, place.isMultiple(of: turns.every), turns.times.map({ state.hits < $0 }) ?? true else {
            return false
        }
        state.hits += 1
        if let key { tried[key] = now }
        return true
    }
}
