import Testing

@testable import EmulatorCore

struct ToolRegistrationTests {
    private func draft(_ name: String, version: String? = nil, _ more: [String: JSONValue] = [:]) -> ToolDraft {
        var definition: [String: JSONValue] = ["name": .string(name), "provider": "board", "description": "Ours."]
        definition["tool_version"] = version.map(JSONValue.string)
        return ToolDraft(definition: definition.merging(more) { $1 }, metadata: ["team": "x"], tags: ["ours"])
    }

    @Test func `a registered tool is there with its definition as it was given`() throws {
        let world = try World.withTools()
        let tool = try world.tools.create(draft("board_ours", ["x-own": 1]))
        #expect("\(tool.id)".hasPrefix("tol_"))
        #expect(tool.isDefault)
        #expect(tool.definition(provider: nil)["x-own"] == 1)
        #expect(try world.tools.get("board_ours").tags == ["ours"])
        #expect(try world.tools.get("board_ours").metadata == ["team": "x"])
    }

    @Test func `the same name and versions cannot be registered twice`() throws {
        let world = try World.withTools()
        _ = try world.tools.create(draft("board_ours"))
        for name in ["board_ours", "board_card_create"] {
            let error = #expect(throws: EmulatorError.self) { try world.tools.create(draft(name)) }
            #expect(error?.code == .alreadyExists)
        }
    }

    @Test func `another version waits to be made the default`() throws {
        let world = try World.withTools()
        let second = try world.tools.create(draft("board_card_create", version: "2"))
        #expect(!second.isDefault)
        #expect(try world.tools.get("board_card_create").toolVersion == "1")
        _ = try world.tools.setDefault("board_card_create", schemaVersion: "1", toolVersion: "2")
        #expect(try world.tools.get("board_card_create").toolVersion == "2")
        #expect(try world.tools.get("board_card_create").isDefault)
        _ = try world.tools.setDefault("board_card_create", schemaVersion: "1", toolVersion: "1")
        #expect(try world.tools.get("board_card_create").registeredDefinition == nil)
    }

    @Test func `an unknown version names those there are`() throws {
        let error = #expect(throws: EmulatorError.self) {
            try World.withTools().tools.setDefault("board_card_create", schemaVersion: "1", toolVersion: "9")
        }
        #expect(error?.code == .notFound)
        #expect(error?.hint?.contains("1/1") == true)
    }

    @Test func `a tool of the catalogue can be changed and taken away, here only`() throws {
        let world = try World.withTools()
        let original = try world.tools.get("board_card_create")
        let changed = try world.tools.update(draft("board_card_create"))
        #expect(changed.id == original.id)
        #expect(try world.tools.get("board_card_create").description == "Ours.")
        try world.tools.delete("\(original.id)")
        #expect(throws: EmulatorError.self) { try world.tools.get("board_card_create") }
        #expect(throws: EmulatorError.self) { try world.tools.delete("\(original.id)") }
        #expect(try World.withTools().tools.get("board_card_create") == original)
        _ = try world.tools.create(draft("board_card_create"))
        #expect(try world.tools.get("board_card_create").description == "Ours.")
    }

    @Test(
        arguments: [
            (["name": "a b"], "tool.definition.name"), (["name": ""], "tool.definition.name"),
            (["provider": "bord"], "tool.definition.provider"),
            (["input_schema": ["type": "text"]], "tool.definition.input_schema"),
            (["input_schema": ["type": "array"]], "tool.definition.input_schema"),
            (["tool_version": "12345678901"], "tool.definition.tool_version"),
        ] as [([String: JSONValue], String)])
    func `a definition that cannot be used names what is wrong`(more: [String: JSONValue], field: String) throws {
        let error = #expect(throws: EmulatorError.self) { try World.withTools().tools.create(draft("board_x", more)) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.first?.field == field)
    }

    @Test func `an unknown tool names the nearest real ones`() throws {
        let error = #expect(throws: EmulatorError.self) { try World.withTools().tools.get("board_create_card") }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("tool not found") == true)
        #expect(error?.message.contains("board_card_create") == true)
    }

    @Test func `a definition says what the vendor's say`() throws {
        let world = try World.withTools()
        let definition = try world.tools.get("board_card_create").definition(
            provider: world.catalogue.provider(slug: "board"))
        let json = JSONValue.object(definition)
        #expect(json[path: "rest_api_info.method"] == "POST")
        #expect(json[path: "rest_api_info.path_template"] == "/boards/{board_id}/cards")
        #expect(json[path: "input_schema.properties.title.type"] == "string")
        #expect(json[path: "input_schema.properties.weight.type"] == ["integer", "null"])
        #expect(json[path: "input_schema.properties.tool_version.type"] == ["string", "null"])
        #expect(json[path: "output_schema.properties.weight.type"] == "integer")
        #expect(json[path: "annotations.destructive_hint"] == false)
    }
}
