import Testing

@testable import EmulatorCore

/// What a reader of the catalogue relies on, whoever wrote a file.
@Suite struct CatalogueQualityTests {
    private let catalogue: Catalogue
    private let tools: [Tool]

    init() throws {
        catalogue = try Catalogue.embedded()
        tools = try catalogue.tools.names.compactMap { [tools = catalogue.tools] in try tools.tool(named: $0) }
    }

    @Test func `has no mistakes`() throws {
        try catalogue.tools.check()
        let report = CatalogueReport.embedded()
        #expect(report.mistakes == [])
        #expect(report.tools == tools.count)
    }

    @Test func `is large enough to be of use`() {
        let withTools = catalogue.providers.filter { !catalogue.tools.names(ofProvider: $0.key).isEmpty }
        #expect(withTools.count >= 60)
        #expect(tools.count >= 500)
    }

    @Test func `texts are there, short and ours to read`() {
        for tool in tools {
            #expect((1...300).contains(tool.description.count), "\(tool.name)")
            #expect(tool.description.hasSuffix(".") || tool.description.hasSuffix("?"), "\(tool.name)")
            #expect((1...80).contains(tool.displayName.count), "\(tool.name)")
            for name in tool.inputSchema.propertyNames {
                let text = tool.inputSchema.property(name)?.json["description"]?.string ?? ""
                #expect((1...300).contains(text.count), "\(tool.name).\(name)")
            }
        }
    }

    @Test func `names within a provider differ`() {
        for (key, group) in Dictionary(grouping: tools, by: \.providerKey) {
            let names = group.map(\.displayName)
            let twice = Set(names.filter { name in names.count { $0 == name } > 1 })
            #expect(twice == [], "\(key)")
        }
    }

    /// Slack hands out a place for an upload in answer to a GET.
    private static let writesByGetting: Set = ["slack_get_upload_url_external"]

    @Test func `tools that only read send nothing that changes something`() {
        for tool in tools {
            guard let method = tool.request?.method else { continue }
            if tool.annotations.isReadOnly {
                // Searches and reports are often asked for in a body.
                #expect(["GET", "POST"].contains(method), "\(tool.name)")
            } else {
                #expect(method != "GET" || Self.writesByGetting.contains(tool.name), "\(tool.name)")
            }
            if method == "DELETE" { #expect(tool.annotations.isDestructive, "\(tool.name)") }
        }
    }

    @Test func `names say what annotations say`() {
        for tool in tools {
            let words = Set(tool.name.split(separator: "_"))
            if !words.isDisjoint(with: ["list", "get", "search"]),
                words.isDisjoint(with: ["create", "update", "add", "remove", "delete"])
            {
                #expect(tool.annotations.isReadOnly || Self.writesByGetting.contains(tool.name), "\(tool.name)")
            }
            if !words.isDisjoint(with: ["delete", "trash"]) { #expect(!tool.annotations.isReadOnly, "\(tool.name)") }
        }
    }

    @Test func `providers word their failures in their own way`() {
        let standard = Provider.acme.errorBody
        let known: Set = ["error.message", "error.code", "error.status", "now", "now_unix", "uuid", "number"]
        for provider in catalogue.providers where !catalogue.tools.names(ofProvider: provider.key).isEmpty {
            let words = Set(provider.errorBody.placeholders.map(\.name))
            #expect(!words.isDisjoint(with: ["error.message", "error.code"]), "\(provider.slug)")
            #expect(words.isSubset(of: known), "\(provider.slug)")
        }
        #expect(catalogue.providers.count { $0.errorBody != standard } > 50)
    }

    @Test func `every parameter has a value that keeps its rules`() {
        for tool in tools {
            let params = tool.sampleParameters
            let names = tool.inputSchema.propertyNames.subtracting(["schema_version", "tool_version"])
            #expect(Set(params.keys) == names, "\(tool.name)")
            #expect(tool.inputSchema.violations(in: .object(params), at: "params") == [], "\(tool.name)")
        }
    }

    @Test func `defaults keep the rules of their parameters`() {
        for tool in tools {
            for name in tool.inputSchema.propertyNames {
                guard let schema = tool.inputSchema.property(name), let standard = schema.json["default"] else {
                    continue
                }
                #expect(schema.violations(in: standard, at: name) == [], "\(tool.name)")
            }
        }
    }

    @Test func `an answer has the shape that its tool promises`() {
        let values: [String: JSONValue] = [
            "now": "2026-11-01T12:30:00Z", "now_unix": 1, "uuid": "u", "number": 1, "identifier": "ada",
        ]
        for tool in tools {
            guard let example = tool.example, let schema = tool.outputSchema else { continue }
            let body = example.body.rendered { values[$0] }
            let data = JSONValue.object(UpstreamResponse(body: body.isNull ? .none : .json(body)).data)
            #expect(JSONSchema(schema).violations(in: data, at: "data") == [], "\(tool.name)")
        }
    }
}
