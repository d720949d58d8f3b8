extension ToolRequest {
    /// What a request that came in raw would have been made from.
    struct Recognition {
        var params: [String: JSONValue] = [:]
        /// How much of the request this tool explains; comparable between tools of one path.
        var score = 0
    }

    /// The parameters behind a request that came in raw; nil when this tool would not send such a request.
    func recognise(_ request: UpstreamRequest, schema: JSONSchema) -> Recognition? {
        guard request.method == method, let captures = path.match(request.path) else { return nil }
        var found = Recognition(params: captures.mapValues(JSONValue.string))
        for (name, value) in captures {
            let value = schema.typed(.string(value), as: name)
            guard schema.property(name)?.violations(in: value, at: name).isEmpty ?? true else { return nil }
        }
        guard recogniseFixed(request, &found) else { return nil }
        recogniseQuery(request, schema, &found)
        recogniseBody(request, &found)
        for placement in headers {
            if let value = request.header(placement.target.lowercased()) {
                found.params[placement.parameter] = .string(value)
            }
        }
        found.params = found.params.reduce(into: [:]) { $0[$1.key] = schema.typed($1.value, as: $1.key) }
        let missing = builder == nil ? schema.required.subtracting(found.params.keys).count : 0
        found.score += found.params.count - 2 * missing
        return found
    }

    /// What is always sent may be missing, because people leave out what does not matter; but it may not differ.
    private func recogniseFixed(_ request: UpstreamRequest, _ found: inout Recognition) -> Bool {
        let members = self.members(of: request)
        let sent =
            fixedQuery.map { ($0.value, request.query($0.key).map(JSONValue.string)) }
            + JSONValue.object(fixedBody).leaves.filter { !isReplaced($0.path) }
            .map { ($0.value, members.value(at: $0.path)) }
        for (fixed, value) in sent {
            guard let value else {
                found.score -= 1
                continue
            }
            guard let captures = fixed.explains(value) else { return false }
            found.params.merge(captures) { old, _ in old }
            found.score += 2
        }
        return true
    }

    /// Whether a parameter takes the place of what is sent otherwise.
    private func isReplaced(_ path: BodyPath) -> Bool {
        body.contains { $0.target.steps.starts(with: path.steps) }
    }

    private func recogniseQuery(_ request: UpstreamRequest, _ schema: JSONSchema, _ found: inout Recognition) {
        for placement in query {
            let values = request.queryValues(placement.target)
            guard let first = values.first else { continue }
            let isList = schema.property(placement.parameter)?.types.contains("array") ?? false
            found.params[placement.parameter] = isList ? .array(values.map(JSONValue.string)) : .string(first)
        }
        let known = Set(query.map(\.target)).union(fixedQuery.keys)
        found.score -= request.query.count { !known.contains($0.name) && !known.contains($0.name + "[]") }
    }

    private func recogniseBody(_ request: UpstreamRequest, _ found: inout Recognition) {
        let members = self.members(of: request)
        if let bodyParameter { found.params[bodyParameter] = bodyValue(of: request) }
        var others = members.object ?? [:]
        for name in body.compactMap(\.target.firstName) + fixedBody.keys { others[name] = nil }
        for placement in body where placement.target != .wholeBody {
            if let value = members.value(at: placement.target) { found.params[placement.parameter] = value }
        }
        if let rest = body.first(where: { $0.target == .wholeBody }) {
            if !others.isEmpty { found.params[rest.parameter] = .object(others) }
        } else if builder == nil, bodyParameter == nil {
            found.score -= others.count
        }
    }

    private func members(of request: UpstreamRequest) -> JSONValue {
        switch request.body {
        case .json(let value): value
        case .form(let items): encoding == .brackets ? BracketForm.value(items) : .object(request.members)
        case .none, .bytes: [:]
        }
    }

    private func bodyValue(of request: UpstreamRequest) -> JSONValue? {
        switch request.body {
        case .json(let value): value
        case .form: .object(request.members)
        case .bytes(let bytes, _): .string(String(decoding: bytes, as: UTF8.self))
        case .none: nil
        }
    }
}

extension BodyPath {
    fileprivate var firstName: String? { if case .name(let name) = steps.first { name } else { nil } }
}

extension JSONValue {
    /// Every single value with its place; empty objects count as one.
    fileprivate var leaves: [(path: BodyPath, value: JSONValue)] {
        switch self {
        case .object(let members): members.flatMap { name, value in value.leaves(below: .name(name)) }
        case .array(let items): items.enumerated().flatMap { $0.element.leaves(below: .index($0.offset)) }
        case .null, .bool, .number, .string: []
        }
    }

    private func leaves(below step: BodyPath.Step) -> [(path: BodyPath, value: JSONValue)] {
        let inner = leaves
        guard inner.isEmpty else { return inner.map { (BodyPath(steps: [step] + $0.path.steps), $0.value) } }
        return [(BodyPath(steps: [step]), self)]
    }

    /// The parameters in a fixed value, if what was sent can have come from it: texts may go on, because a list of
    /// fields or a query often does.
    fileprivate func explains(_ sent: JSONValue) -> [String: JSONValue]? {
        switch self {
        case .object: return sent.object.map { _ in [:] }
        case .array: return sent.array.map { _ in [:] }
        case .string(let text) where text.contains("{{"):
            return TextTemplate(text).captures(of: sent.shown).map { captures in
                let params = captures.filter { $0.key.hasPrefix("params.") }
                return Dictionary(
                    params.map { (String($0.key.dropFirst("params.".count)), JSONValue.string($0.value)) }
                ) { first, _ in first }
            }
        case .string(let text): return sent.shown.hasPrefix(text) ? [:] : nil
        case .null, .bool, .number: return sent.shown == shown ? [:] : nil
        }
    }
}

extension JSONSchema {
    /// A value out of a raw request as what the schema says it is.
    fileprivate func typed(_ value: JSONValue, as name: String) -> JSONValue { property(name)?.typed(value) ?? value }

    private func typed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): types.contains("string") ? value : typed(text)
        case .array(let items):
            types.contains("string")
                ? .string(items.map(\.shown).joined(separator: ","))
                : .array(items.map { json["items"].map(JSONSchema.init)?.typed($0) ?? $0 })
        case .object(let members):
            types.contains("string")
                ? .string(value.shown)
                : .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key, typed($0.value, as: $0.key)) }))
        case .null, .bool, .number: value
        }
    }

    /// Forms and URLs have nothing but texts.
    private func typed(_ text: String) -> JSONValue {
        if types.contains("integer") || types.contains("number"), let number = Double(text) { return .number(number) }
        if types.contains("boolean"), text == "true" || text == "false" { return .bool(text == "true") }
        if types.contains("array") { return .array(JSONValue.string(text).listed) }
        return types.contains("object") ? JSONText.value(text) : .string(text)
    }
}
