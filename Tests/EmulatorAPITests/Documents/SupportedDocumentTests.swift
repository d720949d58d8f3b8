import Testing

@testable import EmulatorAPI

struct SupportedDocumentTests {
    private let name = "scalekit.v1.connections.ConnectionService/ListConnections"

    @Test func `counts and marks what is served`() {
        let text = SupportedDocument.markdown(contract: TestContract.shared, served: [name])
        #expect(text.contains("1 of 444 operations are served."))
        #expect(
            text.contains(
                "| [`scalekit.v1.connections.ConnectionService`](#scalekitv1connectionsconnectionservice) | 1 |"))
        #expect(text.contains("| List connections | `ListConnections` | `GET /api/v1/connections` | yes |"))
        #expect(text.contains("| `CreateEnvironmentConnection` | `POST /api/v1/connections` | no |"))
        #expect(text.hasSuffix("|\n"))
    }

    @Test func `lists every operation of the vendor once`() {
        let text = SupportedDocument.markdown(contract: TestContract.shared, served: [])
        let rows = text.split(separator: "\n").filter { $0.hasSuffix("| no |") }
        #expect(rows.count == TestContract.shared.vendorOperations.count)
    }

    @Test(arguments: [
        ("GetMagicLinkForConnectedAccount", "Get magic link for connected account"), ("Check", "Check"),
        ("VerifyRegistrationCode", "Verify registration code"), ("DisableTOTP", "Disable TOTP"),
        ("ListMCPServers", "List MCP servers"), ("VerifyPasswordLessOtp", "Verify password less otp"),
    ])
    func `makes words of a name`(name: String, words: String) {
        #expect(OperationWords.summary(name) == words)
    }

    @Test func `names a service`() {
        #expect(OperationWords.title(service: "scalekit.v1.auth.totp.TOTPService") == "TOTP")
        #expect(
            OperationWords.title(service: "scalekit.v1.connected_accounts.ConnectedAccountService")
                == "Connected account")
    }
}
