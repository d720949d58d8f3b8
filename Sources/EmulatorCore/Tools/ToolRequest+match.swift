extension ToolRequest {
    /// The parameters behind a request that came in raw; nil when this tool would not send such a request.
    func parameters(of request: UpstreamRequest, schema: JSONSchema) -> [String: JSONValue]? {
        guard request.method == method, let captures = path.match(request.path) else { return nil }
        for (name, value) in fixedQuery where request.query(name) != value.shown { return nil }
        var params = captures.mapValues(JSONValue.string)
        for placement in query {
            let values = request.queryValues(placement.target)
            guard let first = values.first else { continue }
            let isList = schema.property(placement.parameter)?.types.contains("array") ?? false
            params[placement.parameter] =
                isList ? .array(values.map(JSONValue.string)) : schema.typed(first, as: placement.parameter)
        }
        let members = JSONValue.object(request.members)
        if let bodyParameter { params[bodyParameter] = members }
        for placement in body { params[placement.parameter] = members[path: placement.target] }
        for (name, value) in params where schema.property(name)?.types.contains("string") == false {
            if case .string(let text) = value { params[name] = schema.typed(text, as: name) }
        }
        return params
    }
}

extension JSONSchema {
    /// A text out of a URL as what the schema says it is.
    fileprivate func typed(_ text: String, as name: String) -> JSONValue {
        let types = property(name)?.types ?? []
        if types.contains("integer") || types.contains("number"), let number = Double(text) { return .number(number) }
        if types.contains("boolean"), text == "true" || text == "false" { return .bool(text == "true") }
        return .string(text)
    }
}
