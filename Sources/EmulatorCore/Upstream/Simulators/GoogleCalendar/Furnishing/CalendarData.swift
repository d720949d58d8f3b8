/// A value of the data that calendars start with, and where it stands in them.
struct CalendarData {
    let value: JSONValue
    let path: String

    func refuse(_ what: String) -> EmulatorError { .invalid(path, what, constraint: "simulator.data") }

    /// The members of a mapping.
    /// - Throws: when it has others than these.
    func members(_ names: [String]) throws -> [String: CalendarData] {
        guard let object = value.object else { throw refuse("value must be a mapping, not \(value.shown)") }
        for name in object.keys.sorted() where !names.contains(name) {
            let question = NearestName.to(name, in: names).map { ", did you mean \($0)?" } ?? ""
            throw CalendarData(value: .null, path: "\(path).\(name)").refuse("there is no such member\(question)")
        }
        return entries.reduce(into: [:]) { $0[$1.name] = $1.data }
    }

    /// The members that have a value, by name.
    var entries: [(name: String, data: CalendarData)] {
        (value.object ?? [:]).sorted { $0.key < $1.key }.filter { !$0.value.isNull }
            .map { ($0.key, CalendarData(value: $0.value, path: "\(path).\($0.key)")) }
    }

    func items() throws -> [CalendarData] {
        guard let items = value.array else { throw refuse("value must be a list, not \(value.shown)") }
        return items.enumerated().map { CalendarData(value: $1, path: "\(path)[\($0)]") }
    }

    func text() throws -> String {
        switch value {
        case .string(let text): return text
        case .number, .bool: return value.shown
        default: throw refuse("value must be a text, not \(value.shown)")
        }
    }

    func flag() throws -> Bool {
        guard let flag = value.bool else { throw refuse("value must be true or false, not \(value.shown)") }
        return flag
    }

    func address() throws -> String {
        let text = try text()
        guard MIMEAddress(text)?.address == text else {
            throw refuse("value must be an address such as maya@example.com, not \(value.shown)")
        }
        return text
    }

    func zone() throws -> CalendarZone {
        guard let zone = CalendarZone(try text()) else {
            throw refuse("value must be a time zone such as Europe/Berlin, not \(value.shown)")
        }
        return zone
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text()) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse("value must be one of \(names), not \(value.shown)")
        }
        return choice
    }

    /// Seconds.
    func duration() throws -> Int64 {
        guard let seconds = DurationText.seconds(in: try text()), seconds >= 0 else {
            throw refuse("value must be a time such as 45m or 1h30m, not \(value.shown)")
        }
        return Int64(seconds)
    }

    /// What the API refuses is a mistake in the data.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as CalendarError {
            throw refuse(error.message)
        }
    }
}
