import Foundation

/// One pass over a value and its schema.
struct SchemaCheck {
    private(set) var violations: [EmulatorError.FieldViolation] = []
    private var depth = 0
    private let root: String
    /// Where the value that is looked at stands. It is spelled out for violations only, which are rare.
    private var steps: [Step] = []

    private enum Step {
        case member(String)
        case item(Int)
    }

    /// Deeper values are not looked at; bodies are limited in size long before that.
    private static let maximumDepth = 64

    /// - Parameter path: what the outermost value is called.
    init(path: String) { root = path }

    mutating func visit(_ value: JSONValue, _ schema: JSONValue) {
        guard let rules = schema.object else {
            // `false` allows nothing; `true` and everything else demands nothing.
            if schema == .bool(false) { refuse("nothing is allowed here", "false") }
            return
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth, checkType(value, rules) else { return }
        checkChoice(value, rules)
        checkCombinations(value, rules)
        switch value {
        case .string(let text): checkText(text, rules)
        case .number(let number): checkNumber(number, rules)
        case .array(let items): checkArray(items, rules)
        case .object(let members): checkObject(members, rules)
        case .null, .bool: break
        }
    }

    private mutating func visit(_ value: JSONValue, _ schema: JSONValue, at step: Step) {
        steps.append(step)
        visit(value, schema)
        steps.removeLast()
    }

    private mutating func refuse(_ description: String, _ rule: String, member: String? = nil) {
        let way = member.map { steps + [.member($0)] } ?? steps
        let path = way.reduce(root) { path, step in
            switch step {
            case .member(let name): "\(path).\(name)"
            case .item(let index): "\(path)[\(index)]"
            }
        }
        violations.append(.init(field: path, description: description, constraint: "schema.\(rule)"))
    }

    /// The other rules say nothing about a value of a wrong type.
    private mutating func checkType(_ value: JSONValue, _ rules: [String: JSONValue]) -> Bool {
        // Most rules name one type.
        if let only = rules["type"]?.string, value.isOfType(only) { return true }
        let allowed = JSONSchema(.object(rules)).types
        guard !allowed.isEmpty, !allowed.contains(where: value.isOfType) else { return true }
        let names = allowed.filter { $0 != "null" }.joined(separator: " or ")
        refuse("value must be of type \(names), not \(value.typeName)", "type")
        return false
    }

    private mutating func checkChoice(_ value: JSONValue, _ rules: [String: JSONValue]) {
        if let choices = rules["enum"]?.array, !choices.contains(value) {
            let names = choices.map(\.shown).joined(separator: ", ")
            refuse("value must be one of: \(names)", "enum")
        }
        if let constant = rules["const"], constant != value {
            refuse("value must be \(constant.shown)", "const")
        }
    }

    private mutating func checkText(_ text: String, _ rules: [String: JSONValue]) {
        let length = text.unicodeScalars.count
        if let least = rules.count("minLength"), length < least {
            refuse("value must have at least \(least) characters", "minLength")
        }
        if let most = rules.count("maxLength"), length > most {
            refuse("value must have at most \(most) characters", "maxLength")
        }
        // A pattern that is none demands nothing; `catalogue check` and CreateTool refuse it.
        if let pattern = rules["pattern"]?.string, let expression = try? Regex(pattern),
            text.firstMatch(of: expression) == nil
        {
            refuse("value must match \(pattern)", "pattern")
        }
    }

    private static let bounds: [(rule: String, words: String, isKept: @Sendable (Double, Double) -> Bool)] = [
        ("minimum", "at least", { $0 >= $1 }), ("maximum", "at most", { $0 <= $1 }),
        ("exclusiveMinimum", "more than", { $0 > $1 }), ("exclusiveMaximum", "less than", { $0 < $1 }),
        ("multipleOf", "a multiple of", { ($0 / $1).rounded() * $1 == $0 }),
    ]

    private mutating func checkNumber(_ number: Double, _ rules: [String: JSONValue]) {
        for bound in Self.bounds {
            guard let limit = rules[bound.rule]?.number, !bound.isKept(number, limit) else { continue }
            refuse("value must be \(bound.words) \(JSONValue.number(limit).shown)", bound.rule)
        }
    }

    private mutating func checkArray(_ items: [JSONValue], _ rules: [String: JSONValue]) {
        if let least = rules.count("minItems"), items.count < least {
            refuse("value must have at least \(least) items", "minItems")
        }
        if let most = rules.count("maxItems"), items.count > most {
            refuse("value must have at most \(most) items", "maxItems")
        }
        if rules["uniqueItems"] == true, Set(items).count < items.count {
            refuse("items must differ from each other", "uniqueItems")
        }
        guard let schema = rules["items"] else { return }
        for (index, item) in items.enumerated() { visit(item, schema, at: .item(index)) }
    }

    private mutating func checkObject(_ members: [String: JSONValue], _ rules: [String: JSONValue]) {
        for name in (rules["required"]?.array ?? []).compactMap(\.string) where members[name] == nil {
            refuse("value is required", "required", member: name)
        }
        let properties = rules["properties"]?.object ?? [:]
        let others = rules["additionalProperties"]
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let schema = properties[name] {
                visit(member, schema, at: .member(name))
            } else if others == .bool(false) {
                let nearest = NearestName.to(name, in: Array(properties.keys))
                let question = nearest.map { ", did you mean \($0)?" } ?? ""
                refuse("there is no such member\(question)", "additionalProperties", member: name)
            } else if let others {
                visit(member, others, at: .member(name))
            }
        }
    }

    private mutating func checkCombinations(_ value: JSONValue, _ rules: [String: JSONValue]) {
        for schema in rules["allOf"]?.array ?? [] { visit(value, schema) }
        if let schemas = rules["anyOf"]?.array, fits(value, schemas) == 0 {
            refuse("value fits none of the allowed shapes", "anyOf")
        }
        if let schemas = rules["oneOf"]?.array {
            let count = fits(value, schemas)
            if count != 1 { refuse("value must fit exactly one of the allowed shapes, not \(count)", "oneOf") }
        }
        if let schema = rules["not"], fits(value, [schema]) == 1 { refuse("value has a refused shape", "not") }
    }

    private func fits(_ value: JSONValue, _ schemas: [JSONValue]) -> Int {
        schemas.count { schema in
            var check = SchemaCheck(path: "")
            check.depth = depth
            check.visit(value, schema)
            return check.violations.isEmpty
        }
    }
}

extension [String: JSONValue] {
    fileprivate func count(_ rule: String) -> Int? { self[rule]?.number.flatMap { Int(exactly: $0) } }
}
