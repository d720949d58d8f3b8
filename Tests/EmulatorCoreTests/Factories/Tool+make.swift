@testable import EmulatorCore

extension Tool {
    /// Reads a tool's document as it would stand in `acme.yaml`.
    static func make(_ yaml: String) throws -> Tool {
        try YAMLFile(name: "acme.yaml", bytes: Array(yaml.utf8)).read { Tool($0, provider: .acme) }
    }

    /// A tool that takes these parameters (a mapping in YAML's flow style) and sends this request.
    static func make(properties: String, required: String = "[]", request: String) throws -> Tool {
        try make(
            """
            name: acme_do
            display_name: Do
            description: Does something.
            annotations: []
            input: {properties: \(properties), required: \(required)}
            request: \(request)
            example: {ok: true}
            """)
    }

    /// What a call sends.
    func sends(_ params: [String: JSONValue]) -> UpstreamRequest? {
        request?.request(params, baseURL: "https://api.acme.test")
    }
}

extension Provider {
    static let acme = Provider.make(slug: "acme", patterns: [.make(.bearer, fields: [.make("token")])])
}
