/// The contract's messages and enums as JSON Schemas, in the form that our JSON has.
enum OpenAPISchemas {
    static func reference(_ name: String) -> JSONTree {
        ["$ref": "#/components/schemas/\(name)"]
    }

    /// Every type that the operations refer to, by name.
    static func all(of methods: [Method], _ contract: Contract) -> JSONTree {
        var found: [String: JSONTree] = [:]
        for method in methods {
            collect(method.input, &found, contract)
            collect(method.output, &found, contract)
        }
        if let info = contract.message("scalekit.v1.errdetails.ErrorInfo") { collect(info, &found, contract) }
        var members = [JSONTree.Member(name: "Error", value: error)]
        for (name, schema) in found.sorted(by: { $0.key < $1.key }) { members.append(.init(name: name, value: schema)) }
        return .object(members)
    }

    private static func collect(_ type: MessageType, _ found: inout [String: JSONTree], _ contract: Contract) {
        guard type.wellKnown == nil, found[type.fullName] == nil else { return }
        if !type.isMapEntry { found[type.fullName] = object(type.fields, contract) }
        for field in type.fields {
            switch field.kind {
            case .message(let reference): collect(contract.message(reference), &found, contract)
            case .enumeration(let type): found[type.fullName] = enumeration(type)
            default: break
            }
        }
    }

    private static let error: JSONTree = [
        "type": "object",
        "required": ["code", "message", "details"],
        "properties": [
            "code": ["type": "integer", "description": "The gRPC status by number."],
            "message": ["type": "string"],
            "details": [
                "type": "array",
                "items": [
                    "allOf": [reference("scalekit.v1.errdetails.ErrorInfo")],
                    "type": "object",
                    "properties": ["@type": ["type": "string"]],
                ],
            ],
        ],
    ]

    private static func enumeration(_ type: EnumType) -> JSONTree {
        ["type": "string", "enum": .array(type.values.map { .string($0.name) })]
    }

    static func object(_ fields: [Field], _ contract: Contract) -> JSONTree {
        var members: [JSONTree.Member] = [.init(name: "type", value: "object")]
        let required = fields.filter(\.isRequired)
        if !required.isEmpty {
            members.append(.init(name: "required", value: .array(required.map { .string($0.name) })))
        }
        let properties = fields.map { JSONTree.Member(name: $0.name, value: schema($0, contract)) }
        if !properties.isEmpty { members.append(.init(name: "properties", value: .object(properties))) }
        return .object(members)
    }
}

extension OpenAPISchemas {
    static func schema(_ field: Field, _ contract: Contract) -> JSONTree {
        var members: [JSONTree.Member]
        switch field.presence {
        case .repeated: members = list(field, contract)
        case .map: members = map(field, contract)
        case .implicit, .explicit, .oneof: members = value(field.kind, field.rules, contract)
        }
        if field.behaviours.contains(.outputOnly) { members.append(.init(name: "readOnly", value: true)) }
        if field.behaviours.contains(.inputOnly) { members.append(.init(name: "writeOnly", value: true)) }
        return .object(members)
    }

    /// One element of a list.
    static func item(_ field: Field, _ contract: Contract) -> JSONTree {
        var rules: FieldRules?
        if case .list(let list) = field.rules?.constraint { rules = list.items }
        return .object(value(field.kind, rules, contract))
    }

    private static func list(_ field: Field, _ contract: Contract) -> [JSONTree.Member] {
        var members: [JSONTree.Member] = [
            .init(name: "type", value: "array"), .init(name: "items", value: item(field, contract)),
        ]
        guard case .list(let rules) = field.rules?.constraint else { return members }
        members.append("minItems", rules.minItems)
        members.append("maxItems", rules.maxItems)
        if rules.unique { members.append(.init(name: "uniqueItems", value: true)) }
        return members
    }

    private static func map(_ field: Field, _ contract: Contract) -> [JSONTree.Member] {
        guard case .message(let reference) = field.kind else { return [] }
        let entry = contract.message(reference)
        var rules = MapRules()
        if case .map(let given) = field.rules?.constraint { rules = given }
        var members: [JSONTree.Member] = [
            .init(name: "type", value: "object"),
            .init(
                name: "additionalProperties", value: .object(value(entry.fields[1].kind, rules.values, contract))),
        ]
        members.append("minProperties", rules.minPairs)
        members.append("maxProperties", rules.maxPairs)
        return members
    }

    private static func value(_ kind: FieldKind, _ rules: FieldRules?, _ contract: Contract) -> [JSONTree.Member] {
        switch kind {
        case .enumeration(let type):
            return [.init(name: "$ref", value: .string("#/components/schemas/\(type.fullName)"))]
        case .message(let reference): return message(contract.message(reference), rules, contract)
        default: return scalar(kind) + constraints(rules)
        }
    }

    private static func message(
        _ type: MessageType, _ rules: FieldRules?, _ contract: Contract
    ) -> [JSONTree.Member] {
        switch type.wellKnown {
        case nil: [.init(name: "$ref", value: .string("#/components/schemas/\(type.fullName)"))]
        case .structure: [.init(name: "type", value: "object")]
        case .value: []
        case .list: [.init(name: "type", value: "array"), .init(name: "items", value: [:])]
        case .timestamp: [.init(name: "type", value: "string"), .init(name: "format", value: "date-time")]
        case .duration:
            [.init(name: "type", value: "string"), .init(name: "pattern", value: "^-?[0-9]+(\\.[0-9]+)?s$")]
        case .fieldMask: [.init(name: "type", value: "string")]
        default: scalar(type.fields[0].kind) + constraints(rules)
        }
    }

    /// 64-bit integers are strings in protobuf's JSON.
    private static func scalar(_ kind: FieldKind) -> [JSONTree.Member] {
        let (type, format): (JSONTree, JSONTree?) =
            switch kind {
            case .bool: ("boolean", nil)
            case .string, .enumeration, .message: ("string", nil)
            case .bytes: ("string", "byte")
            case .double, .float: ("number", .string(kind.name))
            case .int64, .sint64, .sfixed64: ("string", "int64")
            case .uint64, .fixed64: ("string", "uint64")
            case .uint32, .fixed32: ("integer", "uint32")
            case .int32, .sint32, .sfixed32: ("integer", "int32")
            }
        let members = [JSONTree.Member(name: "type", value: type)]
        return format.map { members + [.init(name: "format", value: $0)] } ?? members
    }
}

extension OpenAPISchemas {
    private static func constraints(_ rules: FieldRules?) -> [JSONTree.Member] {
        switch rules?.constraint {
        case .string(let rules): text(rules)
        case .integer(let rules) where rules.typeName != "uint64": integer(rules)
        default: []
        }
    }

    private static func text(_ rules: StringRules) -> [JSONTree.Member] {
        var members: [JSONTree.Member] = []
        members.append("minLength", rules.minLength)
        members.append("maxLength", rules.maxLength)
        if let pattern = rules.pattern?.text ?? rules.prefix.map({ "^\($0)" }) {
            members.append(.init(name: "pattern", value: .string(pattern)))
        }
        if !rules.allowed.isEmpty {
            members.append(.init(name: "enum", value: .array(rules.allowed.map { .string($0) })))
        }
        switch rules.format {
        case .email: members.append(.init(name: "format", value: "email"))
        case .uri: members.append(.init(name: "format", value: "uri"))
        case nil: break
        }
        return members
    }

    private static func integer(_ rules: IntegerRules) -> [JSONTree.Member] {
        var members: [JSONTree.Member] = []
        if let lower = rules.lower {
            members.append(lower.isInclusive ? "minimum" : "exclusiveMinimum", Int(clamping: lower.value))
        }
        if let upper = rules.upper {
            members.append(upper.isInclusive ? "maximum" : "exclusiveMaximum", Int(clamping: upper.value))
        }
        return members
    }
}

extension [JSONTree.Member] {
    fileprivate mutating func append(_ name: String, _ number: Int?) {
        guard let number else { return }
        append(JSONTree.Member(name: name, value: .number(String(number))))
    }
}
