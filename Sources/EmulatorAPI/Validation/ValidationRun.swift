/// One walk over one request.
struct ValidationRun {
    struct Violation {
        let field: String
        let text: String
        /// `text`, and the value given unless it is a credential.
        let description: String
        let constraint: String
    }

    private(set) var violations: [Violation] = []
    private let contract: Contract
    private var path = FieldPath()
    private var depth = 0

    init(contract: Contract) {
        self.contract = contract
    }

    mutating func check(_ bytes: [UInt8], in range: Range<Int>, as type: MessageType) throws(WireError) {
        guard depth < WireReader.depthLimit else { throw .tooDeep }
        depth += 1
        let scan = try MessageScan(bytes, in: range, as: type)
        for rule in type.rules where !rule.predicate(scan) {
            report([Problem(constraint: rule.id, text: rule.message)], value: nil)
        }
        for ordinal in type.fields.indices { try check(ordinal, of: scan) }
        depth -= 1
    }

    private mutating func check(_ ordinal: Int, of scan: MessageScan) throws(WireError) {
        let field = scan.type.fields[ordinal]
        switch field.presence {
        case .repeated: try checkList(field, ordinal, scan)
        case .map: try checkMap(field, ordinal, scan)
        case .implicit, .explicit, .oneof: try checkSingular(field, ordinal, scan)
        }
    }

    private mutating func report(_ problems: [Problem], value: String?) {
        for problem in problems {
            violations.append(
                Violation(
                    field: path.description, text: problem.text,
                    description: value.map { "\(problem.text), got \($0)" } ?? problem.text,
                    constraint: problem.constraint))
        }
    }

    /// - Parameter value: not asked for when it is a credential.
    private mutating func report(_ problems: [Problem], at component: FieldPath.Component, value: () -> String?) {
        guard !problems.isEmpty else { return }
        path.push(component)
        report(problems, value: path.isSecret ? nil : value())
        path.pop()
    }
}

extension ValidationRun {
    private mutating func checkSingular(_ field: Field, _ ordinal: Int, _ scan: MessageScan) throws(WireError) {
        if let rules = field.rules, rules.ignore != .always {
            guard scan.has(ordinal) || !rules.required else {
                return report([.required], at: .field(field.name)) { nil }
            }
            if let constraint = rules.constraint, isChecked(field, rules, ordinal, scan) {
                let value = try ruleValue(field, ordinal, scan)
                report(constraint.problems(value, kind: field.kind), at: .field(field.name)) { value.description }
            }
        }
        if case .message(let reference) = field.kind, let (bytes, range) = try scan.message(ordinal) {
            path.push(.field(field.name))
            try check(bytes, in: range, as: contract.message(reference))
            path.pop()
        }
    }

    private func isChecked(_ field: Field, _ rules: FieldRules, _ ordinal: Int, _ scan: MessageScan) -> Bool {
        guard field.presence != .implicit else { return rules.ignore == .never || scan.has(ordinal) }
        guard let value = scan.value(ordinal) else { return false }
        return rules.ignore == .never || !value.isZero
    }

    /// The value that a rule on the field looks at: for a wrapper what it wraps, for a duration its length.
    private func ruleValue(_ field: Field, _ ordinal: Int, _ scan: MessageScan) throws(WireError) -> RuleValue {
        guard case .message(let reference) = field.kind, let (bytes, range) = try scan.message(ordinal) else {
            return RuleValue(scan.value(ordinal), of: field.kind, in: scan.bytes)
        }
        let type = contract.message(reference)
        let inner = try MessageScan(bytes, in: range, as: type)
        switch type.wellKnown {
        case .duration:
            let part = { inner.value($0).flatMap(type.fields[$0].kind.integer) ?? 0 }
            return .duration(part(0) * 1_000_000_000 + part(1))
        case .some(let known) where known.isWrapper:
            return RuleValue(inner.value(0), of: type.fields[0].kind, in: bytes)
        default: return .other
        }
    }
}

extension ValidationRun {
    private mutating func checkList(_ field: Field, _ ordinal: Int, _ scan: MessageScan) throws(WireError) {
        let rules = field.rules?.ignore == .always ? nil : field.rules
        guard scan.count(ordinal) > 0 || rules != nil else { return }
        var elements: [WireValue] = []
        try scan.forEach(ordinal) { value throws(WireError) in elements.append(value) }
        if let rules { checkSize(field, rules, elements, scan.bytes) }
        guard field.kind.isMessage || rules?.itemRules != nil else { return }
        path.push(.field(field.name))
        for (index, element) in elements.enumerated() {
            try checkElement(element, of: field.kind, rules?.itemRules, in: scan.bytes, at: .index(index))
        }
        path.pop()
    }

    private mutating func checkSize(_ field: Field, _ rules: FieldRules, _ elements: [WireValue], _ bytes: [UInt8]) {
        guard !elements.isEmpty || rules.ignore == .never else { return }
        guard !rules.required || !elements.isEmpty else {
            return report([.required], at: .field(field.name)) { nil }
        }
        guard case .list(let list) = rules.constraint else { return }
        let distinct = list.unique ? Set(elements.map { RuleValue($0, of: field.kind, in: bytes) }).count : 0
        report(list.problems(count: elements.count, distinct: distinct), at: .field(field.name)) {
            "\(elements.count) item(s)"
        }
    }

    private mutating func checkElement(
        _ element: WireValue, of kind: FieldKind, _ rules: FieldRules?, in bytes: [UInt8], at place: FieldPath.Component
    ) throws(WireError) {
        if let constraint = rules?.constraint, rules?.ignore != .always {
            let value = RuleValue(element, of: kind, in: bytes)
            report(constraint.problems(value, kind: kind), at: place) { value.description }
        }
        guard case .message(let reference) = kind, case .bytes(let range) = element else { return }
        path.push(place)
        try check(bytes, in: range, as: contract.message(reference))
        path.pop()
    }
}

extension ValidationRun {
    private mutating func checkMap(_ field: Field, _ ordinal: Int, _ scan: MessageScan) throws(WireError) {
        let rules = field.rules?.ignore == .always ? nil : field.rules
        guard scan.count(ordinal) > 0 || rules != nil, case .message(let reference) = field.kind else { return }
        var ranges: [Range<Int>] = []
        try scan.forEach(ordinal) { value throws(WireError) in
            if case .bytes(let range) = value { ranges.append(range) }
        }
        path.push(.field(field.name))
        var keys: Set<String> = []
        for range in ranges {
            let entry = try MessageScan(scan.bytes, in: range, as: contract.message(reference))
            keys.insert(try checkEntry(entry, rules?.mapRules))
        }
        path.pop()
        if let rules { checkSize(field, rules, count: keys.count) }
    }

    private mutating func checkSize(_ field: Field, _ rules: FieldRules, count: Int) {
        guard count > 0 || rules.ignore == .never else { return }
        guard !rules.required || count > 0 else {
            return report([.required], at: .field(field.name)) { nil }
        }
        let problems = rules.mapRules?.problems(count: count) ?? []
        report(problems, at: .field(field.name)) { "\(count) entries" }
    }

    /// Returns the entry's key as text.
    private mutating func checkEntry(_ entry: MessageScan, _ rules: MapRules?) throws(WireError) -> String {
        let key = RuleValue(entry.value(0), of: entry.type.fields[0].kind, in: entry.bytes)
        let name = if case .text(let text) = key { String(decoding: text, as: UTF8.self) } else { key.description }
        let keyProblems = rules?.keys?.constraint?.problems(key, kind: entry.type.fields[0].kind) ?? []
        report(keyProblems, at: .key(name)) { key.description }
        let valueKind = entry.type.fields[1].kind
        if let value = entry.value(1) {
            try checkElement(value, of: valueKind, rules?.values, in: entry.bytes, at: .key(name))
        } else if let constraint = rules?.values?.constraint {
            let zero = RuleValue(nil, of: valueKind, in: [])
            report(constraint.problems(zero, kind: valueKind), at: .key(name)) { zero.description }
        }
        return name
    }
}

extension FieldRules {
    fileprivate var itemRules: FieldRules? { if case .list(let rules) = constraint { rules.items } else { nil } }

    fileprivate var mapRules: MapRules? { if case .map(let rules) = constraint { rules } else { nil } }
}
