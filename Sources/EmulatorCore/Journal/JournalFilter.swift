package import struct Foundation.Date

/// Which entries somebody wants to see; what is nil demands nothing.
package struct JournalFilter: Sendable {
    package var pattern = CallPattern()
    package var since: Start?
    /// Only the newest.
    package var limit = JournalFilter.standardLimit

    package static let standardLimit = 1_000
    package static let names = [
        "door", "operation", "identifier", "connection", "tool", "code", "error_code", "since", "limit",
    ]

    package enum Start: Sendable, Equatable {
        /// After the entry of this number.
        case entry(Int)
        case moment(Date)
    }

    package init() {}

    /// - Throws: INVALID_ARGUMENT for a value that its name cannot have.
    package init(_ values: [String: String]) throws {
        pattern = CallPattern(
            operation: values["operation"], tool: values["tool"], connection: values["connection"],
            identifier: values["identifier"], door: values["door"], code: values["code"]?.uppercased(),
            errorCode: values["error_code"])
        if let door = values["door"], Door(rawValue: door) == nil, !door.contains("*") {
            let names = Door.allCases.map(\.rawValue).joined(separator: ", ")
            throw EmulatorError.invalid("door", "\(door) is not a door: use \(names)", constraint: "string.in")
        }
        since = try values["since"].map(Self.start)
        if let text = values["limit"] {
            guard let number = Int(text), (1...Journal.standardLimit).contains(number) else {
                throw EmulatorError.invalid(
                    "limit", "must be a number from 1 to \(Journal.standardLimit)", constraint: "uint32.lte")
            }
            limit = number
        }
    }

    private static func start(_ text: String) throws -> Start {
        if let number = Int(text), number >= 0 { return .entry(number) }
        if let date = Date(rfc3339: text) { return .moment(date) }
        throw EmulatorError.invalid(
            "since", "must be the id of an entry, or a moment like 2026-01-31T09:30:00Z", constraint: "rfc3339")
    }

    package func accepts(_ entry: JournalEntry) -> Bool {
        switch since {
        case .entry(let number) where entry.number <= number: false
        case .moment(let date) where entry.call.startedAt < date: false
        default: pattern.isEmpty || pattern.miss(entry.facts) == nil
        }
    }

    /// The newest that are wanted, in the order of time.
    package func select(_ entries: [JournalEntry]) -> [JournalEntry] {
        var found: [JournalEntry] = []
        for entry in entries.reversed() where found.count < limit && accepts(entry) { found.append(entry) }
        return found.reversed()
    }
}
