import Testing

@testable import EmulatorCore

/// Files that people write: seeds, stubs, catalogues.
struct SeedFuzzTests {
    @Test func `a seed is read or refused`() throws {
        let catalogue = try Catalogue.embedded()
        let samples = try ["fixtures/seeds/demo.yaml", "fixtures/seeds/agent.yaml"].map(RepositoryFile.bytes)
        FuzzBudget.run(samples, "seed") { _ = try Seed.parse($0, fileName: "seed.yaml", catalogue: catalogue) }
    }

    private static let connector = """
        provider: ACME
        slug: acme
        display_name: Acme
        description: Sells anvils.
        categories: [Shopping]
        base_url: https://api.acme.example
        error_body: {message: "{{error.message}}", status: "{{error.status}}"}
        auth_patterns:
          - type: OAUTH
            display_name: Sign in
            oauth:
              authorize_uri: https://acme.example/authorize
              token_uri: https://acme.example/token
              scopes: [{name: read, description: Read, requested: true}]
            account_fields: [{field_name: domain, label: Domain, input_type: text}]
            tokens: {access_prefix: ac_, lifetime: 1h}
          - type: API_KEY
            display_name: Key
            fields: [{field_name: api_key, label: Key, input_type: password, header_name: x-key}]
            auth_field_mutations: {api_key: {prefix: "key "}}
        ---
        name: acme_anvil_order
        display_name: Order an anvil
        description: Buy one anvil.
        category: anvils
        annotations: [destructive]
        input:
          properties:
            weight: {type: integer, minimum: 1, description: In kilograms.}
            tags: {type: array, items: {type: string, enum: [a, b]}, description: Labels.}
          required: [weight]
        request: {method: POST, path: "/orders/{weight}", body: [tags]}
        example: {order: "order-{{number}}", weight: "{{params.weight | 5}}"}
        """

    @Test func `a connector is read or refused`() throws {
        FuzzBudget.run([Array(Self.connector.utf8)], "connector") {
            let catalogue = try Catalogue(files: [YAMLFile(name: "acme.yaml", bytes: $0)])
            for name in catalogue.tools.names { _ = try catalogue.tools.tool(named: name) }
        }
    }
}
