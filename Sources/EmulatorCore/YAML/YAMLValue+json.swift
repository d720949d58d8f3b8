import Yams

extension YAMLValue {
    /// A free-form object, such as `api_config`.
    func jsonObject() -> [String: JSONValue]? {
        entries().map { entries in
            Dictionary(entries.compactMap { entry in entry.value.json().map { (entry.key, $0) } }) { _, last in last }
        }
    }

    func json() -> JSONValue? {
        switch node {
        case .mapping: return jsonObject().map(JSONValue.object)
        case .sequence: return list { $0.json() }.map(JSONValue.array)
        case .scalar, .alias: break
        }
        switch scalar {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let value): return .number(value)
        case .text(let value): return .string(value)
        case nil:
            refuse(expected: "a JSON value")
            return nil
        }
    }
}
