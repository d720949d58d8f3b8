import Testing

@testable import EmulatorCore

@Suite struct SlackSearchTests {
    let slack: SlackCaller

    init() throws { slack = try SlackCaller() }

    private func found(_ query: String, _ more: [String: JSONValue] = [:]) throws -> [String] {
        let arguments = ["query": JSONValue.string(query), "sort": "timestamp"].merging(more) { $1 }
        let answer = try slack.call("search.messages", .object(arguments))
        return try #require(answer["messages"]?["matches"]?.array).compactMap { $0["text"]?.string }
    }

    // The clock stands at 15 January 2027, 08:00 UTC.
    @Test(arguments: [
        ("vault", ["The vault migration", "I can take the vault", "I looked at saved cards"]),
        ("VAULT from:@tomas", ["The vault migration", "I can take the vault"]),
        ("vault -migration from:tomas", ["I can take the vault"]),
        ("\"saved cards\" in:#product from:me", ["Ticket is BL-482", "I looked at saved cards"]),
        ("deploy in:incidents from:deploybot", ["Deployed checkout 2026.42", "Deployed checkout 2026.41"]),
        ("has:pin", ["Mock-ups", "Welcome to the new quarter"]),
        ("has::yum:", ["Best jollof"]),
        ("has:link in:general", ["Welcome to the new quarter"]),
        ("has:file", ["Mock-ups"]),
        ("in:@priya from:priya", ["Can you send me", "Do you have time"]),
        ("to:me from:tomas", ["The vault migration"]),
        ("after:2027-01-12 in:product", ["<@U06F2K7M4DX> can you demo", "The empty states"]),
        ("before:2027-01-03 in:general", ["Welcome to the new quarter"]),
        ("on:2027-01-04 in:general", ["We signed"]),
        ("during:2027 is:thread in:product from:priya", ["Yes, for the next sprint"]),
        ("from:nobody", []), ("in:#nowhere", []), ("xyzzy", []),
    ])
    func `words, phrases and modifiers narrow a search`(query: String, beginnings: [String]) throws {
        let texts = try found(query)
        #expect(texts.count == beginnings.count, "\(texts)")
        #expect(zip(texts, beginnings).allSatisfy { $0.hasPrefix($1) }, "\(texts)")
    }

    @Test func `today and yesterday are days of the environment's clock`() throws {
        _ = try slack.post("standup notes")
        #expect(try found("standup on:today") == ["standup notes"])
        try slack.world.clock.advance(by: 86_400)
        #expect(try found("standup on:today") == [])
        #expect(try found("standup on:yesterday") == ["standup notes"])
    }

    @Test func `matches come in pages and in the order that was asked for`() throws {
        for number in 1...5 { _ = try slack.post("figure \(number)") }
        let newest = try found("figure", ["count": 2])
        #expect(newest == ["figure 5", "figure 4"])
        #expect(try found("figure", ["count": 2, "page": 3]) == ["figure 1"])
        #expect(try found("figure", ["count": 2, "sort_dir": "asc"]) == ["figure 1", "figure 2"])
        let answer = try slack.call("search.messages", ["query": "figure", "count": 2])
        #expect(answer["messages"]?["paging"] == ["count": 2, "total": 5, "page": 1, "pages": 3])
        #expect(answer["messages"]?["pagination"]?["last"] == 2)
    }

    @Test func `the best match comes first when nothing is said`() throws {
        _ = try slack.post("budget budget budget")
        _ = try slack.post("budget")
        let answer = try slack.call("search.messages", ["query": "budget"])
        #expect(answer["messages"]?[path: "matches.0.text"] == "budget budget budget")
    }

    @Test func `highlighting puts marks around the words`() throws {
        _ = try slack.post("The Budget is out")
        #expect(try found("budget", ["highlight": true]) == ["The \u{E000}Budget\u{E001} is out"])
    }

    @Test func `files are found by name, person, place and kind`() throws {
        func files(_ query: String) throws -> [JSONValue] {
            let answer = try slack.call("search.files", ["query": .string(query)])
            return try #require(answer["files"]?["matches"]?.array).compactMap { $0["id"] }
        }
        #expect(try files("redesign from:lena in:#product type:pdfs") == [.string(SlackCaller.file)])
        #expect(try files("redesign from:priya") == [])
        let all = try slack.call("search.all", ["query": "checkout"])
        #expect(all["files"]?["total"] == 1)
        #expect(all["messages"]?["total"] != 0)
    }

    @Test func `a search needs a query`() throws {
        #expect(try slack.error("search.messages") == "no_query")
    }
}
