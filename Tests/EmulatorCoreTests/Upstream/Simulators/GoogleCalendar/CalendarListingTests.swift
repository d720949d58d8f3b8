import Testing

@testable import EmulatorCore

struct CalendarListingTests {
    let testbed: CalendarTestbed

    init() throws {
        testbed = try .empty()
        for day in 1...7 {
            try testbed.event(
                .berlin(
                    "2027-02-0\(8 - day)T10:00:00", "2027-02-0\(8 - day)T11:00:00",
                    ["summary": .string("Day \(8 - day)"), "id": .string("event\(day)")]))
            try testbed.advance(60)
        }
    }

    private func pages(_ query: [(String, String)]) throws -> [[String]] {
        var pages: [[String]] = []
        var token: String?
        repeat {
            let next = token.map { [("pageToken", $0)] } ?? []
            let page = try testbed.json("GET", CalendarTestbed.events, query: query + [("maxResults", "3")] + next)
            pages.append((page["items"]?.array ?? []).map(\.summary))
            token = page["nextPageToken"]?.string
            #expect((page["nextSyncToken"] == nil) == (token != nil || query.contains { $0.0 == "orderBy" }))
        } while token != nil
        return pages
    }

    @Test func `pages show everything once, in the order that is asked for`() throws {
        #expect(try pages([]) == [["Day 7", "Day 6", "Day 5"], ["Day 4", "Day 3", "Day 2"], ["Day 1"]])
        #expect(
            try pages([("singleEvents", "true"), ("orderBy", "startTime")])
                == [["Day 1", "Day 2", "Day 3"], ["Day 4", "Day 5", "Day 6"], ["Day 7"]])
        try testbed.json("PATCH", "\(CalendarTestbed.events)/event1", body: ["location": "x"])
        #expect(try pages([("orderBy", "updated")]).last == ["Day 7"])
    }

    @Test func `the head tells about the calendar`() throws {
        let list = try testbed.json(
            "GET", CalendarTestbed.events, query: [("timeZone", "Asia/Tokyo"), ("maxResults", "1")])
        #expect(list["kind"] == "calendar#events")
        #expect(list["summary"] == "ada@northwind.example")
        #expect(list["timeZone"] == "Asia/Tokyo")
        #expect(list["accessRole"] == "owner")
        #expect(list["defaultReminders"] == [])
        #expect(list[path: "items.0.start.dateTime"] == "2027-02-07T18:00:00+09:00")
    }

    private static let wrong: [([(String, String)], String)] = [
        ([("orderBy", "startTime")], "400 badRequest"), ([("orderBy", "name")], "400 invalidParameter"),
        ([("timeMin", "2027-02-01")], "400 badRequest"), ([("timeMin", "2027-02-01T00:00:00")], "400 badRequest"),
        ([("timeMin", "2027-02-02T00:00:00Z"), ("timeMax", "2027-02-01T00:00:00Z")], "400 timeRangeEmpty"),
        ([("maxResults", "0")], "400 invalidParameter"), ([("maxResults", "many")], "400 invalidParameter"),
        ([("pageToken", "x")], "400 invalid"), ([("syncToken", "x")], "400 invalid"),
        ([("timeZone", "Mars/Base")], "400 invalidParameter"), ([("eventTypes", "party")], "400 invalidParameter"),
        ([("privateExtendedProperty", "a")], "400 invalidParameter"),
        ([("updatedMin", "2026-01-01T00:00:00Z")], "410 updatedMinTooLongAgo"),
    ]

    @Test(arguments: wrong) func `wrong questions are refused`(_ query: [(String, String)], _ refusal: String) throws {
        #expect(try testbed.json("GET", CalendarTestbed.events, query: query).refusal == refusal)
    }

    @Test func `a sync token brings what changed since, deleted events too`() throws {
        let token = try #require(testbed.json("GET", CalendarTestbed.events)["nextSyncToken"]?.string)
        let same = try testbed.json("GET", CalendarTestbed.events, query: [("syncToken", token)])
        #expect(same["items"] == [])
        try testbed.json("PATCH", "\(CalendarTestbed.events)/event2", body: ["summary": "Changed"])
        try testbed.proxy("DELETE", "\(CalendarTestbed.events)/event3").expect(204)
        try testbed.event(.days("2027-03-01", "2027-03-02"))
        let changed = try testbed.json("GET", CalendarTestbed.events, query: [("syncToken", token)])
        #expect((changed["items"]?.array ?? []).map { $0["status"] } == ["confirmed", "cancelled", "confirmed"])
        #expect((changed["items"]?.array ?? []).map(\.summary) == ["Changed", "Day 5", "Days"])
        let next = try #require(changed["nextSyncToken"]?.string)
        #expect(try testbed.items([("syncToken", next)]).isEmpty)
        let mixed = try testbed.json("GET", CalendarTestbed.events, query: [("syncToken", token), ("q", "x")])
        #expect(mixed.refusal == "400 invalidParameter")
        try testbed.advance(31 * 86_400)
        let late = try testbed.proxy("GET", CalendarTestbed.events, query: [("syncToken", next)])
        #expect(late.status == 410)
        #expect(late.json.refusal == "410 fullSyncRequired")
    }

    /// Numbers that would be too large to count with.
    @Test(arguments: [
        ["sync", "1", "\(Int64.min)", "", "", ""], ["sync", "1", "1800000000000", "\(Int64.min)", "", ""],
        ["sync", "1", "1800000000000", "", "\(Int64.max)", ""], ["sync", "1", "1800000000000"],
        ["page", "1", "1", "x"],
    ])
    func `tokens that somebody made up are refused`(_ parts: [String]) throws {
        let token = CalendarTokens.encoded(parts[0], Array(parts.dropFirst()))
        let answer = try testbed.json("GET", CalendarTestbed.events, query: [("syncToken", token)])
        #expect(answer.refusal == "400 invalid")
    }

    @Test func `a change during the pages is in the next sync`() throws {
        let first = try testbed.json("GET", CalendarTestbed.events, query: [("maxResults", "5")])
        try testbed.json("PATCH", "\(CalendarTestbed.events)/event1", body: ["summary": "Changed"])
        let page = try #require(first["nextPageToken"]?.string)
        let last = try testbed.json(
            "GET", CalendarTestbed.events, query: [("maxResults", "5"), ("pageToken", page)])
        let token = try #require(last["nextSyncToken"]?.string)
        #expect(try testbed.items([("syncToken", token)]).map(\.summary) == ["Changed"])
    }

    @Test func `a sync repeats the window and the split of the first list`() throws {
        try testbed.event(
            .berlin(
                "2027-04-01T10:00:00", "2027-04-01T11:00:00", ["recurrence": ["RRULE:FREQ=DAILY"], "id": "dailo1"]))
        let query = [
            ("singleEvents", "true"), ("timeMin", "2027-04-01T00:00:00Z"), ("timeMax", "2027-04-04T00:00:00Z"),
        ]
        let token = try #require(testbed.json("GET", CalendarTestbed.events, query: query)["nextSyncToken"]?.string)
        try testbed.json("PATCH", "\(CalendarTestbed.events)/dailo1", body: ["summary": "Changed"])
        #expect(
            try testbed.items([("syncToken", token)]).map(\.starts) == [
                "2027-04-01T10:00:00+02:00", "2027-04-02T10:00:00+02:00", "2027-04-03T10:00:00+02:00",
            ])
    }

    @Test func `searches look at words, people, types and properties`() throws {
        try testbed.event(
            .berlin(
                "2027-03-01T10:00:00", "2027-03-01T11:00:00",
                [
                    "summary": "Übergabe", "description": "harbour launch", "attendees": [["email": "tom@x.example"]],
                    "extendedProperties": ["private": ["ticket": "42"]], "eventType": "focusTime",
                ]))
        for query in ["ubergabe", "launch HARB", "tom@x.example", "ada northwind launch"] {
            #expect(try testbed.items([("q", query)]).map(\.summary) == ["Übergabe"], "\(query)")
        }
        #expect(try testbed.items([("q", "arbour")]).isEmpty)
        #expect(try testbed.items([("q", "launch"), ("timeMax", "2027-02-01T00:00:00Z")]).isEmpty)
        #expect(try testbed.items([("privateExtendedProperty", "ticket=42")]).count == 1)
        #expect(try testbed.items([("privateExtendedProperty", "ticket=43")]).isEmpty)
        #expect(try testbed.items([("eventTypes", "focusTime")]).count == 1)
        #expect(try testbed.items([("eventTypes", "default"), ("eventTypes", "focusTime")]).count == 8)
    }

    @Test func `changes since a moment include what was deleted`() throws {
        let before = try testbed.items().count
        try testbed.proxy("DELETE", "\(CalendarTestbed.events)/event1").expect(204)
        let since = [("updatedMin", "2027-01-15T08:06:30Z")]
        #expect(try testbed.items(since).map { $0["id"] } == ["event1"])
        #expect(try testbed.items().count == before - 1)
    }

    @Test func `many guests can be left out`() throws {
        let guests = (1...4).map { JSONValue.object(["email": .string("g\($0)@x.example")]) }
        let event = try testbed.event(
            .days("2027-03-01", "2027-03-02", ["attendees": .array(guests + [["email": "ada@northwind.example"]])]),
            [("maxAttendees", "2")])
        #expect(event["attendeesOmitted"] == true)
        #expect(event["attendees"]?.array?.map { $0["email"] } == ["ada@northwind.example"])
    }
}
