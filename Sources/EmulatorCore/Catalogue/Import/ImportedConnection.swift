/// A connection on its way into the seed.
struct ImportedConnection: Sendable {
    let name: String
    let seedItem: JSONValue

    /// Those that can be, in the order of their names.
    static func all(_ given: [JSONValue], of providers: [ImportedProvider], _ notes: inout ImportNotes)
        -> [ImportedConnection]
    {
        let byKey = Dictionary(providers.map { ($0.key, $0) }) { first, _ in first }
        let bySlug = Dictionary(providers.filter { !$0.isCustom }.map { ($0.slug, $0) }) { first, _ in first }
        let connections = given.compactMap { json -> ImportedConnection? in
            let name = json["key_id"]?.string ?? ""
            let key = json["provider_key"]?.string ?? ""
            if let reason = obstacle(json, name: name, provider: byKey[key] ?? byKey[key.uppercased()], bySlug) {
                notes.add("connections \(reason) are left out", name.isEmpty ? json["id"]?.shown ?? "?" : name)
                return nil
            }
            return ImportedConnection(json, name: name, key: byKey[key]?.key ?? key.uppercased())
        }
        return connections.sorted { $0.name < $1.name }
    }

    private init(_ json: JSONValue, name: String, key: String) {
        self.name = name
        var item: [String: JSONValue] = [
            "name": .string(name), "provider": .string(key), "type": json["type"] ?? .null,
            "enabled": .bool(json["enabled"] == true),
        ]
        if json["auth_mode"] == "ORG_WIDE" { item["auth_mode"] = "ORG_WIDE" }
        if let title = json["ui_button_title"]?.string, TextRule.title.violation(in: title) == nil, !title.isEmpty {
            item["ui_button_title"] = .string(title)
        }
        seedItem = .object(item)
    }

    /// Why a connection cannot be made here; nil when it can.
    private static func obstacle(
        _ json: JSONValue, name: String, provider: ImportedProvider?, _ bySlug: [String: ImportedProvider]
    ) -> String? {
        guard TextRule.connectionName.violation(in: name) == nil else { return "without a name that can be used here" }
        guard let provider else { return "of providers that are not there" }
        guard let type = json["type"]?.string.flatMap(ConnectionType.init(wireName:)), provider.types.contains(type)
        else { return "of a type that their provider does not offer here" }
        let owner = bySlug[name] ?? bySlug[String(name.dropLast(9))].flatMap { isImplicit(name) ? $0 : nil }
        return owner.map { $0.key != provider.key } == true ? "with a name that belongs to another provider" : nil
    }

    private static func isImplicit(_ name: String) -> Bool {
        let suffix = name.suffix(9)
        return suffix.first == "-" && suffix.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
