/// A rule that a value breaks. The texts are those of protovalidate, which the real service runs.
struct Problem: Sendable, Equatable {
    /// The rule's id, for example `string.max_len`.
    let constraint: String
    let text: String

    static let required = Problem(constraint: "required", text: "value is required")
}

extension FieldRules.Constraint {
    /// What is wrong with one value. Lists and maps are looked at element by element, elsewhere.
    func problems(_ value: RuleValue, kind: FieldKind) -> [Problem] {
        switch (self, value) {
        case (.string(let rules), .text(let text)): rules.problems(text)
        case (.integer(let rules), .integer(let number)): rules.problems(number)
        case (.enumeration(let rules), .integer(let number)): rules.problems(Int32(clamping: number), of: kind)
        case (.duration(let rules), .duration(let nanoseconds)): rules.problems(nanoseconds)
        default: []
        }
    }
}

extension StringRules {
    func problems(_ text: ArraySlice<UInt8>) -> [Problem] {
        var problems: [Problem] = []
        checkLength(text, &problems)
        if let prefix, !text.starts(with: prefix.utf8) {
            problems.append(Problem(constraint: "string.prefix", text: "value does not have prefix `\(prefix)`"))
        }
        if !allowed.isEmpty, !allowed.contains(where: { text.elementsEqual($0.utf8) }) {
            let list = allowed.joined(separator: ", ")
            problems.append(Problem(constraint: "string.in", text: "value must be in list [\(list)]"))
        }
        if let pattern, !pattern.matches(text) {
            problems.append(
                Problem(constraint: "string.pattern", text: "value does not match regex pattern `\(pattern.text)`"))
        }
        checkFormat(text, &problems)
        return problems
    }

    private func checkLength(_ text: ArraySlice<UInt8>, _ problems: inout [Problem]) {
        if let maxBytes, text.count > maxBytes {
            problems.append(
                Problem(constraint: "string.max_bytes", text: "value length must be at most \(maxBytes) bytes"))
        }
        guard minLength != nil || text.count > maxLength ?? .max else { return }
        let length = text.count { !isContinuation($0) }
        if let minLength, length < minLength {
            problems.append(
                Problem(constraint: "string.min_len", text: "value length must be at least \(minLength) characters"))
        }
        if let maxLength, length > maxLength {
            problems.append(
                Problem(constraint: "string.max_len", text: "value length must be at most \(maxLength) characters"))
        }
    }

    private func checkFormat(_ text: ArraySlice<UInt8>, _ problems: inout [Problem]) {
        switch format {
        case .email where !TextFormats.isEmail(text):
            problems.append(Problem(constraint: "string.email", text: "value must be a valid email address"))
        case .uri where !TextFormats.isURI(text):
            problems.append(Problem(constraint: "string.uri", text: "value must be a valid URI"))
        default: break
        }
    }
}

extension IntegerRules {
    /// Both bounds are one rule with one id, as protovalidate has it: `uint32.gte_lt`.
    func problems(_ number: Int128) -> [Problem] {
        let isHighEnough = lower.map { number > $0.value || ($0.isInclusive && number == $0.value) } ?? true
        let isLowEnough = upper.map { number < $0.value || ($0.isInclusive && number == $0.value) } ?? true
        guard !isHighEnough || !isLowEnough else { return [] }
        let low = lower.map { bound in
            (
                id: bound.isInclusive ? "gte" : "gt",
                text: "greater than \(bound.isInclusive ? "or equal to " : "")\(bound.value)"
            )
        }
        let high = upper.map { bound in
            (
                id: bound.isInclusive ? "lte" : "lt",
                text: "less than \(bound.isInclusive ? "or equal to " : "")\(bound.value)"
            )
        }
        let parts = [low, high].compactMap { $0 }
        return [
            Problem(
                constraint: "\(typeName).\(parts.map(\.id).joined(separator: "_"))",
                text: "value must be \(parts.map(\.text).joined(separator: " and "))")
        ]
    }
}

extension EnumRules {
    func problems(_ number: Int32, of kind: FieldKind) -> [Problem] {
        var problems: [Problem] = []
        if definedOnly, case .enumeration(let type) = kind, !type.contains(number) {
            problems.append(
                Problem(constraint: "enum.defined_only", text: "value must be one of the defined enum values"))
        }
        if forbidden.contains(number) {
            let list = forbidden.map(String.init).joined(separator: ", ")
            problems.append(Problem(constraint: "enum.not_in", text: "value must not be in list [\(list)]"))
        }
        return problems
    }
}

extension DurationRules {
    func problems(_ nanoseconds: Int128) -> [Problem] {
        guard nanoseconds < shortest ?? nanoseconds || nanoseconds > longest ?? nanoseconds else { return [] }
        let low = shortest.map { (id: "gte", text: "greater than or equal to \(RuleValue.seconds($0))") }
        let high = longest.map { (id: "lte", text: "less than or equal to \(RuleValue.seconds($0))") }
        let parts = [low, high].compactMap { $0 }
        return [
            Problem(
                constraint: "duration.\(parts.map(\.id).joined(separator: "_"))",
                text: "value must be \(parts.map(\.text).joined(separator: " and "))")
        ]
    }
}

extension ListRules {
    func problems(count: Int, distinct: Int) -> [Problem] {
        var problems: [Problem] = []
        if let minItems, count < minItems {
            problems.append(
                Problem(constraint: "repeated.min_items", text: "value must contain at least \(minItems) item(s)"))
        }
        if let maxItems, count > maxItems {
            problems.append(
                Problem(constraint: "repeated.max_items", text: "value must contain no more than \(maxItems) item(s)"))
        }
        if unique, distinct < count {
            problems.append(
                Problem(constraint: "repeated.unique", text: "repeated value must contain unique items"))
        }
        return problems
    }
}

extension MapRules {
    func problems(count: Int) -> [Problem] {
        var problems: [Problem] = []
        if let minPairs, count < minPairs {
            problems.append(Problem(constraint: "map.min_pairs", text: "map must be at least \(minPairs) entries"))
        }
        if let maxPairs, count > maxPairs {
            problems.append(Problem(constraint: "map.max_pairs", text: "map must be at most \(maxPairs) entries"))
        }
        return problems
    }
}
