/// Whether what was expected is what happened.
package struct Verdict: Sendable {
    package var failures: [Failure]
    /// How many calls were looked at.
    package var calls: Int
    /// How many older calls the journal could not keep.
    package var dropped: Int

    package var passed: Bool { failures.isEmpty }

    /// An assertion that does not hold, and why, for a person to read.
    package struct Failure: Sendable {
        /// As it was given.
        package var assertion: JSONValue
        /// What was expected, and what was there instead.
        package var explanation: String
        /// The calls that tell most about it.
        package var closest: [Witness]
    }

    /// A call, and what about it matters.
    package struct Witness: Sendable {
        package var entry: JournalEntry
        package var why: String
    }
}
