/// Something a test expects of the calls that were made.
package struct Assertion: Sendable {
    package enum Claim: Sendable {
        /// How often calls like this were made.
        case called(CallPattern, Times)
        /// One after the other, with others between them.
        case order([CallPattern])
        /// Every call that was made as somebody was made as one of these.
        case onlyIdentifiers([String])
        /// Every tool that was called as this identifier is among those that it has.
        case onlyScopedTools(String, ScopedToolFilter)
        /// Nothing was called that may change something at a provider.
        case noWrites(CallPattern)
        /// No answer held the credentials of an account.
        case credentialsNeverRead(CallPattern)
    }

    /// How often.
    package struct Times: Sendable, Equatable {
        package var atLeast: Int
        package var atMost: Int?

        package init(atLeast: Int = 0, atMost: Int? = nil) {
            self.atLeast = atLeast
            self.atMost = atMost
        }

        func accepts(_ count: Int) -> Bool { count >= atLeast && atMost.map { count <= $0 } ?? true }
    }

    package var claim: Claim
    /// Whether a call that was tried again counts once.
    package var countsRetriesOnce = false
    /// As it was given.
    package var definition: JSONValue
}

extension Assertion.Times: CustomStringConvertible {
    package var description: String {
        func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
        return switch (atLeast, atMost) {
        case (_, 0?): "never"
        case (let least, let most?) where least == most: "exactly \(times(least))"
        case (0, let most?): "at most \(times(most))"
        case (let least, nil): "at least \(times(least))"
        case (let least, let most?): "\(least) to \(most) times"
        }
    }
}
