import EmulatorCore
import HTTPTypes
import NIOHPACK
import Testing

@testable import EmulatorServer

struct MCPPiecesTests {
    @Test(arguments: [
        ("/mcp/v3/servers/abc", MCPServerID.config("abc")), ("/mcp/v3/servers/abc/", .config("abc")),
        ("/mcp/v3/connections/my%20gmail", .connection("my gmail")), ("/mcp/v3/instances/s3", .instance("s3")),
    ])
    func `paths name servers`(path: String, id: MCPServerID) {
        #expect(MCPServerID(path: path) == id)
        #expect(MCPServerID(path: id.path) == id)
    }

    @Test(arguments: ["/mcp/v3/servers", "/mcp/v3/servers/a/b", "/mcp/v1/servers/a", "/mcp/v3/other/a", "/api/v1/mcp"])
    func `other paths are somebody else's`(path: String) {
        #expect(MCPServerID(path: path) == nil)
    }

    @Test func `clients say what they read`() {
        #expect(Acceptable(nil).json && Acceptable(nil).events)
        let both = Acceptable("application/json, text/event-stream;q=0.9")
        #expect(both.json && both.events)
        #expect(!Acceptable("text/event-stream").json)
        #expect(!Acceptable("application/json").events)
        let none = Acceptable("text/html")
        #expect(!none.json && !none.events)
    }

    private func origin(_ value: String?) -> MCPOrigin {
        var fields: HPACKHeaders = [":method": "POST", ":path": "/"]
        if let value { fields.add(name: "origin", value: value) }
        let origins = Origins(publicURL: nil, advertised: "https://localhost:8443", names: ["emulator"])
        return MCPOrigin(
            RequestHead(fields) ?? RequestHead(HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil)),
            origins)
    }

    @Test(arguments: [nil, "http://localhost:6274", "https://127.0.0.1", "https://emulator:8443", "http://[::1]:1"])
    func `programs and pages of this machine may come`(value: String?) {
        #expect(origin(value).isAllowed)
    }

    @Test(arguments: [
        "https://evil.example", "null", "http://localhost.evil.example", "http://localhost@evil.example", "",
    ])
    func `other pages may not`(value: String) {
        #expect(!origin(value).isAllowed)
        #expect(origin(value).fields.isEmpty)
    }
}
