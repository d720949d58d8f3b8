import Testing

@testable import EmulatorServer

struct RequestTargetTests {
    @Test func `collapses leading slashes and keeps escapes in the path`() {
        #expect(RequestTarget("//oauth/token").path == "/oauth/token")
        #expect(RequestTarget("/a%2Fb/%3Ac").path == "/a%2Fb/%3Ac")
        #expect(RequestTarget("").path == "/")
    }

    @Test func `decodes the query in order`() {
        let query = RequestTarget("/x?a=1&a=2&b+c=d%20e&flag&bad=%zz&p=%2B&half=%4").query
        #expect(query.map(\.0) == ["a", "a", "b c", "flag", "bad", "p", "half"])
        #expect(query.map(\.1) == ["1", "2", "d e", "", "%zz", "+", "%4"])
    }

    @Test func `takes only the first question mark as the separator`() {
        #expect(RequestTarget("/x?a=b?c").query.map(\.1) == ["b?c"])
    }
}
