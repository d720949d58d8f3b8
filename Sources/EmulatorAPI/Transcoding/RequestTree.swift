import EmulatorCore

/// A REST request as one JSON object: what the body, the query and the path say, put together.
struct RequestTree {
    private(set) var tree: JSONTree = .object([])
    private let type: MessageType
    private let contract: Contract

    init(_ type: MessageType, contract: Contract) {
        self.type = type
        self.contract = contract
    }

    mutating func merge(_ body: JSONTree) throws(EmulatorError) {
        guard case .object = body else {
            throw EmulatorError(
                .invalidArgument, "the request body must be a JSON object for \(type.fullName), got \(body.kindName)")
        }
        tree = body
    }

    mutating func set(_ field: String, to value: JSONTree) {
        tree = .object([JSONTree.Member(name: field, value: value)])
    }

    /// Sets a field from text of the path, whatever the body says about it.
    mutating func set(_ name: String, toText text: String) throws(EmulatorError) {
        guard let path = try path(name) else { return }
        let value = try value(text, of: path, named: name)
        try tree.insert(value, at: path[...], named: name, replacing: true)
    }

    /// - Parameter bodyField: the field that the body carries; the query has no say in it.
    mutating func add(query: [(String, String)], except bodyField: String?) throws(EmulatorError) {
        for (name, text) in query {
            guard let path = try path(name), path[0].name != bodyField else { continue }
            let value = try value(text, of: path, named: name)
            try tree.insert(value, at: path[...], named: name, replacing: false)
        }
    }
}

extension RequestTree {
    /// The fields that a dotted name leads through; nil when the message has no such field.
    private func path(_ name: String) throws(EmulatorError) -> [Field]? {
        var path: [Field] = []
        var type: MessageType? = type
        for part in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let field = type?.field(named: String(part)) else { return nil }
            if let list = path.last, list.isRepeated { throw Self.notInQuery(name, "part of a list") }
            path.append(field)
            type = if case .message(let reference) = field.kind { contract.message(reference) } else { nil }
        }
        return path
    }

    /// Text of a URL in the form that JSON has for the field's type.
    private func value(_ text: String, of path: [Field], named name: String) throws(EmulatorError) -> JSONTree {
        let field = path[path.count - 1]
        switch field.kind {
        case .bool: return try bool(text, named: name)
        case .enumeration where Int32(text) != nil: return .number(text)
        case .message(let reference): return try value(text, of: contract.message(reference), named: name)
        default: return .string(text)
        }
    }

    private func value(_ text: String, of type: MessageType, named name: String) throws(EmulatorError) -> JSONTree {
        switch type.wellKnown {
        case .boolValue: return try bool(text, named: name)
        case .structure, .value, .list, nil: throw Self.notInQuery(name, "a message")
        default: return .string(text)
        }
    }

    private func bool(_ text: String, named name: String) throws(EmulatorError) -> JSONTree {
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .invalid(name, "expected true or false, got \(RuleValue.quote(text))", constraint: "type")
        }
    }

    private static func notInQuery(_ name: String, _ what: String) -> EmulatorError {
        .invalid(name, "\(what) cannot be given in the URL, only by gRPC or in a JSON body", constraint: "type")
    }
}

extension JSONTree {
    fileprivate mutating func insert(
        _ value: JSONTree, at path: ArraySlice<Field>, named name: String, replacing: Bool
    ) throws(EmulatorError) {
        guard let field = path.first else { return }
        var members: [Member] = if case .object(let members) = self { members } else { [] }
        let index = members.lastIndex { $0.name == field.name || $0.name == field.jsonName }
        var member = index.map { members[$0].value } ?? .null
        if path.count > 1 {
            try member.insert(value, at: path.dropFirst(), named: name, replacing: replacing)
        } else if field.isRepeated, !replacing {
            member = .array((member.elements ?? []) + [value])
        } else if index != nil, !replacing {
            throw .invalid(name, "given more than once, but it is not a list", constraint: "type")
        } else {
            member = value
        }
        if let index { members[index].value = member } else { members.append(Member(name: field.name, value: member)) }
        self = .object(members)
    }

    private var elements: [JSONTree]? { if case .array(let elements) = self { elements } else { nil } }
}
