import Testing

@testable import EmulatorAPI

struct OpenAPIDocumentTests {
    private static let served = Set(
        TestContract.shared.services.flatMap(\.methods).map(\.fullName).filter { $0.hasPrefix("scalekit.") })

    private func document(served: Set<String> = served) throws -> JSONTree {
        try JSONReader.parse(
            OpenAPIDocument.json(
                contract: TestContract.shared, served: served, serverURL: "https://localhost:8443"))
    }

    private func members(_ tree: JSONTree?) -> [JSONTree.Member] {
        if case .object(let members) = tree { members } else { [] }
    }

    private func elements(_ tree: JSONTree?) -> [JSONTree] {
        if case .array(let elements) = tree { elements } else { [] }
    }

    @Test func `describes every binding of what is served and nothing else`() throws {
        let document = try document()
        #expect(document["openapi"] == "3.1.0")
        var found: Set<String> = []
        for path in members(document["paths"]) {
            for operation in members(path.value) {
                found.insert("\(operation.name.uppercased()) \(path.name)")
            }
        }
        let methods = TestContract.shared.services.flatMap(\.methods).filter { Self.served.contains($0.fullName) }
        let expected = methods.flatMap(\.bindings).map { "\($0.verb) \($0.template.text)" }
        #expect(found == Set(expected))
        #expect(members(try self.document(served: [])["paths"]).isEmpty)
    }

    @Test func `gives every operation an id of its own`() throws {
        let operations = members(try document()["paths"]).flatMap { members($0.value) }
        let ids = operations.compactMap { $0.value["operationId"] }.map(\.kindName)
        #expect(ids.count == operations.count && Set(ids).count == ids.count)
    }

    @Test func `takes parameters from the path and the query with their rules`() throws {
        let paths = try document()["paths"]
        let list = try #require(paths?["/api/v1/connected_accounts"]?["get"])
        let parameters = elements(list["parameters"])
        #expect(parameters.allSatisfy { $0["in"] == "query" })
        let size = try #require(parameters.first { $0["name"] == "page_size" })
        #expect(size["schema"]?["exclusiveMaximum"] == 100)
        let names = try #require(parameters.first { $0["name"] == "connection_names" })
        #expect(names["schema"]?["type"] == "array" && names["schema"]?["items"]?["maxLength"] == 400)
        let get = try #require(paths?["/api/v1/connections/{connection_id}"]?["get"])
        #expect(elements(get["parameters"]).map { $0["in"] } == ["path"])
    }

    @Test func `takes a body of one field from its message and leaves path fields out of a whole one`() throws {
        let paths = try document()["paths"]
        let create = paths?["/api/v1/connections"]?["post"]
        #expect(
            create?["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]
                == "#/components/schemas/scalekit.v1.connections.CreateConnection")
        #expect(elements(create?["parameters"]).compactMap { $0["name"] } == ["flags.is_login", "flags.is_app"])
        let disconnect = paths?["/api/v1/connected_accounts/{id}:disconnect"]?["post"]
        #expect(disconnect?["requestBody"]?["content"]?["application/json"]?["schema"] == ["type": "object"])
    }

    @Test func `defines every schema that it refers to`() throws {
        let document = try document()
        let schemas = Set(members(document["components"]?["schemas"]).map(\.name))
        var references: Set<String> = []
        collect(document, &references)
        #expect(!references.isEmpty)
        for reference in references where reference.hasPrefix("#/components/schemas/") {
            #expect(schemas.contains(String(reference.dropFirst("#/components/schemas/".count))), "\(reference)")
        }
    }

    private func collect(_ tree: JSONTree, _ references: inout Set<String>) {
        switch tree {
        case .object(let members):
            for member in members {
                if member.name == "$ref", case .string(let reference) = member.value { references.insert(reference) }
                collect(member.value, &references)
            }
        case .array(let elements): for element in elements { collect(element, &references) }
        default: break
        }
    }
}
