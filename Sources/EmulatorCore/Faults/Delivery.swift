/// How the answer of a call gets to its caller, when somebody has something in mind with it.
package enum Delivery: Sendable, Equatable {
    case whole
    /// The work was done, and the connection breaks before the answer.
    case lost(Break)
    /// The answer breaks off; nil for in the middle of its body, otherwise after so many bytes.
    case truncated(after: Int?)
    /// The body takes so many seconds.
    case slow(Double)

    /// What breaks.
    package enum Break: String, Sendable, CaseIterable {
        /// The connection, and whatever else is on it.
        case connection
        /// The one call, where the connection carries several; the connection where it does not.
        case stream
    }
}

/// An answer, and how it is to get to its caller.
package struct Delivered<Answer: Sendable>: Sendable {
    package var answer: Answer
    package var delivery: Delivery

    package init(_ answer: Answer, _ delivery: Delivery = .whole) {
        self.answer = answer
        self.delivery = delivery
    }
}

/// Instead of any answer.
package struct BrokenConnection: Error, Equatable {
    package var what: Delivery.Break

    package init(what: Delivery.Break) { self.what = what }
}

extension Delivered {
    /// The answer, for doors that can only send it whole: one that is to break off breaks before it begins, and one
    /// that is to be slow comes late.
    /// - Throws: `BrokenConnection`.
    package func arrived() async throws -> Answer {
        switch delivery {
        case .whole: break
        case .lost(let what): throw BrokenConnection(what: what)
        case .truncated: throw BrokenConnection(what: .stream)
        case .slow(let seconds): try await Task.sleep(for: .seconds(seconds))
        }
        return answer
    }
}
