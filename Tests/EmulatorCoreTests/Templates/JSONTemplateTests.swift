import Testing

@testable import EmulatorCore

struct JSONTemplateTests {
    private let values: [String: JSONValue] = ["n": 3, "name": "Ada", "list": ["a", "b"]]

    @Test(
        arguments: [
            .null, true, 2.5, "plain", [], [:], "{{n}}", "n={{n}}", ["{{name}}", 1, ["{{missing | 7}}"]],
            ["fixed": ["a": [1, .null]], "filled": ["b": "{{list}}", "c": ["{{name}}!", "open {{"]]],
        ] as [JSONValue])
    func `renders as the document itself does`(document: JSONValue) {
        let template = JSONTemplate(document)
        #expect(template.rendered { values[$0] } == document.rendered { values[$0] })
        #expect(template.json == document)
    }

    @Test func `every example of the catalogue renders as its document does`() throws {
        let tools = try Catalogue.embedded().tools
        for name in tools.names {
            guard let body = try tools.tool(named: name)?.example?.body else { continue }
            #expect(body.rendered { .string($0) } == body.json.rendered { .string($0) }, "\(name)")
        }
    }

    @Test func `fixed parts ask for nothing`() {
        var asked: [String] = []
        _ = JSONTemplate(["a": ["b": "c"], "d": "{{e}}"]).rendered { name in
            asked.append(name)
            return nil
        }
        #expect(asked == ["e"])
    }
}
