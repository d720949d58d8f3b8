import Testing

@testable import EmulatorCore

/// Stubs that are broken, and calls that meet the ones that are not.
struct StubFuzzTests {
    private static let samples = [
        """
        stubs:
          - {tool: "gmail_*", identifier: "ada@*", params: {subject: {$regex: "^Re: .*$"}, to: {$contains: "@"}},
             answer: {data: {id: "{{uuid}}", subject: "{{params.subject | none}}"}, latency: 5ms}, times: 2}
          - {proxy: {method: POST, path: "/gmail/*/messages"}, answers: [{status: 429, error: {message: no}}, {data: []}]}
        """,
        """
        [{"tool": "gmail_send_message", "params": {"body": {"$in": ["a", {"$any": true}]}, "cc": {"$absent": true}},
          "answer": {"data": {"n": "{{number}}", "all": "{{params}}", "list": [1, "{{params.to}}"]}}}]
        """,
    ].map { Array($0.utf8) }

    private static let params = [
        #"{"to": "bob@example.com", "subject": "Re: lunch", "body": "At noon"}"#,
        #"{"to": ["a"], "subject": {"deep": [1, null, true]}, "cc": "x", "attachments": [{"name": "a", "data": "eA=="}]}"#,
    ].map { Array($0.utf8) }

    @Test func `a stub is set or refused, and answers or steps aside`() throws {
        let world = try World.fuzzed()
        let call = ToolCallRequest(
            tool: "gmail_send_message", account: AccountLookup(connector: "gmail", identifier: "ada@example.com"),
            params: ["to": "bob@example.com", "subject": "Re: lunch", "body": "At noon"])
        FuzzBudget.run(Self.samples, "stub") { input in
            try world.stubs.replace(Stub.parse(input, fileName: "stubs.yaml"))
            _ = try world.upstream.executeHere(call).result
        }
    }

    @Test func `any parameters meet a stub, a schema and a simulator`() throws {
        let world = try World.fuzzed()
        FuzzBudget.run(Self.params, "params") { input in
            guard let params = JSONText.parse(input)?.object else { return }
            for tool in ["gmail_send_message", "gmail_fetch_mails", "slack_send_message", "github_issue_create"] {
                let call = ToolCallRequest(
                    tool: tool, account: AccountLookup(identifier: "ada@example.com"), params: params)
                do { _ = try world.upstream.executeHere(call).result } catch let error as EmulatorError
                    where error.code == .invalidArgument
                {}
            }
        }
    }
}

extension World {
    static func fuzzed() throws -> World {
        let world = try World(
            environment: Environment(
                id: "env_1", key: EnvironmentKey(clientID: "skc_1", attempt: 0), clientID: "skc_1"),
            randomSeed: 1, settings: WorldSettings(consent: .instant), catalogue: .embedded(),
            store: Store(schema: .world, file: nil))
        for connector in ["gmail", "slack", "github"] {
            let token = Credentials.oauthToken(.init(accessToken: "t", refreshToken: "r"))
            _ = try world.connectedAccounts.create(
                .init(connector: connector, identifier: "ada@example.com", credentials: token))
        }
        return world
    }
}
