import HTTPTypes
import NIOHPACK
import Testing

@testable import EmulatorServer

struct RequestHeadTests {
    private let fields: HPACKHeaders = [
        ":method": "POST", ":scheme": "https", ":authority": "localhost:8443", ":path": "/a?b=c",
        "content-type": "application/grpc", "authorization": "Bearer stale", "x-other": "thing",
        "authorization": "Bearer fresh",
    ]

    @Test func `both protocols say the same`() throws {
        let second = try #require(RequestHead(fields))
        let first = RequestHead(second.request)
        for head in [first, second] {
            #expect(head.method == "POST")
            #expect(head.path == "/a?b=c")
            #expect(head.authority == "localhost:8443")
            #expect(head.contentType == "application/grpc")
            #expect(head.authorizations == ["Bearer stale", "Bearer fresh"])
            #expect(head[HTTPField.Name("x-other")!] == "thing")  // A literal that is a valid name.
            #expect(head[.grpcTimeout] == nil)
        }
        #expect(second.request.scheme == "https")
    }

    @Test(arguments: [nil, "", "PO ST", "GET\u{e9}"]) func `a method has to be one`(method: String?) {
        var fields: HPACKHeaders = [":path": "/"]
        if let method { fields.add(name: ":method", value: method) }
        #expect(RequestHead(fields) == nil)
    }

    @Test func `any method that HTTP allows will do`() {
        #expect(RequestHead([":method": "PURGE", ":path": "/"])?.method == "PURGE")
    }
}
