import EmulatorCore

/// Writes a JSON object as a message of the contract. Members may carry the proto name or the JSON name; the last
/// of several counts, unknown ones are skipped, and null means not set.
struct MessageEncoder {
    let contract: Contract
    private var path = FieldPath()

    init(contract: Contract) {
        self.contract = contract
    }

    mutating func encode(_ tree: JSONTree, as type: MessageType) throws(EmulatorError) -> [UInt8] {
        var writer = WireWriter()
        if let known = type.wellKnown {
            try write(tree, as: known, type, to: &writer)
            return writer.bytes
        }
        guard case .object(let members) = tree else { throw mismatch("an object", tree) }
        let values = try values(of: members, in: type)
        for (field, value) in zip(type.fields, values) {
            guard let value else { continue }
            try at(.field(field.name)) { encoder throws(EmulatorError) in
                try encoder.write(value, of: field, to: &writer)
            }
        }
        return writer.bytes
    }

    /// The members by field, in the order of the type's fields.
    private func values(of members: [JSONTree.Member], in type: MessageType) throws(EmulatorError) -> [JSONTree?] {
        var values = [JSONTree?](repeating: nil, count: type.fields.count)
        for member in members {
            guard let ordinal = type.ordinal(named: member.name) else { continue }
            let isNull = member.value == .null && !takesNull(type.fields[ordinal].kind)
            values[ordinal] = isNull ? nil : member.value
        }
        try checkOneofs(values, of: type)
        return values
    }

    private func checkOneofs(_ values: [JSONTree?], of type: MessageType) throws(EmulatorError) {
        var members: [String: String] = [:]
        for (field, value) in zip(type.fields, values) where value != nil {
            guard let oneof = field.oneof else { continue }
            if let other = members.updateValue(field.name, forKey: oneof) {
                let place = path.components.isEmpty ? oneof : "\(path).\(oneof)"
                throw .invalid(place, "only one of \(other) and \(field.name) may be given", constraint: "oneof")
            }
        }
    }

    private func takesNull(_ kind: FieldKind) -> Bool {
        if case .message(let reference) = kind { contract.message(reference).wellKnown == .value } else { false }
    }
}

extension MessageEncoder {
    private mutating func write(_ tree: JSONTree, of field: Field, to writer: inout WireWriter) throws(EmulatorError) {
        switch field.presence {
        case .implicit, .explicit, .oneof: try write(tree, field.number, field.kind, to: &writer)
        case .repeated: try writeList(tree, of: field, to: &writer)
        case .map: try writeMap(tree, of: field, to: &writer)
        }
    }

    private mutating func writeList(
        _ tree: JSONTree, of field: Field, to writer: inout WireWriter
    ) throws(EmulatorError) {
        guard case .array(let elements) = tree else { throw mismatch("a list", tree) }
        for (index, element) in elements.enumerated() {
            try at(.index(index)) { encoder throws(EmulatorError) in
                try encoder.write(element, field.number, field.kind, to: &writer)
            }
        }
    }

    private mutating func writeMap(_ tree: JSONTree, of field: Field, to writer: inout WireWriter) throws(EmulatorError)
    {
        guard case .object(let members) = tree, case .message(let reference) = field.kind else {
            throw mismatch("an object", tree)
        }
        let entry = contract.message(reference)
        for member in members {
            try at(.key(member.name)) { encoder throws(EmulatorError) in
                var pair = WireWriter()
                try encoder.write(Self.mapKey(member.name, entry.fields[0].kind), 1, entry.fields[0].kind, to: &pair)
                try encoder.write(member.value, 2, entry.fields[1].kind, to: &pair)
                writer.payload(field.number, pair.bytes)
            }
        }
    }

    private static func mapKey(_ name: String, _ kind: FieldKind) -> JSONTree {
        switch (kind, name) {
        case (.bool, "true"): true
        case (.bool, "false"): false
        default: .string(name)
        }
    }

    /// Writes one value, which may be zero: reading gives the same.
    mutating func write(
        _ tree: JSONTree, _ number: Int, _ kind: FieldKind, to writer: inout WireWriter
    ) throws(EmulatorError) {
        if case .message(let reference) = kind {
            writer.payload(number, try encode(tree, as: contract.message(reference)))
        } else if let value = ScalarValue(tree, as: kind) {
            value.write(number, to: &writer)
        } else {
            throw mismatch(Self.expectation(kind), tree)
        }
    }

    private mutating func at(
        _ component: FieldPath.Component, _ body: (inout MessageEncoder) throws(EmulatorError) -> Void
    ) throws(EmulatorError) {
        path.push(component)
        try body(&self)
        path.pop()
    }
}

extension MessageEncoder {
    func mismatch(_ expected: String, _ tree: JSONTree) -> EmulatorError {
        let got = path.isSecret ? "" : ", got \(tree.kindName)"
        return .invalid(path.description, "expected \(expected)\(got)", constraint: "type")
    }

    private static func expectation(_ kind: FieldKind) -> String {
        switch kind {
        case .string: "a string"
        case .bool: "true or false"
        case .bytes: "base64"
        case .enumeration(let type): "one of \(type.values.map(\.name).joined(separator: ", "))"
        case .int32, .int64, .uint32, .uint64: "a whole number of type \(kind.name)"
        default: "a number of type \(kind.name)"
        }
    }
}
