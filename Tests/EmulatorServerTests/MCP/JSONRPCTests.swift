import EmulatorCore
import Testing

@testable import EmulatorServer

struct JSONRPCTests {
    private func fault(_ json: JSONValue) -> RPCFault? {
        do {
            _ = try RPCMessage(json)
            return nil
        } catch { return error as? RPCFault }
    }

    @Test func `tells requests, notifications and responses apart`() throws {
        guard case .request(let request) = try RPCMessage(["jsonrpc": "2.0", "id": "a", "method": "ping"]) else {
            Issue.record("no request")
            return
        }
        #expect(request.id == .text("a"))
        #expect(request.params.isEmpty)
        guard
            case .notification("note", ["x": 1]) = try RPCMessage([
                "jsonrpc": "2.0", "method": "note", "params": ["x": 1],
            ])
        else {
            Issue.record("no notification")
            return
        }
        guard case .response = try RPCMessage(["jsonrpc": "2.0", "id": 1, "result": [:]]) else {
            Issue.record("no response")
            return
        }
    }

    @Test(
        arguments: [
            ["id": 1, "method": "ping"], ["jsonrpc": "1.0", "id": 1, "method": "ping"], ["jsonrpc": "2.0", "id": 1],
            ["jsonrpc": "2.0", "id": 1, "method": 7], ["jsonrpc": "2.0", "id": 1, "method": "x", "params": []],
            ["jsonrpc": "2.0", "id": 1, "result": [:], "error": [:]],
        ] as [JSONValue])
    func `what is no message is refused with its id`(json: JSONValue) {
        #expect(fault(json)?.error.code == .invalidRequest)
        #expect(fault(json)?.id == .number(1))
    }

    @Test(arguments: [nil, 1.5, true, [:], .number(1e300)] as [JSONValue?])
    func `an id is a string or a whole number`(id: JSONValue?) {
        #expect(RPCID(id) == nil)
        guard let id else { return }
        #expect(fault(["jsonrpc": "2.0", "id": id, "method": "x"])?.error.code == .invalidRequest)
    }

    @Test func `a null id is none`() {
        #expect(fault(["jsonrpc": "2.0", "id": .null, "method": "x"])?.id == nil)
    }

    @Test func `ids come back as they were`() {
        #expect(
            JSONText.bytes(RPCAnswer(id: .number(7), outcome: .success([:])).json)
                == Array(#"{"id":7,"jsonrpc":"2.0","result":{}}"#.utf8))
        #expect(
            JSONText.bytes(RPCAnswer(id: nil, outcome: .failure(RPCError(.parseError, "x"))).json)
                == Array(#"{"error":{"code":-32700,"message":"x"},"id":null,"jsonrpc":"2.0"}"#.utf8))
    }
}
