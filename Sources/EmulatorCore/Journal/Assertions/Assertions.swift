/// Holds what is expected against the journal of one environment.
package struct Assertions: Sendable {
    let world: World

    package func check(_ assertions: [Assertion]) throws -> Verdict {
        let contents = world.journal.contents
        let calls = contents.entries.map(WitnessedCall.init)
        let failures = try assertions.compactMap { assertion -> Verdict.Failure? in
            let counted = assertion.countsRetriesOnce ? calls.filter { $0.entry.attempt == 1 } : calls
            guard var finding = try check(assertion.claim, counted) else { return nil }
            if contents.dropped > 0 {
                finding.explanation += " The journal has dropped \(contents.dropped) older calls."
            }
            return Verdict.Failure(
                assertion: assertion.definition, explanation: finding.explanation, closest: finding.closest)
        }
        return Verdict(failures: failures, calls: calls.count, dropped: contents.dropped)
    }

    private func check(_ claim: Assertion.Claim, _ calls: [WitnessedCall]) throws -> Finding? {
        switch claim {
        case .called(let pattern, let times): called(pattern, times, calls)
        case .order(let patterns): order(patterns, calls)
        case .onlyIdentifiers(let identifiers): onlyIdentifiers(identifiers, calls)
        case .onlyScopedTools(let identifier, let filter): try onlyScopedTools(identifier, filter, calls)
        case .noWrites(let pattern): try noWrites(pattern, calls)
        case .credentialsNeverRead(let pattern): credentialsNeverRead(pattern, calls)
        }
    }
}

/// A call of the journal with what it was about, which takes work to find out.
struct WitnessedCall {
    let entry: JournalEntry
    let facts: CallFacts

    init(_ entry: JournalEntry) {
        self.entry = entry
        facts = entry.facts
    }

    /// `#12 gmail_send_message as ada`
    var name: String {
        let details = facts.details
        let what = details.tool ?? facts.shortOperation ?? facts.operation
        return "#\(entry.number) \(what)" + (details.identifier.map { " as \($0)" } ?? "")
    }
}

/// Why an assertion does not hold.
struct Finding {
    /// How many calls are shown.
    static let shown = 5

    var explanation: String
    var closest: [Verdict.Witness]

    init(_ explanation: String, _ closest: [(call: WitnessedCall, why: String)]) {
        self.explanation = explanation
        self.closest = closest.prefix(Self.shown).map { .init(entry: $0.call.entry, why: $0.why) }
    }
}
