import EmulatorCore

/// What a JSON value of the control API looks like: a JSON Schema that checks what comes in and documents what goes
/// out.
struct JSONShape: Sendable {
    private(set) var schema: JSONValue
    private(set) var isRequired = false

    /// The member has to be there.
    var required: JSONShape {
        var shape = self
        shape.isRequired = true
        return shape
    }

    private init(_ rules: [String: JSONValue], _ meaning: String) {
        schema = .object(meaning.isEmpty ? rules : rules.merging(["description": .string(meaning)]) { $1 })
    }
}

extension JSONShape {
    static func text(_ meaning: String = "") -> JSONShape { JSONShape(["type": "string"], meaning) }

    static func choice(_ names: [String], _ meaning: String = "") -> JSONShape {
        JSONShape(["type": "string", "enum": .array(names.map(JSONValue.string))], meaning)
    }

    static func flag(_ meaning: String = "") -> JSONShape { JSONShape(["type": "boolean"], meaning) }

    static func number(_ meaning: String = "") -> JSONShape { JSONShape(["type": "number"], meaning) }

    static func integer(_ meaning: String = "", in range: ClosedRange<Int>? = nil) -> JSONShape {
        var rules: [String: JSONValue] = ["type": "integer"]
        rules["minimum"] = range.map { .number(Double($0.lowerBound)) }
        rules["maximum"] = range.map { .number(Double($0.upperBound)) }
        return JSONShape(rules, meaning)
    }

    /// RFC 3339.
    static func moment(_ meaning: String = "") -> JSONShape {
        JSONShape(["type": "string", "format": "date-time"], meaning)
    }

    /// `90s`, `1h30m`; `DurationText` reads it.
    static func duration(_ meaning: String = "") -> JSONShape {
        JSONShape(["type": "string", "examples": ["90s", "1h30m"]], meaning)
    }

    static func list(of item: JSONShape, _ meaning: String = "") -> JSONShape {
        JSONShape(["type": "array", "items": item.schema], meaning)
    }

    /// Has these members and no others.
    static func object(_ members: [String: JSONShape], _ meaning: String = "") -> JSONShape {
        var rules: [String: JSONValue] = [
            "type": "object", "properties": .object(members.mapValues(\.schema)), "additionalProperties": false,
        ]
        let required = members.filter(\.value.isRequired).keys.sorted()
        if !required.isEmpty { rules["required"] = .array(required.map(JSONValue.string)) }
        return JSONShape(rules, meaning)
    }

    /// Any members, each of which looks like this.
    static func map(of value: JSONShape, _ meaning: String = "") -> JSONShape {
        JSONShape(["type": "object", "additionalProperties": value.schema], meaning)
    }

    /// The value, or null.
    var nullable: JSONShape {
        var shape = self
        guard var rules = schema.object, let type = rules["type"]?.string else { return self }
        rules["type"] = [.string(type), "null"]
        if let choices = rules["enum"]?.array { rules["enum"] = .array(choices + [.null]) }
        shape.schema = .object(rules)
        return shape
    }

    /// Whatever the route itself checks.
    static func anything(_ meaning: String = "") -> JSONShape { JSONShape([:], meaning) }
}

extension JSONShape {
    /// - Parameter name: what errors call the value. The members of a body go by their own names.
    /// - Throws: INVALID_ARGUMENT naming everything that does not fit.
    func check(_ value: JSONValue, _ name: String) throws {
        let violations = JSONSchema(schema).violations(in: value, at: name).map { violation in
            var named = violation
            if violation.field.hasPrefix("\(name).") { named.field.removeFirst(name.count + 1) }
            return named
        }
        guard let first = violations.first else { return }
        throw EmulatorError(
            .invalidArgument, "Validation error: \(first.field) \"\(first.description)\"", violations: violations)
    }

    /// Reads the values of a query parameter as what they should be; what cannot be read stays text, and is refused
    /// by the check.
    func value(ofQuery texts: [String]) -> JSONValue {
        if schema["type"] == "array" {
            let item = schema["items"].map { JSONShape($0.object ?? [:], "") }
            return .array(texts.map { item?.value(ofQuery: [$0]) ?? .string($0) })
        }
        let text = texts.last ?? ""
        switch schema["type"]?.string {
        case "integer", "number": return Double(text).map(JSONValue.number) ?? .string(text)
        case "boolean": return text == "true" ? true : text == "false" ? false : .string(text)
        default: return .string(text)
        }
    }
}
