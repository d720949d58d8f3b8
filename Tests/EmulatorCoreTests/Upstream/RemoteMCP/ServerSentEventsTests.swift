import Testing

@testable import EmulatorCore

/// Streams of events, cut anywhere.
struct ServerSentEventsTests {
    private func events(_ text: String, piece: Int) -> [String] {
        var parser = ServerSentEvents()
        var rest = Array(text.utf8)[...]
        var found: [String] = []
        while !rest.isEmpty {
            found += parser.take(Array(rest.prefix(piece))).map { String(decoding: $0, as: UTF8.self) }
            rest = rest.dropFirst(piece)
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func `the data of each event, however the bytes come`(_ piece: Int) {
        let text = "event: message\ndata: {\"a\":1}\n\n: a comment\nid: 7\ndata:two\ndata: lines\n\n"
        #expect(events(text, piece: piece) == ["{\"a\":1}", "two\nlines"])
        #expect(events(text.replacing("\n", with: "\r\n"), piece: piece) == ["{\"a\":1}", "two\nlines"])
        #expect(events(text.replacing("\n", with: "\r"), piece: piece) == ["{\"a\":1}", "two\nlines"])
    }

    @Test func `an event without data is none, and an unfinished one waits`() {
        var parser = ServerSentEvents()
        #expect(parser.take(Array("event: ping\n\ndata: half".utf8)).isEmpty)
        #expect(parser.held == 10)
        #expect(parser.take(Array("\n\n".utf8)) == [Array("half".utf8)])
        #expect(parser.held == 0)
    }
}
