import EmulatorCore
import NIOHPACK
import Testing

@testable import EmulatorServer

struct MCPEnvelopeTests {
    private static let meta: JSONValue = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]

    private func code(
        method: String = "tools/list", params: JSONValue = ["_meta": meta], headers: [(String, String)]
    ) -> RPCError.Code? {
        let head = RequestHead(HPACKHeaders([(":method", "POST"), (":path", "/")] + headers))
        guard let head, let members = params.object else { return nil }
        do {
            try MCPEnvelope.check(RPCRequest(id: .number(1), method: method, params: members), head)
            return nil
        } catch { return (error as? RPCError)?.code }
    }

    private let good = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "tools/list")]

    @Test func `a request that agrees with itself passes`() {
        #expect(code(headers: good) == nil)
    }

    @Test func `a missing part is named before anything is compared`() {
        #expect(code(params: [:], headers: good) == .invalidParams)
        #expect(code(params: ["_meta": [:]], headers: good) == .invalidParams)
    }

    @Test func `headers and body must say the same`() {
        #expect(code(headers: [good[1]]) == .headerMismatch)
        #expect(code(headers: [good[0]]) == .headerMismatch)
        #expect(code(headers: [good[0], ("mcp-method", "tools/call")]) == .headerMismatch)
        #expect(code(headers: good + [good[0]]) == .headerMismatch)
    }

    @Test func `the tool's name is repeated too, encoded where it has to be`() {
        let params: JSONValue = ["_meta": Self.meta, "name": "größe"]
        let call = [good[0], ("mcp-method", "tools/call")]
        #expect(code(method: "tools/call", params: params, headers: call) == .headerMismatch)
        #expect(
            code(method: "tools/call", params: params, headers: call + [("mcp-name", "=?base64?Z3LDtsOfZQ==?=")]) == nil
        )
        #expect(
            code(method: "tools/call", params: params, headers: call + [("mcp-name", "=?base64?Z3LDtsOfZQ=?=")])
                == .headerMismatch)
    }

    @Test func `an unknown version is told which are spoken`() {
        let headers = [("mcp-protocol-version", "2031-01-01"), good[1]]
        #expect(code(params: [:], headers: headers) == .unsupportedProtocolVersion)
        let meta: JSONValue = [
            "io.modelcontextprotocol/protocolVersion": "2031-01-01", "io.modelcontextprotocol/clientCapabilities": [:],
        ]
        #expect(code(params: ["_meta": meta], headers: headers) == .unsupportedProtocolVersion)
    }
}
