/// The shape of a tool's answer, from its example: types and members, nothing that it need not say.
struct AnswerShape {
    /// The parameters, whose values stand in the answer.
    let input: JSONSchema

    /// What a caller gets for the example: anything but an object stands under a name.
    func schema(of example: JSONValue) -> JSONValue {
        Self.relaxed(shape(.object(example.isNull ? [:] : UpstreamResponse.json(example).data)))
    }

    private func shape(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items):
            items.isEmpty
                ? ["type": "array"] : ["type": "array", "items": items.map(shape).reduce(nil, Self.union) ?? [:]]
        case .object(let members): ["type": "object", "properties": .object(members.mapValues(shape))]
        case .string(let text): text.contains("{{") ? shape(TextTemplate(text)) : ["type": "string"]
        case .null, .bool, .number: ["type": .string(value.typeName)]
        }
    }

    private func shape(_ template: TextTemplate) -> JSONValue {
        guard template.segments.count == 1, case .placeholder(let name, let fallback)? = template.segments.first
        else { return ["type": "string"] }
        switch name {
        case "number", "now_unix": return ["type": "integer"]
        case "now", "uuid", "identifier", "connection": return ["type": "string"]
        default: return Self.union(fallback.map(shape), parameter(name))
        }
    }

    /// A member of a parameter may be anything, and so may a text that is JSON.
    private func parameter(_ name: String) -> JSONValue {
        let name = name.hasPrefix("params.") ? String(name.dropFirst("params.".count)) : ""
        let property = input.property(name)
        let types = property?.types.filter { $0 != "null" } ?? []
        return types.count == 1 && property?.json["contentMediaType"] == nil ? ["type": .string(types[0])] : [:]
    }

    /// What fits one shape or the other. The empty shape is anything.
    private static func union(_ left: JSONValue?, _ right: JSONValue) -> JSONValue {
        guard let left, left != right else { return right }
        guard left.object?.isEmpty == false, right.object?.isEmpty == false else { return [:] }
        var types = Set(JSONSchema(left).types + JSONSchema(right).types)
        if types.contains("number") { types.remove("integer") }
        var shape: [String: JSONValue] = [
            "type": types.count == 1 ? .string(types.first ?? "") : .array(types.sorted().map(JSONValue.string))
        ]
        shape["items"] = both(left["items"], right["items"])
        if types.contains("object") {
            let properties = (left["properties"]?.object ?? [:]).merging(
                right["properties"]?.object ?? [:], uniquingKeysWith: union)
            shape["properties"] = .object(properties)
        }
        return .object(shape)
    }

    private static func both(_ left: JSONValue?, _ right: JSONValue?) -> JSONValue? {
        guard let left, let right else { return left ?? right }
        return union(left, right)
    }

    /// Where only null was seen nothing is known.
    private static func relaxed(_ shape: JSONValue) -> JSONValue {
        guard var rules = shape.object else { return shape }
        if rules["type"] == "null" { return [:] }
        rules["items"] = rules["items"].map(relaxed)
        rules["properties"] = rules["properties"]?.object.map { .object($0.mapValues(relaxed)) }
        return .object(rules)
    }
}
