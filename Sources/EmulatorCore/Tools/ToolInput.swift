/// The parameters of a tool as a catalogue file writes them.
struct ToolInput {
    let properties: [String: JSONValue]
    let required: [String]
    let takesVersions: Bool

    enum Key: String, YAMLKeys {
        case properties
        case required
    }

    init?(_ yaml: YAMLValue, takesVersions: Bool) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        properties = map[.properties]?.jsonObject() ?? [:]
        required = map[.required]?.texts() ?? []
        self.takesVersions = takesVersions
        for name in required where properties[name] == nil {
            map[.required]?.refuse("there is no property \"\(name)\"")
        }
        for entry in map[.properties]?.entries() ?? [] {
            if let mistake = JSONSchema.mistake(in: properties[entry.key] ?? .null) { entry.value.refuse(mistake) }
            if properties[entry.key]?["description"]?.string == nil { entry.value.refuse("\"description\" is missing") }
        }
    }

    /// Whether a call always has this parameter.
    func isAlwaysThere(_ name: String) -> Bool {
        required.contains(name) || !(properties[name]?["default"] ?? .null).isNull
    }

    /// Parameters that are texts to the vendor and JSON to the provider.
    var jsonTexts: Set<String> {
        Set(properties.filter { $0.value["contentMediaType"] == "application/json" }.keys)
    }

    /// With what the vendor's schemas have and files need not repeat: the type, and null for what may be left out.
    var schema: JSONSchema {
        var all = properties
        for (name, property) in all where !required.contains(name) { all[name] = property.orNull }
        if takesVersions {
            for (name, what) in [("schema_version", "schema"), ("tool_version", "tool")] {
                all[name] = [
                    "type": ["string", "null"],
                    "description": .string("Version of the \(what) to use; the default one when left out."),
                ]
            }
        }
        return JSONSchema([
            "type": "object", "properties": .object(all), "required": .array(required.map(JSONValue.string)),
        ])
    }
}

extension JSONValue {
    /// A property's schema that takes null as well. An enumeration is left as it is: models that fill in
    /// parameters stumble over a null among its values.
    fileprivate var orNull: JSONValue {
        guard var schema = object, let type = schema["type"]?.string, schema["enum"] == nil else { return self }
        schema["type"] = [.string(type), "null"]
        return .object(schema)
    }
}
