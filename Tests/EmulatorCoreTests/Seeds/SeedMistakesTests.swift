import Testing

@testable import EmulatorCore

@Suite struct SeedMistakesTests {
    private func mistakes(_ text: String) -> String {
        do {
            _ = try Seed.parse(text, fileName: "s.yaml", catalogue: Catalogue.embedded())
            return ""
        } catch {
            return (error as? EmulatorError)?.message ?? "\(error)"
        }
    }

    @Test(arguments: [
        ("conections: []", "s.yaml:1:1: \"conections\" is not known here, did you mean \"connections\"?"),
        (
            "settings: {consent: maybe}",
            "s.yaml:1:21: settings.consent: \"maybe\" is not known here. Allowed: manual, auto, instant"
        ),
        (
            "settings: {magic_link_lifetime: 0s}",
            "s.yaml:1:33: settings.magic_link_lifetime: must be between 1s and 30d"
        ),
        ("settings: {magic_link_lifetime: 600}", "must be a duration with units"),
        ("settings: {strict_connections: yes}", "settings.strict_connections: must be true or false, not a text"),
        ("settings: {dashboard_users: [a b@c]}", "settings.dashboard_users[0]: has a character that is not allowed"),
        ("connections: [{provider: GMAIL}]", "s.yaml:1:15: connections[0]: \"name\" is missing"),
        ("connections: [{name: work}]", "s.yaml:1:15: connections[0]: \"provider\" is missing"),
        ("connections: [{name: work, provider: gmail}]", "\"gmail\" is not known here, did you mean \"GMAIL\"?"),
        ("connections: [{name: slack, provider: GMAIL}]", "the name \"slack\" belongs to SLACK"),
        ("connections: [{name: a/b, provider: GMAIL}]", "connections[0].name: has a character that is not allowed"),
        ("connections: [{name: a, provider: GMAIL, type: BASIC}]", "type: \"BASIC\" is not known here. Allowed: OAUTH"),
        ("connections: [{name: stripe, scopes: [a]}]", "scopes: a connection of the type BEARER has no scopes"),
        ("connections: [{name: gmail, auth_mode: ORG}]", "auth_mode: \"ORG\" is not known here"),
        (
            "connections: [{name: gmail}, {name: gmail}]",
            "s.yaml:1:37: connections[1].name: the connection \"gmail\" is used twice"
        ),
        ("clients: [{client_id: a}]", "clients[0]: \"client_secret\" is missing"),
        ("clients: [{client_id: a b, client_secret: s}]", "clients[0].client_id: has a character that is not allowed"),
        (
            "clients: [{client_id: a, client_secret: s}, {client_id: a, client_secret: t}]",
            "clients[1]: the client id \"a\" is used twice"
        ),
        (
            "clients: [{client_id: a, client_secret: s, settings: {verify: b2}}]",
            "clients[0].settings.verify: \"b2\" is not known here, did you mean \"b2b\"?"
        ),
    ])
    func `refuses a bad environment`(text: String, message: String) {
        #expect(mistakes(text).contains(message))
    }

    @Test(arguments: [
        ("{connections: []}", "s.yaml:1:15: mcp_configs[0]: \"name\" is missing"),
        ("{name: Daily, connections: []}", "mcp_configs[0].name: has a character that is not allowed"),
        ("{name: daily}", "mcp_configs[0]: \"connections\" is missing"),
        ("{name: daily, connections: [{}]}", "mcp_configs[0].connections[0]: \"connection\" is missing"),
        ("{name: daily, connections: [{connection: gmial}]}", "did you mean \"gmail\"?"),
        (
            "{name: daily, connections: [{connection: gmail, tools: [gmail_fetch_mail]}]}",
            "mcp_configs[0].connections[0].tools[0]: \"gmail_fetch_mail\" is not known here, did you mean \"gmail_fetch_mails\"?"
        ),
        (
            "{name: daily, connections: [{connection: gmail}, {connection: gmail}]}",
            "mcp_configs[0].connections[1]: the connection \"gmail\" stands above already"
        ),
        (
            "{name: daily, connections: []}, {name: daily, connections: []}",
            "mcp_configs[1]: the MCP config \"daily\" is used twice"
        ),
    ])
    func `refuses a bad MCP config`(text: String, message: String) {
        #expect(mistakes("mcp_configs: [\(text)]").contains(message))
    }

    @Test(arguments: [
        ("{identifier: ada}", "mcp_instances[0]: \"config\" is missing"),
        ("{config: daily}", "mcp_instances[0]: \"identifier\" is missing"),
        ("{config: dayly, identifier: ada}", "\"dayly\" is not known here, did you mean \"daily\"?"),
    ])
    func `refuses a bad MCP instance`(text: String, message: String) {
        let configs = "mcp_configs: [{name: daily, connections: []}]"
        #expect(mistakes("\(configs)\nmcp_instances: [\(text)]").contains(message))
    }

    @Test(arguments: [
        ("identifier: a", "s.yaml:1:22: connected_accounts[0]: \"connection\" is missing"),
        ("connection: gmail", "connected_accounts[0]: \"identifier\" is missing"),
        (
            "connection: gmial, identifier: a",
            "s.yaml:1:35: connected_accounts[0].connection: \"gmial\" is not known here, did you mean \"gmail\"?"
        ),
        (
            "connection: gmail, identifier: 12",
            "connected_accounts[0].identifier: must be a text, not a number: put it in quotes"
        ),
        ("connection: gmail, identifier: ''", "identifier: must not be empty"),
        (
            "connection: gmail, identifier: \"a\\0\"",
            "identifier: has a character that is not allowed: only anything but NUL"
        ),
        (
            "connection: gmail, identifier: a, organization_id: \(String(repeating: "x", count: 33))",
            "at most 32 are allowed"
        ),
        ("connection: gmail, identifier: a, user_id: ''", "user_id: must not be empty"),
        (
            "connection: gmail, identifier: a, status: INACTIVE",
            "\"INACTIVE\" is not known here, did you mean \"DISCONNECTED\"?"
        ),
        (
            "connection: gmail, identifier: a, status: PENDING",
            "\"PENDING\" is not known here, did you mean \"PENDING_AUTH\"?"
        ),
        ("connection: gmail, identifier: a, status: actve", "\"actve\" is not known here, did you mean \"ACTIVE\"?"),
        ("connection: gmail, identifier: a, credentials: {}", "credentials: must have exactly one of oauth_token"),
        (
            "connection: gmail, identifier: a, credentials: {oauth_token: {access_token: t}, static_auth: {a: b}}",
            "credentials: must have exactly one of oauth_token"
        ),
        (
            "connection: gmail, identifier: a, credentials: {static_auth: {a: b}}",
            "credentials.static_auth: does not fit a connection of the type OAUTH, which takes oauth_token"
        ),
        (
            "connection: openmeteo, identifier: a, credentials: {static_auth: {a: b}}",
            "does not fit a connection of the type NO_AUTH, which takes no credentials"
        ),
        (
            "connection: gmail, identifier: a, credentials: {oauth_token: {}}",
            "oauth_token: \"access_token\" is missing"
        ),
        ("connection: stripe, identifier: a, credentials: {static_auth: {}}", "static_auth: must not be empty"),
        ("connection: gmail, identifier: a, token_expires_in: soon", "token_expires_in: must be a duration with units"),
        ("connection: gmail, identifier: a, token_expires_at: tomorrow", "token_expires_at: must be a moment like"),
        (
            "connection: gmail, identifier: a, token_expires_in: 1h, token_expires_at: 2026-01-31T09:30:00Z",
            "token_expires_at: give token_expires_in or token_expires_at, not both"
        ),
        (
            "connection: gmail, identifier: a, status: DISCONNECTED, credentials: {oauth_token: {access_token: t}}",
            "credentials: an account with the status DISCONNECTED holds no credentials"
        ),
        (
            "connection: gmail, identifier: a, status: PENDING_AUTH, token_expires_in: 1h",
            "token_expires_in: an account with the status PENDING_AUTH holds no credentials"
        ),
        ("connection: stripe, identifier: a, token_expires_in: 1h", "the type BEARER has no token that expires"),
        ("connection: stripe, identifier: a, refresh: fails", "the type BEARER has no token that is renewed"),
        ("connection: gmail, identifier: a, refresh: never", "\"never\" is not known here. Allowed: works, fails"),
        ("connection: gmail, identifier: a, api_config: [1]", "api_config: must be a mapping, not a list"),
        ("connection: gmail, identifier: a, last_used_at: 2026-13-31T09:30:00Z", "last_used_at: must be a moment like"),
    ])
    func `refuses a bad account`(keys: String, message: String) {
        #expect(mistakes("connected_accounts: [{\(keys)}]").contains(message))
    }

    @Test func `refuses the same account twice`() {
        let text = """
            connected_accounts:
              - {connection: gmail, identifier: a, user_id: u}
              - {connection: gmail, identifier: a, user_id: u, status: ACTIVE}
            """
        #expect(mistakes(text).hasPrefix("s.yaml:3:5: connected_accounts[1]: the same account stands above already"))
    }

    @Test func `knows only declared connections when they are strict`() {
        let text = """
            settings: {strict_connections: true}
            connections: [{name: mine, provider: GMAIL}]
            connected_accounts:
              - {connection: mine, identifier: a}
              - {connection: gmail, identifier: a}
            """
        #expect(
            mistakes(text)
                == "s.yaml:5:18: connected_accounts[1].connection: \"gmail\" is not known here. Allowed: mine")
    }

    @Test func `does not blame accounts for the mistakes of their connection`() {
        let text = """
            connections: [{name: mine, provider: NOBODY}]
            connected_accounts: [{connection: mine, identifier: a, credentials: {static_auth: {a: b}}}]
            """
        #expect(mistakes(text).split(separator: "\n").count == 1)
    }

    @Test func `each environment has connections of its own`() {
        let text = """
            connections: [{name: mine, provider: GMAIL}]
            clients: [{client_id: c, client_secret: s, connected_accounts: [{connection: mine, identifier: a}]}]
            """
        #expect(mistakes(text).contains("clients[0].connected_accounts[0].connection: \"mine\" is not known here"))
    }
}
