import Testing

@testable import EmulatorServer

struct OriginsTests {
    private let origins = Origins(
        publicURL: nil, advertised: "https://localhost:8443", names: ["emulator", "10.0.0.7"])

    private func origin(_ authority: String, secure: Bool = true, of origins: Origins? = nil) -> String {
        (origins ?? self.origins).origin(of: authority, ConnectionInfo(isSecure: secure, remoteAddress: nil))
    }

    @Test(arguments: [
        "localhost:8443", "LOCALHOST", "127.0.0.1:1", "[::1]:9", "app.localhost:8443", "emulator:8443", "10.0.0.7",
    ])
    func `uses the name a client called when it is one of ours`(authority: String) {
        #expect(origin(authority) == "https://\(authority)")
        #expect(origin(authority, secure: false) == "http://\(authority)")
    }

    @Test(arguments: ["evil.example", "localhost.evil.example", "localhost:80:80", "", "a b", "[::2]", "x@localhost"])
    func `falls back to what it advertises for any other name`(authority: String) {
        #expect(origin(authority) == "https://localhost:8443")
        #expect(!origins.knows(authority))
    }

    @Test func `always says the public URL when there is one`() {
        let behindProxy = Origins(
            publicURL: "https://scalekit.example.test", advertised: "https://localhost:8443", names: [])
        #expect(origin("localhost:8443", of: behindProxy) == "https://scalekit.example.test")
        #expect(behindProxy.knows("scalekit.example.test"))
    }
}
