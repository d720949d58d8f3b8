/// Reads a kept document: members that are missing read as empty.
struct SlackMembers {
    let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    func text(_ name: String) -> String { json[name]?.string ?? "" }
    func textIfAny(_ name: String) -> String? { json[name]?.string }
    func flag(_ name: String) -> Bool { json[name] == true }
    func whole(_ name: String) -> Int { json[name]?.number.flatMap { Int(exactly: $0) } ?? 0 }
    func texts(_ name: String) -> [String] { (json[name]?.array ?? []).compactMap(\.string) }
    func list(_ name: String) -> [SlackMembers] { (json[name]?.array ?? []).map(SlackMembers.init) }
    func object(_ name: String) -> [String: JSONValue] { json[name]?.object ?? [:] }
}

/// Writes documents and answers.
enum SlackJSON {
    /// An object without the members that are nil.
    static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue { .object(Self.members(members)) }

    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> [String: JSONValue] {
        var object: [String: JSONValue] = [:]
        for (name, value) in members { if let value { object[name] = value } }
        return object
    }

    static func whole(_ number: Int) -> JSONValue { .number(Double(number)) }
    static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// Nothing in place of what is empty.
    static func ifAny(_ items: [JSONValue]) -> JSONValue? { items.isEmpty ? nil : .array(items) }
}

extension String {
    var unlessEmpty: String? { isEmpty ? nil : self }
}
