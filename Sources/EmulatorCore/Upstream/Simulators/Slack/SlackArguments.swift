/// The arguments of a call, wherever they came: in the query, a form or a JSON body. Members of a form may hold JSON.
struct SlackArguments {
    private let values: [String: JSONValue]

    init(_ request: UpstreamRequest) {
        let query = Dictionary(request.query.map { ($0.name, JSONValue.string($0.value)) }) { _, last in last }
        values = query.merging(request.members) { $1 }
    }

    var all: [String: JSONValue] { values }

    /// Nil for null as well.
    subscript(name: String) -> JSONValue? { values[name].flatMap { $0.isNull ? nil : $0 } }

    /// Nil when it is empty, too.
    func text(_ name: String) -> String? { self[name]?.shown.unlessEmpty }

    /// - Parameter code: what Slack answers when it is missing; nil for the general answer.
    func required(_ name: String, else code: String? = nil) throws -> String {
        if let text = text(name) { return text }
        throw code.map { SlackRefusal($0) } ?? .missing(name)
    }

    func flag(_ name: String, else standard: Bool = false) -> Bool {
        switch self[name] {
        case .bool(let value): value
        case .number(let value): value != 0
        case .string(let text): ["true", "1", "yes"].contains(text.lowercased())
        default: standard
        }
    }

    func number(_ name: String) throws -> Int? {
        guard let value = self[name], !value.shown.isEmpty else { return nil }
        if let number = value.number.flatMap({ Int(exactly: $0) }) ?? Int(value.shown.trimmed) { return number }
        throw SlackRefusal.invalid(name, "must be a number")
    }

    /// Separated by commas, or a JSON list.
    func list(_ name: String) -> [String] {
        if let items = json(name)?.array { return items.map { $0.shown.trimmed } }
        return (text(name) ?? "").split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    }

    /// A value that is JSON, or a text that holds JSON; a text that does not stays one.
    func json(_ name: String) -> JSONValue? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { return value }
        return text.isEmpty ? nil : JSONText.value(text)
    }
}
