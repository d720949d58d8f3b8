/// What is wrong with a free-form part of a request.
///
/// A class, because every value of it reports into the same list.
final class MemberMistakes {
    private(set) var violations: [EmulatorError.FieldViolation] = []

    func add(_ field: String, _ description: String, constraint: String) {
        violations.append(.init(field: field, description: description, constraint: constraint))
    }

    /// INVALID_ARGUMENT with all of them; nil when there is none.
    var error: EmulatorError? {
        violations.first.map {
            EmulatorError(
                .invalidArgument, "Validation error: \($0.field) \"\($0.description)\"", violations: violations)
        }
    }
}

/// An object of a free-form part of a request, read member by member. A member that is null counts as left out, and
/// so does one of a wrong type, which is noted.
struct JSONMembers {
    let path: String
    let mistakes: MemberMistakes
    private let members: [String: JSONValue]

    init?(_ value: JSONValue, at path: String, _ mistakes: MemberMistakes) {
        guard let members = value.object else {
            mistakes.add(path, "value must be an object", constraint: "object")
            return nil
        }
        self.path = path
        self.mistakes = mistakes
        self.members = members
    }

    /// Empty when it is left out.
    func text(_ name: String) -> String { read(name, "a string", \.string) ?? "" }

    func bool(_ name: String) -> Bool? {
        read(name, "true or false") { if case .bool(let value) = $0 { value } else { nil } }
    }

    func list(_ name: String) -> [JSONValue] { read(name, "a list", \.array) ?? [] }

    func objects(_ name: String) -> [JSONMembers] {
        list(name).enumerated().compactMap { JSONMembers($1, at: "\(path).\(name)[\($0)]", mistakes) }
    }

    func object(_ name: String) -> JSONMembers? {
        guard let value = members[name], !value.isNull else { return nil }
        return JSONMembers(value, at: "\(path).\(name)", mistakes)
    }

    var names: [String] { members.keys.sorted() }

    func has(_ name: String) -> Bool { members[name].map { !$0.isNull } ?? false }

    func refuse(_ name: String, _ description: String, constraint: String) {
        mistakes.add("\(path).\(name)", description, constraint: constraint)
    }

    func read<Value>(_ name: String, _ what: String, _ body: (JSONValue) -> Value?) -> Value? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let read = body(value) else {
            refuse(name, "value must be \(what)", constraint: "type")
            return nil
        }
        return read
    }
}
