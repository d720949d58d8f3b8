import Testing

@testable import EmulatorCore

@Suite struct ToolRequestTests {
    private static let text = "{type: string, description: A text.}"
    private static let list = "{type: array, items: {type: string}, description: A list.}"

    @Test func `places parameters in path, query, headers and body`() throws {
        let tool = try Tool.make(
            properties: """
                {id: \(Self.text), page: {type: integer, description: A number.}, tags: \(Self.list), \
                version: \(Self.text), title: \(Self.text), note: \(Self.text)}
                """,
            required: "[id]",
            request: """
                {method: POST, path: "/things/{id}", query: {page: pageNumber, tags: "tags[]"}, \
                headers: {version: Api-Version}, body: {title: fields.title, note: fields.note}, \
                fixed_body: {fields: {kind: thing}}, fixed_query: {full: true}, fixed_headers: {Api-Version: "1"}}
                """)
        let all = try #require(
            tool.sends(["id": "a/b", "page": 2, "tags": ["x", "y"], "version": "2", "title": "T", "note": .null]))
        #expect(all.url == "https://api.acme.test/things/a%2Fb?full=true&pageNumber=2&tags%5B%5D=x&tags%5B%5D=y")
        #expect(all.headers == [.init("Api-Version", "2")])
        #expect(all.body == .json(["fields": ["kind": "thing", "title": "T"]]))
        let least = try #require(tool.sends(["id": "7"]))
        #expect(least.url == "https://api.acme.test/things/7?full=true")
        #expect(least.headers == [.init("Api-Version", "1")])
        #expect(least.body == .json(["fields": ["kind": "thing"]]))
    }

    @Test func `fills fixed texts`() throws {
        let tool = try Tool.make(
            properties: "{branch: \(Self.text), sha: \(Self.text)}", required: "[branch]",
            request: """
                {method: POST, path: /refs, fixed_body: {ref: "refs/heads/{{params.branch}}", \
                sha: "{{params.sha | HEAD}}"}}
                """)
        #expect(tool.sends(["branch": "main"])?.body == .json(["ref": "refs/heads/main", "sha": "HEAD"]))
    }

    @Test(arguments: [
        ("encoding: json", UpstreamRequest.Body.json(["meta": ["a": 1], "tags": ["x", "y"]])),
        (
            "encoding: form",
            .form([.init("meta", #"{"a":1}"#), .init("tags", "x"), .init("tags", "y")])
        ),
        ("encoding: brackets", .form([.init("meta[a]", "1"), .init("tags[0]", "x"), .init("tags[1]", "y")])),
    ])
    func `writes the body as it is asked to`(encoding: String, body: UpstreamRequest.Body) throws {
        let tool = try Tool.make(
            properties: "{tags: \(Self.list), meta: {type: object, description: More.}}",
            request: "{method: POST, path: /x, body: [tags, meta], \(encoding)}")
        #expect(tool.sends(["tags": ["x", "y"], "meta": ["a": 1]])?.body == body)
    }

    @Test func `sends one parameter as the whole body`() throws {
        let json = try Tool.make(
            properties: "{data: {type: array, items: {type: object}, description: Rows.}}",
            request: "{method: POST, path: /x, body_param: data}")
        #expect(json.sends(["data": [["a": 1]]])?.body == .json([["a": 1]]))
        #expect(json.sends([:])?.body == UpstreamRequest.Body.none)
        let html = try Tool.make(
            properties: "{page: \(Self.text)}",
            request: "{method: POST, path: /x, body_param: page, content_type: text/html}")
        #expect(html.sends(["page": "<p>"])?.body == .bytes(Array("<p>".utf8), contentType: "text/html"))
    }

    @Test func `sends what a JSON text says`() throws {
        let tool = try Tool.make(
            properties: "{line: {type: string, contentMediaType: application/json, description: Lines as JSON.}}",
            request: "{method: POST, path: /x, body: [line]}")
        #expect(tool.sends(["line": #"[{"Amount": 3}]"#])?.body == .json(["line": [["Amount": 3]]]))
        #expect(tool.sends(["line": "no JSON"])?.body == .json(["line": "no JSON"]))
    }

    @Test func `has no body where the file gives none`() throws {
        let tool = try Tool.make(properties: "{}", request: "{method: DELETE, path: /x}")
        #expect(tool.sends([:])?.body == UpstreamRequest.Body.none)
    }
}
