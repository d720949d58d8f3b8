extension Tool {
    /// One that is described by its definition, as an environment's API shows it. The embedded catalogue's tool of the
    /// same name knows how the provider is asked and what it answers.
    init?(defined map: YAMLMapping<Key>, provider: Provider) {
        let allowed: [Key] = [.name, .definition, .example, .tags, .metadata]
        for other in Key.allCases where !allowed.contains(other) {
            map[other]?.refuse("is said by the definition already")
        }
        let name = map.required(.name)?.text(.toolName)
        guard let name, let given = map[.definition], let definition = given.jsonObject() else { return nil }
        if definition["name"]?.string != name { given.refuse("its name must be \"\(name)\" as well") }
        if let mistake = JSONSchema.mistake(in: definition["input_schema"] ?? ["type": "object"]) {
            given.refuse("input_schema: \(mistake)")
        }
        self.init(registered: definition, id: ToolID(catalogueName: name), providerKey: provider.key)
        tags = map[.tags]?.texts() ?? []
        metadata = map[.metadata]?.jsonObject() ?? [:]
        adopt((try? Catalogue.embedded())?.tools)
        if let example = map[.example]?.json() { self.example = Example(status: 200, body: JSONTemplate(example)) }
    }

    private mutating func adopt(_ tools: CatalogueTools?) {
        guard let known = try? tools?.tool(named: name), known.providerKey == providerKey else { return }
        if let request = known.request, request.path.parameters.allSatisfy(inputSchema.propertyNames.contains) {
            self.request = request
        }
        example = example ?? known.example
    }
}
