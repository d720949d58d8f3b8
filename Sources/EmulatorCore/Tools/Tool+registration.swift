extension Tool {
    /// A tool as somebody registered it. Members that are missing get what a definition without them means.
    init(registered definition: [String: JSONValue], id: ToolID, providerKey: String) {
        let name = definition["name"]?.string ?? ""
        self.init(
            id: id, name: name, providerKey: providerKey, displayName: definition["display_name"]?.string ?? name,
            description: definition["description"]?.string ?? "", category: definition["category"]?.string ?? "",
            annotations: Annotations(definition["annotations"]),
            schemaVersion: Self.version(definition["schema_version"]),
            toolVersion: Self.version(definition["tool_version"]),
            inputSchema: JSONSchema(definition["input_schema"] ?? ["type": "object"]),
            outputSchema: definition["output_schema"], registeredDefinition: definition)
        takesVersions = inputSchema.propertyNames.contains("tool_version")
        request = ToolRequest(restAPI: definition["rest_api_info"], schema: inputSchema)
        example = definition["example"].map { Example(status: 200, body: JSONTemplate($0)) }
    }

    private static func version(_ value: JSONValue?) -> String {
        guard let value, !value.isNull else { return firstVersion }
        return value.shown
    }
}

extension ToolRequest {
    /// What `rest_api_info` says: parameters that the path does not use go into the query, or into the body of
    /// methods that have one.
    init?(restAPI info: JSONValue?, schema: JSONSchema) {
        guard let method = info?["method"]?.string, let path = info?["path_template"]?.string else { return nil }
        let template = ToolPath(path)
        let rest = schema.propertyNames.subtracting(template.parameters)
            .subtracting(["schema_version", "tool_version"]).sorted()
        let hasBody = ["POST", "PUT", "PATCH"].contains(method)
        self.init(
            method: method, baseURL: info?["base_url"]?.string.flatMap { $0.isEmpty ? nil : $0 }, path: template,
            query: hasBody ? [] : rest.map { Placement(parameter: $0, target: $0) },
            body: hasBody ? rest.map { BodyPlacement(parameter: $0, target: BodyPath(steps: [.name($0)])) } : [])
    }
}

/// A tool that is to be registered or changed.
package struct ToolDraft: Sendable {
    package var definition: [String: JSONValue]
    /// Nil leaves what is there.
    package var metadata: [String: JSONValue]?
    package var tags: [String]

    package init(definition: [String: JSONValue], metadata: [String: JSONValue]? = nil, tags: [String] = []) {
        self.definition = definition
        self.metadata = metadata
        self.tags = tags
    }
}
