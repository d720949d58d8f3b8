import Testing

@testable import EmulatorCore

/// Where requests may go.
struct UpstreamHostsTests {
    @Test(arguments: [
        "http://localhost:9/x", "https://localhost", "http://127.0.0.1:8080", "http://127.9.9.9", "http://[::1]:3000",
        "http://app.localhost:3000",
    ])
    func `this machine may always be connected to`(_ url: String) throws {
        #expect(try UpstreamHosts().allows(url))
    }

    @Test(arguments: [
        "https://api.example.com", "http://localhost.example.com", "http://127.0.0.1.example.com",
        "http://127.example.com", "http://10.0.0.1", "http://169.254.169.254", "http://0.0.0.0", "http://1270.0.0.1",
        "http://localhost@example.com", "http://ada@localhost", "ftp://localhost", "file:///etc/passwd", "localhost",
        "", "https://{{domain}}.example.com",
    ])
    func `nobody else unless allowed`(_ url: String) throws {
        #expect(try !UpstreamHosts().allows(url))
    }

    @Test func `an allowed host is allowed on its scheme's port`() throws {
        let hosts = try UpstreamHosts(["api.example.com"])
        #expect(hosts.allows("https://api.example.com/v1"))
        #expect(hosts.allows("https://API.example.com:443"))
        #expect(hosts.allows("http://api.example.com"))
        #expect(!hosts.allows("https://api.example.com:8443"))
        #expect(!hosts.allows("https://example.com"))
        #expect(!hosts.allows("https://api.example.com.evil.net"))
        #expect(!hosts.allows("https://api.example.com@evil.net"))
    }

    @Test func `a port and the names below may be allowed`() throws {
        let hosts = try UpstreamHosts(["api.example.com:8443", "*.acme.dev"])
        #expect(hosts.allows("https://api.example.com:8443"))
        #expect(!hosts.allows("https://api.example.com"))
        #expect(hosts.allows("https://eu.api.acme.dev"))
        #expect(!hosts.allows("https://acme.dev"))
        #expect(!hosts.allows("https://evilacme.dev"))
    }

    @Test(arguments: ["", "*", "https://api.example.com", "api.example.com/v1", "a.*.com", "api example.com"])
    func `what is no host is refused, with what is`(_ text: String) throws {
        let error = try #require(throws: EmulatorError.self) { try UpstreamHosts([text]) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains("*.example.com"))
    }
}
