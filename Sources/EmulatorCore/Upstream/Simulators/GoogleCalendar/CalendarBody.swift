/// The members of a request's body, read by their types. A member that is null counts as missing.
struct CalendarBody {
    var members: [String: JSONValue]

    subscript(name: String) -> JSONValue? { members[name].flatMap { $0.isNull ? nil : $0 } }

    func text(_ name: String) throws -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { throw unfit(name, "a string") }
        return text
    }

    func text(_ name: String, among choices: [String]) throws -> String? {
        guard let text = try text(name) else { return nil }
        guard choices.contains(text) else {
            throw CalendarError.invalid(
                "Invalid value for \(name): \(text). Allowed: \(choices.joined(separator: ", "))")
        }
        return text
    }

    /// Also as a text, which Google's own clients send at times.
    func flag(_ name: String) throws -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let flag): return flag
        case "true": return true
        case "false": return false
        default: throw unfit(name, "a boolean")
        }
    }

    func whole(_ name: String, in range: ClosedRange<Int32>) throws -> Int? {
        guard let value = self[name] else { return nil }
        let number = value.number.flatMap { Int32(exactly: $0) } ?? value.string.flatMap { Int32($0) }
        guard let number, range.contains(number) else {
            throw unfit(name, "an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func object(_ name: String) throws -> CalendarBody? {
        guard let value = self[name] else { return nil }
        guard let members = value.object else { throw unfit(name, "an object") }
        return CalendarBody(members: members)
    }

    func texts(_ name: String) throws -> [String]? {
        try list(name)?.map { item in
            guard let text = item.string else { throw unfit(name, "a list of strings") }
            return text
        }
    }

    func objects(_ name: String) throws -> [CalendarBody]? {
        try list(name)?.map { item in
            guard let members = item.object else { throw unfit(name, "a list of objects") }
            return CalendarBody(members: members)
        }
    }

    private func list(_ name: String) throws -> [JSONValue]? {
        guard let value = self[name] else { return nil }
        guard let items = value.array else { throw unfit(name, "a list") }
        return items
    }

    private func unfit(_ name: String, _ what: String) -> CalendarError {
        .invalid("Invalid value for: \(name) must be \(what).")
    }
}
