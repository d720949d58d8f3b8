import struct Foundation.Date

/// How many calls may be made in a time. The real service has limits per environment and does not publish them.
package struct RateLimit: Sendable, Equatable {
    /// For which calls.
    package var pattern: CallPattern
    package var requests: Int
    /// Seconds.
    package var interval: Double
    package var counting: Counting

    /// What is counted together.
    package enum Counting: String, Sendable, CaseIterable {
        case environment
        case operation
        case identifier
    }
}

/// A limit with what was counted against it.
package struct RateLimitState: Sendable {
    package var id: String
    package var limit: RateLimit
    /// As it was given.
    package var definition: JSONValue
    /// How many calls were refused.
    package var refused = 0
    private var windows: [String: (start: Date, count: Int)] = [:]
    private static let mostWindows = 10_000

    init(id: String, limit: RateLimit, definition: JSONValue) {
        self.id = id
        self.limit = limit
        self.definition = definition
    }

    /// - Returns: the whole seconds until there is room again; nil when there is room now, which is taken.
    mutating func take(_ facts: CallFacts, at now: Date) -> Int? {
        let key =
            switch limit.counting {
            case .environment: ""
            case .operation: facts.operation
            case .identifier: facts.details.identifier ?? ""
            }
        var window = windows[key] ?? (now, 0)
        let age = now.timeIntervalSince(window.start)
        if age >= limit.interval || age < 0 { window = (now, 0) }
        guard window.count < limit.requests else {
            refused += 1
            return max(1, Int((limit.interval - now.timeIntervalSince(window.start)).rounded(.up)))
        }
        window.count += 1
        if windows.count >= Self.mostWindows, windows[key] == nil { windows.removeAll() }
        windows[key] = window
        return nil
    }
}
