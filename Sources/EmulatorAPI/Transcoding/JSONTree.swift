/// A JSON document that keeps the order of its members and the text of its numbers, which 64-bit integers need.
package indirect enum JSONTree: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONTree

        package init(name: String, value: JSONTree) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONTree])
    case object([Member])
}

extension JSONTree {
    /// The last member of that name, as a duplicate replaces what stood before it.
    package subscript(name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// For people: what kind of value this is.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let text): text
        case .string(let text): RuleValue.quote(text)
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONTree: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONTree)...) {
        self = .object(elements.map { Member(name: $0, value: $1) })
    }
}

extension JSONTree {
    /// Compact JSON in UTF-8.
    package var bytes: [UInt8] {
        var out = JSONBytes()
        write(to: &out)
        return out.bytes
    }

    private func write(to out: inout JSONBytes) {
        switch self {
        case .null: out.raw("null")
        case .bool(let value): out.raw(value ? "true" : "false")
        case .number(let text): out.raw(text)
        case .string(let text): out.string(text)
        case .array(let elements):
            out.list("[", elements, "]") { $0.write(to: &$1) }
        case .object(let members):
            out.list("{", members, "}") { member, out in
                out.string(member.name)
                out.raw(":")
                member.value.write(to: &out)
            }
        }
    }
}
