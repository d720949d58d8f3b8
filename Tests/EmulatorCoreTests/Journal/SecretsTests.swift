import Testing

@testable import EmulatorCore

struct SecretsTests {
    @Test func `values whose names say that they are secret are masked`() {
        let value: JSONValue = [
            "access_token": "a", "refreshToken": "b", "client_secret": "c", "api_key": "d", "Authorization": "e",
            "password": "f", "private-key": "g",
        ]
        #expect(Secrets.masked(value).object?.values.allSatisfy { $0 == "***" } == true)
    }

    @Test func `everything in static_auth is masked, and of an OAuth token only the tokens`() {
        let value: JSONValue = [
            "static_auth": ["details": ["username": "ada", "port": 1]],
            "oauth_token": ["access_token": "x", "scopes": ["read"], "domain": "acme"],
        ]
        #expect(
            Secrets.masked(value) == [
                "static_auth": ["details": ["username": "***", "port": "***"]],
                "oauth_token": ["access_token": "***", "scopes": ["read"], "domain": "acme"],
            ])
    }

    @Test func `what only looks like one by name stays`() {
        let value: JSONValue = [
            "page_token": "p", "next_page_token": "n", "max_tokens": 100, "token_expires_at": "t", "subject": "s",
            "access_token": "", "author": "a",
        ]
        #expect(Secrets.masked(value) == value)
    }

    @Test(arguments: [
        "ya29.a0AfB_byC-1234567890", "xoxb-1234567890-abcdefghij", "ghp_abcdefghijklmnopqrst",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
    ])
    func `a text that holds a well-known credential is masked there`(secret: String) {
        #expect(Secrets.masked(["body": .string("use \(secret), please")]) == ["body": "use ***, please"])
        #expect(Secrets.find(in: ["body": .string("x \(secret)")], at: "parameters") == "parameters.body")
    }

    @Test func `plain texts are no secrets`() {
        let value: JSONValue = ["to": "bob@example.com", "body": "The token economy is a topic of its own, sadly."]
        #expect(Secrets.masked(value) == value)
        #expect(Secrets.find(in: value, at: "parameters") == nil)
    }
}
