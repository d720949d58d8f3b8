/// One HTTP binding of an operation as an OpenAPI operation object.
struct OpenAPIOperation {
    let method: Method
    let binding: HTTPBinding
    /// The binding's place among those of its operation.
    let index: Int
    let contract: Contract

    /// OpenAPI knows `{name}` only.
    static func path(_ template: PathTemplate) -> String {
        template.segments.reduce("") { path, segment in
            switch segment {
            case .literal(let text): "\(path)/\(text)"
            case .variable(let name, let suffix): "\(path)/{\(name)}\(suffix)"
            case .rest: "\(path)/**"
            }
        }
    }

    var tree: JSONTree {
        var members: [JSONTree.Member] = [
            .init(name: "operationId", value: .string(operationID)),
            .init(name: "summary", value: .string(OperationWords.summary(method.name))),
            .init(name: "description", value: .string(description)),
            .init(name: "tags", value: [.string(OperationWords.title(service: method.service))]),
        ]
        let parameters = pathParameters + queryParameters
        if !parameters.isEmpty { members.append(.init(name: "parameters", value: .array(parameters))) }
        if let body = requestBody { members.append(.init(name: "requestBody", value: body)) }
        members.append(.init(name: "responses", value: responses))
        return .object(members)
    }

    private var operationID: String {
        let service = method.service.split(separator: ".").last.map(String.init) ?? method.service
        return "\(service)_\(method.name)" + (index == 0 ? "" : "_\(index + 1)")
    }

    private var description: String {
        var text = "gRPC: `\(method.fullName)`."
        if !method.permissions.isEmpty { text += " Permissions: \(method.permissions.joined(separator: ", "))." }
        if method.isPreview { text += " Preview: not part of the vendor's public reference." }
        return text
    }

    private var responses: JSONTree {
        [
            (method.isCreation ? "201" : "200"): [
                "description": "The operation succeeded.",
                "content": ["application/json": ["schema": OpenAPISchemas.reference(method.output.fullName)]],
            ],
            "default": ["$ref": "#/components/responses/Error"],
        ]
    }
}

extension OpenAPIOperation {
    private var pathParameters: [JSONTree] {
        binding.template.variables.map { name in
            let schema = method.input.field(named: name).map { OpenAPISchemas.schema($0, contract) }
            return ["name": .string(name), "in": "path", "required": true, "schema": schema ?? ["type": "string"]]
        }
    }

    private var queryParameters: [JSONTree] {
        guard binding.body != .all else { return [] }
        return queryFields(of: method.input, prefix: "").map { name, field in
            var schema = OpenAPISchemas.schema(field, contract)
            if case .repeated = field.presence {
                schema = ["type": "array", "items": OpenAPISchemas.item(field, contract)]
            }
            let required: JSONTree = .bool(field.isRequired && !name.contains("."))
            return ["name": .string(name), "in": "query", "required": required, "schema": schema]
        }
    }

    /// Scalars and lists of them; messages by the names of their fields, behind a dot. What refers to itself, a map or
    /// a list of messages cannot stand in a query.
    private func queryFields(of type: MessageType, prefix: String, depth: Int = 0) -> [(String, Field)] {
        type.fields.flatMap { field -> [(String, Field)] in
            let name = prefix + field.name
            guard !isElsewhere(field, prefix: prefix) else { return [] }
            guard case .message(let reference) = field.kind else { return [(name, field)] }
            let inner = contract.message(reference)
            if let known = inner.wellKnown {
                let isText = known != .structure && known != .value && known != .list
                return isText && !field.isRepeated ? [(name, field)] : []
            }
            guard !field.isRepeated, depth < 3 else { return [] }
            return queryFields(of: inner, prefix: name + ".", depth: depth + 1)
        }
    }

    private func isElsewhere(_ field: Field, prefix: String) -> Bool {
        if binding.template.variables.contains(prefix + field.name) { return true }
        if case .field(let name) = binding.body { return prefix.isEmpty && field.name == name }
        return false
    }

    private var requestBody: JSONTree? {
        switch binding.body {
        case .none: nil
        case .all: body(allFieldsSchema, required: false)
        case .field(let name):
            method.input.field(named: name).map { body(OpenAPISchemas.schema($0, contract), required: $0.isRequired) }
        }
    }

    private func body(_ schema: JSONTree, required: Bool) -> JSONTree {
        ["required": .bool(required), "content": ["application/json": ["schema": schema]]]
    }

    /// What stands in the path is not repeated in the body.
    private var allFieldsSchema: JSONTree {
        let inPath = binding.template.variables
        guard !inPath.isEmpty else { return OpenAPISchemas.reference(method.input.fullName) }
        return OpenAPISchemas.object(method.input.fields.filter { !inPath.contains($0.name) }, contract)
    }
}

extension Field {
    /// By a rule; `google.api.field_behavior` alone only documents.
    var isRequired: Bool {
        guard let rules else { return false }
        if rules.required { return true }
        guard presence == .implicit, case .string(let text) = rules.constraint else { return false }
        return text.minLength != nil
    }
}
