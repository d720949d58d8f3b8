import Testing

@testable import EmulatorCore

@Suite struct ToolDocumentMistakesTests {
    /// Line 8 is the first of the tool's document.
    private static let good = """
        provider: ACME
        slug: acme
        display_name: Acme
        description: Buys anvils.
        categories: [Shopping]
        base_url: https://api.acme.test
        auth_patterns: [{type: BEARER, display_name: Token, fields: [{field_name: token, label: Token}]}]
        ---
        name: acme_anvil_order
        display_name: Order an anvil
        description: Order an anvil, to be dropped somewhere.
        category: anvils
        annotations: [open_world]
        input:
          properties:
            weight: {type: number, minimum: 1, description: Kilograms.}
            note: {type: string, description: What to write on it.}
          required: [weight]
        request:
          method: POST
          path: /anvils/{weight}
          body: [note]
        example: {id: 7}

        """

    private func mistakes(_ files: [(String, String)]) -> [String] {
        CatalogueReport(files.map { YAMLFile(name: $0.0, bytes: Array($0.1.utf8)) }).mistakes
    }

    @Test func `accepts a good file`() {
        let report = CatalogueReport([YAMLFile(name: "acme.yaml", bytes: Array(Self.good.utf8))])
        #expect(report.mistakes == [])
        #expect(report.connectors == 1)
        #expect(report.tools == 1)
    }

    @Test(arguments: [
        ("category: anvils", "catgory: anvils", "acme.yaml:12:1: \"catgory\" is not known here, did you mean"),
        ("name: acme_anvil_order", "name: acme anvil", "acme.yaml:9:7: name: has a character that is not allowed"),
        ("name: acme_anvil_order\n", "", "acme.yaml:9:1: a tool's document begins with its name"),
        ("[open_world]", "[open]", "acme.yaml:13:15: annotations[0]: \"open\" is not known here"),
        ("[open_world]", "[read_only, destructive]", "acme.yaml:13:14: annotations: a tool that only reads"),
        ("type: number", "type: numbr", "acme.yaml:16:13: input.properties.weight: \"numbr\" is no type"),
        (
            "minimum: 1", "pattern: \"(\"",
            "acme.yaml:16:13: input.properties.weight: the pattern ( is no regular expression"
        ),
        (", description: Kilograms.", "", "acme.yaml:16:13: input.properties.weight: \"description\" is missing"),
        ("required: [weight]", "required: [wait]", "acme.yaml:18:13: input.required: there is no property \"wait\""),
        ("required: [weight]", "required: []", "acme.yaml:21:9: request.path: uses \"weight\", which is neither"),
        ("method: POST", "method: SEND", "acme.yaml:20:11: request.method: \"SEND\" is not known here"),
        ("path: /anvils", "path: anvils?", "acme.yaml:21:9: request.path: has a character that is not allowed"),
        ("body: [note]", "body: []", "acme.yaml:20:3: request: the parameter \"note\" goes nowhere"),
        ("body: [note]", "body: [note, not]", "acme.yaml:20:3: request: \"not\" is no parameter of this tool"),
        ("body: [note]", "body: [note, weight]", "acme.yaml:20:3: request: \"weight\" is placed twice"),
        ("body: [note]", "body: [note]\n  body_param: note", "acme.yaml:22:9: request.body: body_param is the whole"),
        (
            "body: [note]", "body: [note]\n  builder: gmail_mail",
            "acme.yaml:23:12: request.builder: \"gmail_mail\" is not"
        ),
        (
            "body: [note]", "body: [note]\n  content_type: text/html",
            "acme.yaml:23:17: request.content_type: belongs to body_param"
        ),
        (
            "body: [note]", "fixed_body: {a: \"{{params.note}}\"}",
            "acme.yaml:22:15: request.fixed_body: {{params.note}} needs a fallback"
        ),
        (
            "body: [note]", "body: [note]\n  fixed_body: {a: \"{{note}}\"}",
            "acme.yaml:23:15: request.fixed_body: {{note}} is no parameter of this tool"
        ),
        (
            "example: {id: 7}", "status: 404\nexample: {}",
            "acme.yaml:23:9: status: must be a whole number from 200 to 299"
        ),
        ("example: {id: 7}", "example: {id: [}", "acme.yaml:23:"),
        ("example: {id: 7}\n", "", "acme.yaml:9:1: \"example\" is missing"),
        ("slug: acme", "slug: amce", "acme.yaml:2:7: slug: is \"amce\" in the file acme.yaml"),
    ])
    func `names line and column`(from: String, to: String, message: String) {
        #expect(Self.good.contains(from))
        let found = mistakes([("acme.yaml", Self.good.replacing(from, with: to))])
        #expect(found.contains { $0.contains(message) }, "\(found)")
    }

    @Test func `lists mistakes of provider and tools together`() {
        let text = Self.good.replacing("slug: acme", with: "slug: a").replacing("method: POST", with: "method: SEND")
        let found = mistakes([("acme.yaml", text)]).joined(separator: "\n")
        #expect(found.contains("acme.yaml:2:7:"))
        #expect(found.contains("acme.yaml:20:11:"))
    }

    @Test func `refuses one name in two files`() {
        let other = Self.good.replacing("ACME", with: "BETA").replacing("slug: acme", with: "slug: beta")
        #expect(
            mistakes([("acme.yaml", Self.good), ("beta.yaml", other)]) == [
                "beta.yaml:9:1: acme_anvil_order is in acme.yaml already"
            ])
    }

    @Test func `refuses one name twice in a file`() throws {
        let document = try #require(Self.good.split(separator: "---\n").last)
        #expect(
            mistakes([("acme.yaml", Self.good + "---\n" + document)]) == [
                "acme.yaml:25:1: acme_anvil_order is in acme.yaml already"
            ])
    }

    @Test func `a builder places its own parameters, and only those`() {
        let text = Self.good.replacing("body: [note]", with: "builder: graph_attendees")
        #expect(mistakes([("acme.yaml", text)]).joined().contains("\"note\" goes nowhere"))
    }
}
