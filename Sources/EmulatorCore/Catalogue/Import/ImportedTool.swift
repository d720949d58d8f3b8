/// A tool on its way into its provider's file.
struct ImportedTool: Sendable {
    let name: String
    let providerKey: String
    private let definition: [String: JSONValue]
    private let tags: JSONValue?
    private let metadata: JSONValue?

    /// Deeper than this no schema goes, and no file may.
    private static let depth = YAMLLimits.depth - 4

    init?(_ json: JSONValue, _ notes: inout ImportNotes) {
        let definition = json["definition"]?.object ?? [:]
        let name = definition["name"]?.string ?? ""
        guard TextRule.toolName.violation(in: name) == nil, YAMLScalar(plain: name) == .text(name) else {
            notes.add(
                "tools with a name that cannot be one here are left out", name.isEmpty ? json["id"]?.shown ?? "?" : name
            )
            return nil
        }
        if let mistake = JSONSchema.mistake(in: definition["input_schema"] ?? ["type": "object"]) {
            notes.add("tools with an input_schema that cannot be used are left out", "\(name) (\(mistake))")
            return nil
        }
        guard JSONValue.object(definition).isNested(atMost: Self.depth) else {
            notes.add("tools with a definition that is nested too deep are left out", name)
            return nil
        }
        if let date = json["updated_at"], !date.isNull { notes.add("updated_at of tools is not kept", name) }
        self.name = name
        self.definition = definition
        providerKey = json["provider"]?.string ?? ""
        tags = json["tags"].flatMap { $0.array?.isEmpty ?? true ? nil : $0 }
        metadata = json["metadata"].flatMap { $0.object?.isEmpty ?? true ? nil : $0 }
    }

    var document: String {
        "---\nname: \(name)\n" + YAMLText.entry("definition", .object(definition))
            + (tags.map { YAMLText.entry("tags", $0) } ?? "") + (metadata.map { YAMLText.entry("metadata", $0) } ?? "")
    }
}

extension JSONValue {
    fileprivate func isNested(atMost depth: Int) -> Bool {
        switch self {
        case .array(let items): depth > 0 && items.allSatisfy { $0.isNested(atMost: depth - 1) }
        case .object(let members): depth > 0 && members.values.allSatisfy { $0.isNested(atMost: depth - 1) }
        default: true
        }
    }
}
