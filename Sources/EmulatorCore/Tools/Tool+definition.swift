extension Tool {
    /// The wire's `definition`, in the members that the service and its SDKs use (spec/actions.md section 8.1).
    /// - Parameter provider: nil when it left the catalogue.
    package func definition(provider: Provider?) -> [String: JSONValue] {
        if let registeredDefinition { return registeredDefinition }
        var definition: [String: JSONValue] = [
            "name": .string(name), "display_name": .string(displayName), "description": .string(description),
            "provider": .string(provider?.slug ?? providerKey.lowercased()), "input_schema": inputSchema.json,
            "annotations": annotations.json(title: displayName), "schema_version": .string(schemaVersion),
            "tool_version": .string(toolVersion),
        ]
        if !category.isEmpty { definition["category"] = .string(category) }
        if let outputSchema { definition["output_schema"] = outputSchema }
        if let request {
            definition["rest_api_info"] = [
                "method": .string(request.method), "base_url": .string(request.baseURL ?? provider?.baseURL ?? ""),
                "path_template": .string(request.path.text),
            ]
        }
        return definition
    }
}

extension Tool.Annotations {
    func json(title: String) -> JSONValue {
        [
            "title": .string(title), "read_only_hint": .bool(isReadOnly), "destructive_hint": .bool(isDestructive),
            "idempotent_hint": .bool(isIdempotent), "open_world_hint": .bool(isOpenWorld),
        ]
    }

    /// Hints that are left out mean what MCP says they mean: a tool that may do anything.
    init(_ json: JSONValue?) {
        self.init(
            isReadOnly: json?["read_only_hint"] == true, isDestructive: json?["destructive_hint"] == true,
            isIdempotent: json?["idempotent_hint"] == true, isOpenWorld: json?["open_world_hint"] == true)
    }
}
