/// Tools that callers register, change and take away.
extension Tools {
    /// Registers a tool. The first version of a name is its default.
    /// - Throws: ALREADY_EXISTS for a name and versions that are there; INVALID_ARGUMENT naming the member of the
    ///   definition that is wrong.
    package func create(_ draft: ToolDraft) throws -> Tool {
        let now = world.clock.now()
        return try world.write { session in
            let directory = try ToolDirectory(world: world, in: session)
            let providers = try world.providers.directory(in: session)
            var tool = try checked(draft, id: world.ids.next(in: session), providers)
            let versions = try directory.versions(of: tool.name)
            guard !versions.contains(where: tool.isSameVersion) else {
                throw EmulatorError(
                    .alreadyExists,
                    "tool already exists: \(tool.name), schema version \(tool.schemaVersion), tool version "
                        + tool.toolVersion,
                    hint: "UpdateTool changes it; another schema_version or tool_version adds one.")
            }
            tool.isDefault = versions.isEmpty
            tool.updatedAt = now
            try ToolTable.save(tool, in: session)
            world.toolPlaces.changed()
            return tool
        }
    }

    /// Changes the tool of this name and these versions. One of the catalogue is changed for this environment only.
    /// - Throws: NOT_FOUND.
    package func update(_ draft: ToolDraft) throws -> Tool {
        let now = world.clock.now()
        return try world.write { session in
            let directory = try ToolDirectory(world: world, in: session)
            let providers = try world.providers.directory(in: session)
            var tool = try checked(draft, id: ToolID(number: 0), providers)
            guard let old = try directory.versions(of: tool.name).first(where: tool.isSameVersion) else {
                throw unknown(tool.name, in: directory)
            }
            tool.id = old.id
            tool.isDefault = old.isDefault
            tool.metadata = draft.metadata ?? old.metadata
            tool.tags = draft.tags.isEmpty ? old.tags : draft.tags
            tool.updatedAt = now
            try ToolTable.save(tool, in: session)
            world.toolPlaces.changed()
            return tool
        }
    }

    /// Takes a tool away from this environment.
    /// - Throws: NOT_FOUND; INVALID_ARGUMENT for text that is no tool id.
    package func delete(_ id: String) throws {
        guard let id = ToolID(id) else {
            throw EmulatorError.invalid("id", "value must be tol_ followed by digits", constraint: "id.format")
        }
        let now = world.clock.now()
        try world.write { session in
            let directory = try ToolDirectory(world: world, in: session)
            guard var tool = try find(id, in: directory, session) else {
                throw EmulatorError.notFound("tool", "\(id)")
            }
            try ToolTable.delete(id, in: session)
            defer { world.toolPlaces.changed() }
            guard id == ToolID(catalogueName: tool.name) else { return }
            // The catalogue's tool would come back if nothing said that it is gone.
            tool.isDefault = false
            tool.updatedAt = now
            try ToolTable.save(tool, isDeleted: true, in: session)
        }
    }

    /// Makes one version the one that is meant when none is named.
    /// - Throws: NOT_FOUND, with the versions there are.
    package func setDefault(_ name: String, schemaVersion: String, toolVersion: String) throws -> Tool {
        try world.write { session in
            let directory = try ToolDirectory(world: world, in: session)
            let versions = try directory.versions(of: name)
            let match = versions.first { $0.schemaVersion == schemaVersion && $0.toolVersion == toolVersion }
            guard var tool = match else {
                guard !versions.isEmpty else { throw unknown(name, in: directory) }
                let known = versions.map { "\($0.schemaVersion)/\($0.toolVersion)" }.joined(separator: ", ")
                throw EmulatorError.notFound(
                    "tool", "\(name) has no schema version \(schemaVersion) with tool version \(toolVersion)",
                    hint: "There are (schema version/tool version): \(known).")
            }
            try ToolTable.setDefault(tool.id, named: name, in: session)
            world.toolPlaces.changed()
            tool.isDefault = true
            return tool
        }
    }

    private func find(_ id: ToolID, in directory: ToolDirectory, _ session: Store.Session) throws -> Tool? {
        if let tool = try ToolTable.find(id, in: session) { return tool }
        guard let name = directory.names.first(where: { ToolID(catalogueName: $0) == id }) else { return nil }
        return try directory.versions(of: name).first { $0.id == id }
    }

    private func checked(_ draft: ToolDraft, id: @autoclosure () throws -> ToolID, _ providers: ProviderDirectory)
        throws
        -> Tool
    {
        let definition = draft.definition
        let name = definition["name"]?.string ?? ""
        if let violation = TextRule.toolName.violation(in: name) {
            throw EmulatorError.invalid("tool.definition.name", "value \(violation)", constraint: "tool.name")
        }
        let schema = definition["input_schema"] ?? ["type": "object"]
        if let mistake = JSONSchema.mistake(in: schema) {
            throw EmulatorError.invalid(
                "tool.definition.input_schema", "value is no JSON Schema: \(mistake)", constraint: "tool.input_schema")
        }
        guard schema["type"] == nil || schema["type"] == "object" else {
            throw EmulatorError.invalid(
                "tool.definition.input_schema", "the type of a tool's parameters must be object",
                constraint: "tool.input_schema")
        }
        var tool = Tool(
            registered: definition, id: try id(),
            providerKey: try Self.providerKey(of: definition, name: name, providers))
        for (field, version) in [("schema_version", tool.schemaVersion), ("tool_version", tool.toolVersion)]
        where !(1...10).contains(version.count) {
            throw EmulatorError.invalid(
                "tool.definition.\(field)", "value must have 1 to 10 characters", constraint: "tool.\(field)")
        }
        tool.metadata = draft.metadata ?? [:]
        tool.tags = draft.tags
        return tool
    }

    /// Named in the definition, or by the first word of the tool's name.
    private static func providerKey(
        of definition: [String: JSONValue], name: String, _ providers: ProviderDirectory
    ) throws -> String {
        let given = definition["provider"]?.string ?? name.split(separator: "_").first.map(String.init) ?? ""
        if let provider = providers.provider(named: given) { return provider.key }
        let nearest = NearestName.to(given, in: providers.slugs)
        throw EmulatorError.invalid(
            "tool.definition.provider",
            "\(given) is no provider" + (nearest.map { ", did you mean \($0)?" } ?? ""),
            constraint: "tool.provider")
    }
}

extension Tool {
    fileprivate func isSameVersion(_ other: Tool) -> Bool {
        name == other.name && schemaVersion == other.schemaVersion && toolVersion == other.toolVersion
    }
}
