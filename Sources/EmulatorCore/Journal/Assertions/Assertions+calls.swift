extension Assertions {
    func called(_ pattern: CallPattern, _ times: Assertion.Times, _ calls: [WitnessedCall]) -> Finding? {
        let matching = calls.filter { pattern.miss($0.facts) == nil }
        guard !times.accepts(matching.count) else { return nil }
        let count =
            matching.isEmpty
            ? "it never happened" : "it happened \(matching.count == 1 ? "once" : "\(matching.count) times")"
        let expectation = "Expected \(pattern) \(times), and \(count)."
        guard matching.count < times.atLeast else {
            return Finding(expectation, matching.map { ($0, "it is one of them") })
        }
        guard !calls.isEmpty else { return Finding(expectation + " No call was made at all.", []) }
        let near = misses(pattern, calls)
        let nearest = near.first.map { " The nearest is \($0.call.name): \($0.why)." } ?? ""
        return Finding(expectation + nearest, near)
    }

    func order(_ patterns: [CallPattern], _ calls: [WitnessedCall]) -> Finding? {
        var rest = calls[...]
        var last: WitnessedCall?
        for (step, pattern) in patterns.enumerated() {
            guard let index = rest.firstIndex(where: { pattern.miss($0.facts) == nil }) else {
                return outOfOrder(step, pattern, after: last, calls)
            }
            last = rest[index]
            rest = rest[(index + 1)...]
        }
        return nil
    }

    private func outOfOrder(_ step: Int, _ pattern: CallPattern, after last: WitnessedCall?, _ calls: [WitnessedCall])
        -> Finding
    {
        let place = last.map { " after \($0.name)" } ?? ""
        let expectation = "Expected \(pattern) as number \(step + 1) of the order\(place)"
        let earlier = calls.filter { pattern.miss($0.facts) == nil }
        if let last, let first = earlier.last {
            return Finding(
                "\(expectation), but it happened only before: \(first.name).",
                earlier.reversed().map { ($0, "it was made before \(last.name)") })
        }
        let near = misses(pattern, calls)
        let nearest = near.first.map { " The nearest is \($0.call.name): \($0.why)." } ?? ""
        return Finding("\(expectation), and it never happened.\(nearest)", near)
    }

    /// The calls that come nearest, best first, with what is different about them.
    private func misses(_ pattern: CallPattern, _ calls: [WitnessedCall]) -> [(call: WitnessedCall, why: String)] {
        let missed = calls.compactMap { call in pattern.miss(call.facts).map { (call, $0.reason, $0.kept) } }
        // Those that are of another kind altogether tell nothing, unless there are no others.
        let best = missed.map(\.2).max() ?? 0
        return missed.filter { $0.2 == best }.reversed().map { ($0.0, $0.1) }
    }

    func onlyIdentifiers(_ identifiers: [String], _ calls: [WitnessedCall]) -> Finding? {
        let strangers = calls.filter { call in
            guard let identifier = call.facts.details.identifier, !identifier.isEmpty else { return false }
            return !identifiers.contains { identifier.matches(glob: $0) }
        }
        guard let first = strangers.first else { return nil }
        return Finding(
            "Expected calls as \(identifiers.joined(separator: " or ")) only, and \(strangers.count) "
                + "\(strangers.count == 1 ? "was" : "were") made as somebody else: \(first.name).",
            strangers.map { ($0, "the identifier is \($0.facts.details.identifier ?? "")") })
    }
}
