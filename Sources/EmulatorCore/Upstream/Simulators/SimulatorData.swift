import struct Foundation.Date

/// A value of the data that a room is furnished with, and the way to it, so that mistakes can be named.
struct SimulatorData {
    let value: JSONValue
    /// For example `github.repositories[0].issues[1].labels`; may be empty at the root.
    let path: String

    init(_ value: JSONValue, at path: String) {
        self.value = value
        self.path = path
    }

    func refusal(_ text: String) -> EmulatorError {
        .invalid(path.isEmpty ? "data" : path, text, constraint: "simulator.data")
    }

    /// That a name stands for nothing, and what it may have been meant to be.
    func refusal(unknown name: String, _ what: String, among names: some Sequence<String>) -> EmulatorError {
        let names = names.sorted()
        let question = NearestName.to(name, in: names).map { ", did you mean \($0)?" } ?? "."
        return refusal("there is no \(what) \(name)\(question) There are: \(names.joined(separator: ", "))")
    }

    /// - Throws: when it is no mapping, or has members besides these.
    func requireMembers(_ names: [String]) throws {
        guard let members = value.object else { throw refusal("value must be a mapping, not \(value.typeName)") }
        for name in members.keys.sorted() where !names.contains(name) {
            let question = NearestName.to(name, in: names).map { ", did you mean \($0)?" } ?? ""
            throw SimulatorData(.null, at: child(name)).refusal(
                "there is no such member\(question) Allowed: \(names.joined(separator: ", "))")
        }
    }

    /// Nil when it is missing or null.
    func member(_ name: String) -> SimulatorData? {
        value[name].flatMap { $0.isNull ? nil : SimulatorData($0, at: child(name)) }
    }

    func required(_ name: String) throws -> SimulatorData {
        guard let member = member(name) else {
            throw SimulatorData(.null, at: child(name)).refusal("value is required")
        }
        return member
    }

    /// Empty when it is missing.
    func list(_ name: String) throws -> [SimulatorData] { try member(name)?.items() ?? [] }

    func items() throws -> [SimulatorData] {
        guard let items = value.array else { throw refusal("value must be a list, not \(value.typeName)") }
        return items.enumerated().map { SimulatorData($1, at: "\(path)[\($0)]") }
    }

    /// Members by name, null ones included, in the order of their names.
    func entries() throws -> [(name: String, value: SimulatorData)] {
        guard let members = value.object else { throw refusal("value must be a mapping, not \(value.typeName)") }
        return members.sorted { $0.key < $1.key }.map { ($0.key, SimulatorData($0.value, at: child($0.key))) }
    }

    func text() throws -> String {
        guard let text = value.string else { throw refusal("value must be a text, not \(value.typeName)") }
        return text
    }

    func text(_ name: String) throws -> String? { try member(name)?.text() }

    func flag(_ name: String) throws -> Bool? {
        guard let member = member(name) else { return nil }
        guard let flag = member.value.bool else {
            throw member.refusal("value must be true or false, not \(member.value.typeName)")
        }
        return flag
    }

    /// False when it is missing.
    func isSet(_ name: String) throws -> Bool { try flag(name) ?? false }

    func whole(_ name: String) throws -> Int? {
        guard let member = member(name) else { return nil }
        guard let number = member.value.number.flatMap({ Int(exactly: $0) }) else {
            throw member.refusal("value must be a whole number, not \(member.value.typeName)")
        }
        return number
    }

    /// One of some words.
    func choice(_ words: [String]) throws -> String {
        guard let word = value.string, words.contains(word) else {
            throw refusal("value must be one of \(words.joined(separator: ", ")), not \(value.shown)")
        }
        return word
    }

    /// Seconds.
    func duration() throws -> Int {
        guard let text = value.string, let seconds = DurationText.seconds(in: text), seconds >= 0 else {
            throw refusal("value must be a time span such as 3d4h or 20m, not \(value.shown)")
        }
        return Int(seconds)
    }

    private func child(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
