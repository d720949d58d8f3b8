import EmulatorCore
import Testing

@testable import EmulatorServer

struct RequestTargetTests {
    @Test func `collapses leading slashes and keeps escapes in the path`() {
        #expect(RequestTarget("//oauth/token").path == "/oauth/token")
        #expect(RequestTarget("/a%2Fb/%3Ac").path == "/a%2Fb/%3Ac")
        #expect(RequestTarget("").path == "/")
    }

    @Test func `decodes the query in order`() throws {
        let query = try RequestTarget("/x?a=1&a=2&b+c=d%20e&flag&bad=%zz&p=%2B&half=%4").query
        #expect(query.map(\.0) == ["a", "a", "b c", "flag", "bad", "p", "half"])
        #expect(query.map(\.1) == ["1", "2", "d e", "", "%zz", "+", "%4"])
    }

    @Test func `takes only the first question mark as the separator`() throws {
        #expect(try RequestTarget("/x?a=b?c").query.map(\.1) == ["b?c"])
    }

    @Test func `refuses what is not UTF-8`() {
        #expect(throws: EmulatorError.self) { try RequestTarget("/x?a=%FF").query }
    }
}
