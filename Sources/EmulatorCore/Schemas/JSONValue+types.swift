extension JSONValue {
    package var number: Double? { if case .number(let value) = self { value } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var isNull: Bool { self == .null }

    /// Whether JSON Schema counts the value among a type. Numbers travel as doubles, so `50.0` is an integer.
    func isOfType(_ name: String) -> Bool {
        switch self {
        case .null: name == "null"
        case .bool: name == "boolean"
        case .number(let value): name == "number" || name == "integer" && value.rounded() == value
        case .string: name == "string"
        case .array: name == "array"
        case .object: name == "object"
        }
    }

    /// The most specific type of JSON Schema.
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number(let value): value.rounded() == value ? "integer" : "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// For messages and URLs: texts as they are, whole numbers without a fraction, everything else as JSON.
    package var shown: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): Int64(exactly: value).map(String.init) ?? String(value)
        case .string(let value): value
        case .array, .object: (try? JSONColumn.text(self)) ?? ""
        }
    }
}
