import Testing

@testable import EmulatorCore

/// Events that repeat, as callers see them.
struct CalendarRecurrenceTests {
    let testbed: CalendarTestbed

    init() throws { testbed = try .empty() }

    private func series(_ lines: [JSONValue], from start: String = "2027-02-01") throws -> String {
        let event = try testbed.event(
            .berlin("\(start)T10:00:00", "\(start)T10:30:00", ["recurrence": .array(lines), "id": "seriesone"]))
        return try #require(event["id"]?.string)
    }

    private func instances(_ query: [(String, String)] = []) throws -> [JSONValue] {
        try testbed.items(query, path: "\(CalendarTestbed.events)/seriesone/instances")
    }

    @Test func `instances have ids that say when they are`() throws {
        _ = try series(["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5"])
        let all = try instances()
        #expect(
            all.map { $0["id"]?.string?.split(separator: "_").last } == [
                "20270201T090000Z", "20270203T090000Z", "20270208T090000Z", "20270210T090000Z", "20270215T090000Z",
            ])
        let first = try #require(all.first)
        #expect(first["recurringEventId"] == "seriesone")
        #expect(first["originalStartTime"] == first["start"])
        #expect(first["recurrence"] == nil)
        #expect(first["iCalUID"] == "seriesone@google.com")
        #expect(try testbed.json("GET", "\(CalendarTestbed.events)/seriesone_20270203T090000Z") == all[1])
        let wrong = try testbed.proxy("GET", "\(CalendarTestbed.events)/seriesone_20270204T090000Z")
        #expect(wrong.status == 404)
    }

    @Test func `whole days have shorter ids`() throws {
        try testbed.event(
            .days(
                "2027-02-01", "2027-02-03", ["id": "seriesone", "recurrence": ["RRULE:FREQ=DAILY;INTERVAL=7;COUNT=2"]]))
        #expect(try instances().map { $0["id"] } == ["seriesone_20270201", "seriesone_20270208"])
        #expect(try instances()[1]["end"] == ["date": "2027-02-10"])
    }

    @Test func `the time of day stays when the clocks change`() throws {
        _ = try series(["RRULE:FREQ=WEEKLY;COUNT=3"], from: "2027-03-22")
        #expect(
            try instances().map(\.starts) == [
                "2027-03-22T10:00:00+01:00", "2027-03-29T10:00:00+02:00", "2027-04-05T10:00:00+02:00",
            ])
        let shown = try instances([("timeZone", "America/New_York")])
        #expect(
            shown.map(\.starts) == [
                "2027-03-22T05:00:00-04:00", "2027-03-29T04:00:00-04:00", "2027-04-05T04:00:00-04:00",
            ])
        #expect(shown[0][path: "start.timeZone"] == "Europe/Berlin")
    }

    @Test func `lists show the series, or its instances`() throws {
        _ = try series(["RRULE:FREQ=DAILY;COUNT=10"])
        #expect(try testbed.items().map { $0["recurrence"] } == [["RRULE:FREQ=DAILY;COUNT=10"]])
        let window = [("timeMin", "2027-02-03T09:30:00Z"), ("timeMax", "2027-02-05T09:00:01Z")]
        #expect(try testbed.items(window).count == 1)
        let single = try testbed.items(window + [("singleEvents", "true"), ("orderBy", "startTime")])
        #expect(single.map(\.starts) == ["2027-02-04T10:00:00+01:00", "2027-02-05T10:00:00+01:00"])
        #expect(try testbed.items([("timeMin", "2027-02-11T00:00:00Z")]).isEmpty)
    }

    @Test func `a rule without an end is followed two years`() throws {
        _ = try series(["RRULE:FREQ=MONTHLY"])
        #expect(try testbed.items([("singleEvents", "true")]).count == 25)
        let far = [("singleEvents", "true"), ("timeMin", "2035-01-01T00:00:00Z"), ("timeMax", "2035-03-01T00:00:00Z")]
        #expect(try testbed.items(far).map(\.starts) == ["2035-01-01T10:00:00+01:00", "2035-02-01T10:00:00+01:00"])
    }

    @Test func `an instance is changed on its own`() throws {
        _ = try series(["RRULE:FREQ=DAILY;COUNT=3"])
        let path = "\(CalendarTestbed.events)/seriesone_20270202T090000Z"
        let changed = try testbed.json(
            "PATCH", path,
            body: ["start": ["dateTime": "2027-02-04T15:00:00"], "end": ["dateTime": "2027-02-04T16:00:00"]])
        #expect(changed["id"] == "seriesone_20270202T090000Z")
        #expect(changed[path: "originalStartTime.dateTime"] == "2027-02-02T10:00:00+01:00")
        #expect(
            try instances().map(\.starts) == [
                "2027-02-01T10:00:00+01:00", "2027-02-03T10:00:00+01:00", "2027-02-04T15:00:00+01:00",
            ])
        #expect(try instances([("timeMax", "2027-02-03T00:00:00Z")]).count == 1)
        #expect(
            try instances([("originalStart", "2027-02-02T10:00:00+01:00")]).map(\.starts) == [
                "2027-02-04T15:00:00+01:00"
            ])
        // A list of series has the exception beside its series.
        #expect(try testbed.items().map { $0["recurringEventId"] } == [nil, "seriesone"])
        #expect(try testbed.json("PATCH", path, body: ["recurrence": ["RRULE:FREQ=DAILY"]]).refusal == "400 invalid")
        let other = try testbed.json("PATCH", "\(CalendarTestbed.events)/seriesone", body: ["summary": "Renamed"])
        #expect(other.summary == "Renamed")
        #expect(try instances().map(\.summary) == ["Renamed", "Renamed", "Test"])
    }

    @Test func `an instance is taken out on its own`() throws {
        _ = try series(["RRULE:FREQ=DAILY;COUNT=3"])
        let path = "\(CalendarTestbed.events)/seriesone_20270202T090000Z"
        try testbed.proxy("DELETE", path).expect(204)
        try testbed.proxy("DELETE", path).expect(410)
        #expect(try instances().count == 2)
        #expect(try instances([("showDeleted", "true")]).count == 3)
        let listed = try testbed.items()
        #expect(listed.count == 2)
        #expect(
            Set(try #require(listed[1].object).keys) == [
                "kind", "etag", "id", "status", "recurringEventId", "originalStartTime",
            ])
        #expect(try testbed.items([("singleEvents", "true")]).count == 2)
        #expect(try testbed.items([("singleEvents", "true"), ("showDeleted", "true")]).count == 3)
    }

    @Test func `new rules drop the exceptions that have no place in them`() throws {
        _ = try series(["RRULE:FREQ=DAILY;COUNT=5"])
        let events = CalendarTestbed.events
        try testbed.json("PATCH", "\(events)/seriesone_20270202T090000Z", body: ["summary": "Second"])
        try testbed.json("PATCH", "\(events)/seriesone_20270203T090000Z", body: ["summary": "Third"])
        try testbed.json("PATCH", "\(events)/seriesone", body: ["recurrence": ["RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"]])
        #expect(try instances().map(\.summary) == ["Test", "Third", "Test"])
        #expect(try testbed.proxy("GET", "\(events)/seriesone_20270202T090000Z").status == 404)
    }

    @Test func `a deleted series takes its instances along`() throws {
        _ = try series(["RRULE:FREQ=DAILY;COUNT=3"])
        let events = CalendarTestbed.events
        try testbed.json("PATCH", "\(events)/seriesone_20270202T090000Z", body: ["summary": "Second"])
        try testbed.proxy("DELETE", "\(events)/seriesone").expect(204)
        #expect(try testbed.items().isEmpty)
        #expect(try testbed.items([("singleEvents", "true")]).isEmpty)
        let gone = try testbed.items([("singleEvents", "true"), ("showDeleted", "true")])
        #expect(gone.count == 3 && gone.allSatisfy { $0["status"] == "cancelled" })
        #expect(try testbed.json("GET", "\(events)/seriesone_20270203T090000Z")["status"] == "cancelled")
        try testbed.proxy("DELETE", "\(events)/seriesone_20270202T090000Z").expect(410)
        try testbed.json("PATCH", "\(events)/seriesone", body: ["status": "confirmed"])
        #expect(try instances().map(\.summary) == ["Test", "Second", "Test"])
    }

    @Test func `dates come and go on their own`() throws {
        _ = try series([
            "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20270202T100000", "EXDATE:20270203T090000Z",
            "RDATE;TZID=Europe/Berlin:20270210T140000",
        ])
        #expect(
            try instances().map(\.starts) == [
                "2027-02-01T10:00:00+01:00", "2027-02-04T10:00:00+01:00", "2027-02-10T14:00:00+01:00",
            ])
    }
}
