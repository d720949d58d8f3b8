import Foundation

/// One pass over a value and its schema.
struct SchemaCheck {
    private(set) var violations: [EmulatorError.FieldViolation] = []
    private var depth = 0

    /// Deeper values are not looked at; bodies are limited in size long before that.
    private static let maximumDepth = 64

    mutating func visit(_ value: JSONValue, _ schema: JSONValue, _ path: String) {
        guard let rules = schema.object else {
            // `false` allows nothing; `true` and everything else demands nothing.
            if schema == .bool(false) { refuse(path, "nothing is allowed here", "false") }
            return
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth, checkType(value, rules, path) else { return }
        checkChoice(value, rules, path)
        checkCombinations(value, rules, path)
        switch value {
        case .string(let text): checkText(text, rules, path)
        case .number(let number): checkNumber(number, rules, path)
        case .array(let items): checkArray(items, rules, path)
        case .object(let members): checkObject(members, rules, path)
        case .null, .bool: break
        }
    }

    private mutating func refuse(_ path: String, _ description: String, _ rule: String) {
        violations.append(.init(field: path, description: description, constraint: "schema.\(rule)"))
    }

    /// The other rules say nothing about a value of a wrong type.
    private mutating func checkType(_ value: JSONValue, _ rules: [String: JSONValue], _ path: String) -> Bool {
        let allowed = JSONSchema(.object(rules)).types
        guard !allowed.isEmpty, !allowed.contains(where: value.isOfType) else { return true }
        let names = allowed.filter { $0 != "null" }.joined(separator: " or ")
        refuse(path, "value must be of type \(names), not \(value.typeName)", "type")
        return false
    }

    private mutating func checkChoice(_ value: JSONValue, _ rules: [String: JSONValue], _ path: String) {
        if let choices = rules["enum"]?.array, !choices.contains(value) {
            let names = choices.map(\.shown).joined(separator: ", ")
            refuse(path, "value must be one of: \(names)", "enum")
        }
        if let constant = rules["const"], constant != value {
            refuse(path, "value must be \(constant.shown)", "const")
        }
    }

    private mutating func checkText(_ text: String, _ rules: [String: JSONValue], _ path: String) {
        let length = text.unicodeScalars.count
        if let least = rules.count("minLength"), length < least {
            refuse(path, "value must have at least \(least) characters", "minLength")
        }
        if let most = rules.count("maxLength"), length > most {
            refuse(path, "value must have at most \(most) characters", "maxLength")
        }
        // A pattern that is none demands nothing; `catalogue check` and CreateTool refuse it.
        if let pattern = rules["pattern"]?.string, let expression = try? Regex(pattern),
            text.firstMatch(of: expression) == nil
        {
            refuse(path, "value must match \(pattern)", "pattern")
        }
    }

    private mutating func checkNumber(_ number: Double, _ rules: [String: JSONValue], _ path: String) {
        let bounds: [(rule: String, words: String, isKept: (Double) -> Bool)] = [
            ("minimum", "at least", { number >= $0 }), ("maximum", "at most", { number <= $0 }),
            ("exclusiveMinimum", "more than", { number > $0 }), ("exclusiveMaximum", "less than", { number < $0 }),
            ("multipleOf", "a multiple of", { (number / $0).rounded() * $0 == number }),
        ]
        for bound in bounds {
            guard let limit = rules[bound.rule]?.number, !bound.isKept(limit) else { continue }
            refuse(path, "value must be \(bound.words) \(JSONValue.number(limit).shown)", bound.rule)
        }
    }

    private mutating func checkArray(_ items: [JSONValue], _ rules: [String: JSONValue], _ path: String) {
        if let least = rules.count("minItems"), items.count < least {
            refuse(path, "value must have at least \(least) items", "minItems")
        }
        if let most = rules.count("maxItems"), items.count > most {
            refuse(path, "value must have at most \(most) items", "maxItems")
        }
        if rules["uniqueItems"] == true, Set(items).count < items.count {
            refuse(path, "items must differ from each other", "uniqueItems")
        }
        guard let schema = rules["items"] else { return }
        for (index, item) in items.enumerated() { visit(item, schema, "\(path)[\(index)]") }
    }

    private mutating func checkObject(_ members: [String: JSONValue], _ rules: [String: JSONValue], _ path: String) {
        for name in (rules["required"]?.array ?? []).compactMap(\.string) where members[name] == nil {
            refuse("\(path).\(name)", "value is required", "required")
        }
        let properties = rules["properties"]?.object ?? [:]
        let others = rules["additionalProperties"]
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let schema = properties[name] {
                visit(member, schema, "\(path).\(name)")
            } else if others == .bool(false) {
                let nearest = NearestName.to(name, in: Array(properties.keys))
                let question = nearest.map { ", did you mean \($0)?" } ?? ""
                refuse("\(path).\(name)", "there is no such member\(question)", "additionalProperties")
            } else if let others {
                visit(member, others, "\(path).\(name)")
            }
        }
    }

    private mutating func checkCombinations(_ value: JSONValue, _ rules: [String: JSONValue], _ path: String) {
        for schema in rules["allOf"]?.array ?? [] { visit(value, schema, path) }
        if let schemas = rules["anyOf"]?.array, fits(value, schemas) == 0 {
            refuse(path, "value fits none of the allowed shapes", "anyOf")
        }
        if let schemas = rules["oneOf"]?.array {
            let count = fits(value, schemas)
            if count != 1 { refuse(path, "value must fit exactly one of the allowed shapes, not \(count)", "oneOf") }
        }
        if let schema = rules["not"], fits(value, [schema]) == 1 { refuse(path, "value has a refused shape", "not") }
    }

    private func fits(_ value: JSONValue, _ schemas: [JSONValue]) -> Int {
        schemas.count { schema in
            var check = SchemaCheck()
            check.depth = depth
            check.visit(value, schema, "")
            return check.violations.isEmpty
        }
    }
}

extension [String: JSONValue] {
    fileprivate func count(_ rule: String) -> Int? { self[rule]?.number.flatMap { Int(exactly: $0) } }
}
