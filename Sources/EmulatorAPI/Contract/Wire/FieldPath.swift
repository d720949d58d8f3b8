/// Where a value stands in a request, the way the contract writes it: `connection.attribute_mapping["email"]`.
struct FieldPath: CustomStringConvertible {
    enum Component {
        case field(String)
        case index(Int)
        case key(String)
    }

    private(set) var components: [Component] = []

    mutating func push(_ component: Component) { components.append(component) }

    mutating func pop() { components.removeLast() }

    /// Whether the value is a credential or holds one: then it is never repeated in an error.
    var isSecret: Bool {
        components.contains { if case .field(let name) = $0 { Overrides.secretFields.contains(name) } else { false } }
    }

    var description: String {
        var text = ""
        for component in components {
            switch component {
            case .field(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }
}
