/// A provider on its way into a file, or into the seed when it is a custom one.
struct ImportedProvider: Sendable {
    let key: String
    let slug: String
    let isCustom: Bool
    /// In the API's names, without what the server derives.
    let definition: [String: JSONValue]
    /// The types that a connection can have here.
    let types: [ConnectionType]

    private static let derived: Set = ["id", "identifier", "is_custom", "is_custom_mcp"]

    init?(_ json: JSONValue, _ notes: inout ImportNotes) {
        let identifier = json["identifier"]?.string ?? ""
        isCustom = json["is_custom"] == true
        key = isCustom ? identifier : identifier.uppercased()
        let rule = isCustom ? TextRule.customProviderKey : .providerKey
        guard let members = json.object, rule.violation(in: key) == nil else {
            notes.add(
                "providers with an identifier that cannot be one here are left out", json["identifier"]?.shown ?? "?")
            return nil
        }
        if key != identifier { notes.add("identifiers are in upper case here", identifier) }
        // The names of the embedded catalogue's connections stay what they are.
        slug = (try? Catalogue.embedded())?.provider(key: key)?.slug ?? key.lowercased()
        let known = ProviderDetails.memberNames
        for name in members.keys.sorted() where !known.contains(name) && !Self.derived.contains(name) {
            notes.add("the member \(name) of providers is left out", key)
        }
        definition = members.filter { known.contains($0.key) && !$0.value.isNull }
        types = Self.types(definition, key, &notes)
        guard isCustom else { return }
        if let mistake = Self.mistake(definition) {
            notes.add("custom providers that could not be made here are left out (\(mistake))", key)
            return nil
        }
    }

    private static func types(_ definition: [String: JSONValue], _ key: String, _ notes: inout ImportNotes)
        -> [ConnectionType]
    {
        let patterns = definition["auth_patterns"]?.array ?? []
        let types = patterns.compactMap { AuthPattern($0, at: "", MemberMistakes())?.type }
        if types.count < patterns.count {
            notes.add("auth patterns that cannot be used here are kept, but nobody can connect with them", key)
        }
        return types
    }

    private static func mistake(_ definition: [String: JSONValue]) -> String? {
        let mistakes = MemberMistakes()
        guard let members = JSONMembers(.object(definition), at: "provider", mistakes) else { return "no object" }
        let details = ProviderDetails(members)
        details.checkCustom(at: "provider", mistakes)
        return mistakes.violations.first.map { "\($0.field): \($0.description)" }
            ?? TextRule.displayName.violation(in: details.displayName)
    }

    /// The first document of a catalogue file.
    var document: String {
        YAMLText.entry("provider", .string(key)) + YAMLText.entry("slug", .string(slug))
            + YAMLText.entry("definition", .object(definition))
    }

    /// An item of the seed's `custom_providers`.
    var seedItem: JSONValue {
        let said = definition.filter { Self.seedNames.contains($0.key) && $0.value != "" && $0.value != [:] }
        return .object(said.merging(["identifier": .string(key)]) { $1 })
    }

    private static let seedNames = Set(Seed.CustomProvider.Key.allCases.map(\.rawValue))
}
