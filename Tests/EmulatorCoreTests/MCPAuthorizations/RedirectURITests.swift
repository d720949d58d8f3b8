import Testing

import struct Foundation.Date

@testable import EmulatorCore

struct RedirectURITests {
    @Test(arguments: [
        "https://app.example/cb", "http://localhost:1234/cb", "http://127.0.0.1/cb", "http://[::1]:99/cb?x=1",
        "cursor://anysphere.cursor-retrieval/oauth/cb", "com.example.app:/cb",
    ])
    func `addresses of programs may be registered`(text: String) {
        #expect(RedirectURI(text) != nil)
    }

    @Test(arguments: [
        "", "app.example/cb", "http://app.example/cb", "https://app.example/cb#x", "javascript:alert(1)",
        "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://user@app.example/", "https:///cb",
        "http://localhost@evil.example/", "http://localhost:99999/", "https://app.example/a b",
        "https://app.example\\@evil",
        "https://a\r\nset-cookie: x", "http://127.0.0.1.evil.example/",
    ])
    func `others may not`(text: String) {
        #expect(RedirectURI(text) == nil)
    }

    private func client(_ uri: String) -> MCPClient {
        MCPClient(
            id: "c", name: "", redirectURIs: [uri], grantTypes: [], authentication: .none,
            createdAt: Date(timeIntervalSince1970: 0), secretHash: nil)
    }

    @Test func `a port of the machine itself may be another one`() {
        #expect(client("http://127.0.0.1:1/cb").allows("http://127.0.0.1:40000/cb"))
        #expect(client("http://localhost/cb").allows("http://localhost:40000/cb"))
        #expect(!client("http://127.0.0.1:1/cb").allows("http://127.0.0.1:1/other"))
        #expect(!client("http://127.0.0.1:1/cb").allows("http://localhost:1/cb"))
    }

    @Test func `everything else must be the same`() {
        #expect(client("https://app.example/cb").allows("https://app.example/cb"))
        #expect(!client("https://app.example/cb").allows("https://app.example:444/cb"))
        #expect(!client("https://app.example/cb").allows("https://app.example/cb/"))
        #expect(!client("https://app.example/cb").allows("https://app.example/cb?x"))
    }
}
