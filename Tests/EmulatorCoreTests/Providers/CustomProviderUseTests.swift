import FoundationEssentials
import Testing

@testable import EmulatorCore

/// Connections, accounts and calls of custom providers.
struct CustomProviderUseTests {
    private static let key: JSONValue = [
        "type": "API_KEY", "display_name": "Key", "auth_header_key_override": "X-Acme-Key",
        "auth_field_mutations": ["api_key": ["prefix": "Key "]],
        "fields": [
            ["field_name": "region", "required": true, "is_path_param": true],
            ["field_name": "api_key", "required": true, "input_type": "password"],
        ],
    ]
    private static let url = "https://api.acme.example/{{region}}/v1/"

    private func call(_ world: World, _ connection: String = "acme") throws -> JSONValue {
        let stub = """
            [{proxy: {path: '*'}, answer: {data: {url: "{{request.url}}", headers: "{{request.headers}}"}}}]
            """
        try world.stubs.replace(Stub.parse(Array(stub.utf8), fileName: "s.yaml"))
        let request = UpstreamRequest(method: "GET", baseURL: "", path: "/orders")
        let answer = try world.upstream.proxyHere(.init(connection: connection, identifier: "ada", request: request))
        guard case .json(let body) = try answer.result.get().body else { return .null }
        return body
    }

    @Test func `its form fills the base URL and the credential`() throws {
        let world = try World.make()
        try world.custom(.make("Acme", proxyURL: Self.url, Self.key))
        let link = try world.magicLinks.create(.init(connector: "acme", identifier: "ada"))
        let opened = try world.magicLinks.open(link.token)
        #expect(opened.provider?.displayName == "Acme")
        #expect(opened.fields.map(\.name) == ["region", "api_key"])
        _ = try world.magicLinks.approve(link.token, Approval(fields: ["region": "eu", "api_key": "s3cret"]))
        let account = try world.connectedAccounts.get(.init(connector: "acme", identifier: "ada"))
        #expect(account.credentials == .staticAuth(["api_key": "s3cret", "path_variables": ["region": "eu"]]))
        let sent = try call(world)
        #expect(sent["url"] == "https://api.acme.example/eu/v1/orders")
        #expect(sent[path: "headers.x-acme-key"] == "Key s3cret")
        #expect(sent[path: "headers.authorization"] == nil)
    }

    @Test func `an account that came through the API brings its path variables along`() throws {
        let world = try World.make()
        try world.custom(.make("Acme", proxyURL: Self.url, Self.key))
        let details: [String: JSONValue] = ["api_key": "k", "path_variables": ["region": "us"]]
        _ = try world.connectedAccounts.create(
            .init(connector: "acme", identifier: "ada", credentials: .staticAuth(details)))
        #expect(try call(world)["url"] == "https://api.acme.example/us/v1/orders")
    }

    @Test func `several headers are sent where fields name them`() throws {
        let world = try World.make()
        let pattern: JSONValue = [
            "type": "API_KEY",
            "fields": [["field_name": "a", "header_name": "X-A"], ["field_name": "b", "header_name": "X-B"]],
        ]
        try world.custom(.make("Acme", pattern))
        _ = try world.connectedAccounts.create(
            .init(connector: "acme", identifier: "ada", credentials: .staticAuth(["a": "1", "b": "2"])))
        let headers = try #require(try call(world)["headers"]?.object)
        #expect(headers["x-a"] == "1")
        #expect(headers["x-b"] == "2")
    }

    @Test func `OAUTH goes to the provider's page, which asks for what the base URL needs`() throws {
        let world = try World.make()
        let pattern: JSONValue = [
            "type": "OAUTH", "oauth_config": ["authorize_uri": "https://acme.example/authorize"],
            "account_fields": [["field_name": "region", "required": true, "is_path_param": true]],
        ]
        try world.custom(.make("Acme", proxyURL: Self.url, pattern))
        let link = try world.magicLinks.create(.init(connector: "acme", identifier: "ada"))
        let visit = try world.authorizations.begin(link: link.token, origin: "http://localhost")
        #expect(visit.slug == "acme")
        let opened = try world.authorizations.open(visit.request, slug: visit.slug)
        #expect(opened.opened.accountFields.map(\.name) == ["region"])
        _ = try world.authorizations.approve(visit.request, slug: visit.slug, Approval(fields: ["region": "eu"]))
    }

    @Test func `with consent that nobody gives it is connected all the same`() throws {
        let world = try World.make(consent: .instant)
        try world.custom(.make("Acme", proxyURL: Self.url, Self.key))
        _ = try world.magicLinks.create(.init(connector: "acme", identifier: "ada"))
        #expect(try world.connectedAccounts.get(.init(connector: "acme", identifier: "ada")).status == .active)
    }

    @Test func `a proxy that is switched off refuses`() throws {
        let world = try World.make()
        var details = ProviderDetails.make("Acme", ["type": "NO_AUTH"])
        details.isProxyEnabled = false
        try world.custom(details)
        _ = try world.connectedAccounts.create(.init(connector: "acme", identifier: "ada"))
        let error = try #require(throws: EmulatorError.self) { try call(world) }
        #expect(error.code == .permissionDenied)
        #expect(error.errorCode == "PROXY_NOT_ENABLED")
    }

    @Test func `a host that may not be connected to is named`() throws {
        let world = try World.make()
        try world.custom(.make("Acme", ["type": "NO_AUTH"]))
        _ = try world.connectedAccounts.create(.init(connector: "acme", identifier: "ada"))
        let request = UpstreamRequest(method: "GET", baseURL: "", path: "/orders")
        let error = try #require(throws: EmulatorError.self) {
            try world.upstream.proxyHere(.init(connection: "acme", identifier: "ada", request: request))
        }
        #expect(error.code == .permissionDenied)
        #expect(error.errorCode == "UPSTREAM_NOT_ALLOWED")
    }

    @Test func `a connection's context fills the base URL for all its accounts`() throws {
        let world = try World.make()
        let made = try world.providers.createCustom(
            .make("Acme", proxyURL: "https://{{domain}}/{{version}}", ["type": "NO_AUTH"]))
        let connection = try world.connections.create(
            .init(keyID: "acme", providerKey: made.key, context: ["domain": "eu.acme.example", "version": "v2"]))
        #expect(connection.resolvedProxyURL == "https://eu.acme.example/v2")
        _ = try world.connectedAccounts.create(.init(connector: "acme", identifier: "ada"))
        #expect(try call(world)["url"] == "https://eu.acme.example/v2/orders")
    }

    @Test func `tools can be registered for it`() throws {
        let world = try World.make()
        let (provider, _) = try world.custom()
        let tool = try world.tools.create(
            .init(definition: ["name": "acme_orders_list", "provider": .string(provider.key), "example": ["ok": true]]))
        #expect(tool.providerKey == provider.key)
        var filter = ToolFilter()
        filter.provider = provider.key.lowercased()
        let found = try world.tools.list(filter, page: .init(size: 0, token: ""))
        #expect(found.items.map(\.name) == ["acme_orders_list"])
    }

    @Test func `MCP servers are known by their providers' keys`() throws {
        let world = try World.make()
        #expect(try world.mcpProviderKeys.isEmpty)
        let made = try world.providers.createCustom(
            .make("Docs MCP", proxyURL: "http://localhost:9/mcp/", ["type": "NO_AUTH", "is_mcp": true]))
        #expect(made.isCustomMCP)
        #expect(try world.mcpProviderKeys == [made.key])
        #expect(try world.providers.directory().provider(key: made.key)?.baseURL == "http://localhost:9/mcp/")
        try world.providers.deleteCustom(made.key)
        #expect(try world.mcpProviderKeys.isEmpty)
    }
}
