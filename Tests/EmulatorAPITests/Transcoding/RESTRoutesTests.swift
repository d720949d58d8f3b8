import Testing

@testable import EmulatorAPI

struct RESTRoutesTests {
    private static let served = Set(TestContract.shared.services.flatMap(\.methods).map(\.fullName))
    private static let routes = RESTRoutes(contract: TestContract.shared, served: served)

    private func match(_ verb: String, _ path: String) -> String {
        switch Self.routes.match(verb: verb, path: path) {
        case .operation(let method, _, let captures):
            let values = captures.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
            return method.name + values.joined()
        case .notServed(let operation): return "not served \(operation.name)"
        case .wrongVerb(let allowed): return "allowed \(allowed.joined(separator: " "))"
        case .unknown: return "unknown"
        }
    }

    @Test(arguments: [
        ("GET", "/api/v1/connected_accounts", "ListConnectedAccounts"),
        ("GET", "/api/v1/connected_accounts:search", "SearchConnectedAccounts"),
        ("GET", "/api/v1/connected_accounts/auth", "GetConnectedAccountAuth"),
        ("GET", "/api/v1/connected_accounts/this", "GetConnectedAccount"),
        ("GET", "/api/v1/connected_accounts/ca_1", "GetConnectedAccount id=ca_1"),
        ("POST", "/api/v1/connected_accounts/ca_1:disconnect", "DisconnectConnectedAccount id=ca_1"),
        ("POST", "/api/v1/connected_accounts/-:disconnect", "DisconnectConnectedAccount"),
        ("POST", "/api/v1/connected_accounts/this:disconnect", "DisconnectConnectedAccount"),
        ("GET", "/api/v1/connections/app", "ListAppConnections"),
        ("GET", "/api/v1/connections/conn_1", "GetEnvironmentConnection connection_id=conn_1"),
        ("PATCH", "/api/v1/connections/conn_1", "UpdateEnvironmentConnection connection_id=conn_1"),
        ("PATCH", "/api/v1/connections/conn_1:enable", "EnableEnvironmentConnection connection_id=conn_1"),
        ("PATCH", "/api/v1/connections/a:b:enable", "EnableEnvironmentConnection connection_id=a:b"),
        ("DELETE", "/api/v1/connections/conn_1", "DeleteEnvironmentConnection connection_id=conn_1"),
    ])
    func `finds the operation and what the path captures`(verb: String, path: String, found: String) {
        #expect(match(verb, path) == found)
    }

    @Test func `prefers a literal, but not when it has another verb`() {
        #expect(match("PATCH", "/api/v1/connections/app") == "UpdateEnvironmentConnection connection_id=app")
    }

    @Test(arguments: [
        ("GET", "/api/v1/connections/a%20b%2Fc%C3%A9", "GetEnvironmentConnection connection_id=a b/cé"),
        ("GET", "/api/v1/connections/a%zz%4", "GetEnvironmentConnection connection_id=a%zz%4"),
        ("GET", "/api/v1/connections/%ff", "GetEnvironmentConnection connection_id=\u{fffd}"),
        ("PATCH", "/api/v1/connections/conn_1%3Aenable", "UpdateEnvironmentConnection connection_id=conn_1:enable"),
        ("GET", "/api/v1/connected_accounts%3Asearch", "SearchConnectedAccounts"),
        ("GET", "/api/v1/connected%5Faccounts", "ListConnectedAccounts"),
    ])
    func `decodes escapes`(verb: String, path: String, found: String) {
        #expect(match(verb, path) == found)
    }

    @Test func `ignores leading slashes only`() {
        #expect(match("GET", "//api/v1/connections") == "ListConnections")
        #expect(match("GET", "/api/v1/connections/") == "unknown")
        #expect(match("GET", "/api//v1/connections") == "unknown")
        #expect(match("PATCH", "/api/v1/connections/:enable") == "UpdateEnvironmentConnection connection_id=:enable")
    }

    @Test(arguments: ["", "/", "api/v1/connections", "/api/v1", "/api/v1/nonsense", "/api/v1/connections/a/b"])
    func `knows what it does not know`(path: String) {
        #expect(match("GET", path) == "unknown")
    }

    @Test func `names the verbs of a path, also those of operations that are not served`() {
        #expect(match("PUT", "/api/v1/connections/conn_1") == "allowed DELETE GET PATCH")
        #expect(match("DELETE", "/api/v1/connected_accounts") == "allowed GET POST PUT")
        #expect(match("GET", "/api/v1/tools:search") == "allowed POST")
        #expect(match("BREW", "/api/v1/connections") == "allowed GET POST")
    }

    @Test func `tells operations apart that only the vendor serves`() {
        #expect(match("GET", "/api/v1/connections/conn_1/triggers") == "not served ListAvailableTriggers")
        #expect(match("GET", "/api/v1/webhooks/wb/a/b/c") == "not served WebhookWrapper")
        let none = RESTRoutes(contract: TestContract.shared, served: [])
        guard case .notServed(let operation) = none.match(verb: "GET", path: "/api/v1/connections") else {
            Issue.record("ListConnections should be the vendor's only")
            return
        }
        #expect(operation.name == "ListConnections")
    }

    @Test func `reaches every binding of every served operation`() {
        for method in TestContract.shared.services.flatMap(\.methods) {
            for binding in method.bindings {
                let path = OpenAPIOperation.path(binding.template)
                    .replacing("{", with: "").replacing("}", with: "")
                #expect(match(binding.verb, path).hasPrefix(method.name), "\(binding.verb) \(path)")
            }
        }
    }
}
