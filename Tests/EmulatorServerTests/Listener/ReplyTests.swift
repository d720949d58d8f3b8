import HTTPTypes
import NIOHPACK
import Testing

@testable import EmulatorServer

struct ReplyTests {
    @Test func `a head keeps its status and fields in either form`() {
        let response = HTTPResponse(status: .created, headerFields: [.contentType: "application/json", .allow: "GET"])
        let packed = Reply.Head.response(response).packed
        #expect(packed.map(\.name) == [":status", "content-type", "allow"])
        #expect(packed.first(name: ":status") == "201")
        #expect(Reply.Head.packed(packed).response == response)
    }

    @Test func `what differs in every answer stays out of the client's table`() {
        let response = HTTPResponse(
            status: .ok, headerFields: [.contentType: "application/json", .contentLength: "7", .requestID: "req_1"])
        let remembered = Reply.Head.response(response).packed.filter { $0.indexable == .indexable }
        #expect(remembered.map(\.name) == [":status", "content-type"])
    }
}
