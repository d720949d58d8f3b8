import Testing

@testable import EmulatorCore

struct CalendarFreeBusyTests {
    private func busy(
        _ testbed: CalendarTestbed, _ ids: [String] = ["primary"], from: String = "2027-02-01T00:00:00Z",
        to: String = "2027-02-03T00:00:00Z", zone: String? = nil
    ) throws -> JSONValue {
        try testbed.json(
            "POST", "freeBusy",
            body: .present([
                "timeMin": .string(from), "timeMax": .string(to), "timeZone": zone.map(JSONValue.string),
                "items": .array(ids.map { ["id": .string($0)] }),
            ]))
    }

    @Test func `spans that touch are one, free and declined time is none`() throws {
        let testbed = try CalendarTestbed.empty()
        try testbed.event(.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00"))
        try testbed.event(.berlin("2027-02-01T10:30:00", "2027-02-01T11:30:00", ["status": "tentative"]))
        try testbed.event(.berlin("2027-02-01T11:30:00", "2027-02-01T12:00:00"))
        try testbed.event(.berlin("2027-02-01T15:00:00", "2027-02-01T16:00:00", ["transparency": "transparent"]))
        let declined: JSONValue = ["email": "ada@northwind.example", "responseStatus": "declined"]
        try testbed.event(.berlin("2027-02-01T17:00:00", "2027-02-01T18:00:00", ["attendees": [declined]]))
        let gone = try testbed.event(.berlin("2027-02-01T19:00:00", "2027-02-01T20:00:00"))
        try testbed.proxy("DELETE", "\(CalendarTestbed.events)/\(gone["id"]?.string ?? "")").expect(204)
        try testbed.event(.berlin("2027-02-02T23:30:00", "2027-02-03T08:00:00"))
        let answer = try busy(testbed)
        #expect(answer["kind"] == "calendar#freeBusy")
        #expect(answer["timeMin"] == "2027-02-01T00:00:00.000Z")
        #expect(
            answer[path: "calendars.primary.busy"] == [
                ["start": "2027-02-01T09:00:00Z", "end": "2027-02-01T11:00:00Z"],
                ["start": "2027-02-02T22:30:00Z", "end": "2027-02-03T00:00:00Z"],
            ])
        let shown = try busy(testbed, zone: "America/New_York")
        #expect(shown[path: "calendars.primary.busy.0.start"] == "2027-02-01T04:00:00-05:00")
    }

    @Test func `whole days and instances count by the calendar's zone`() throws {
        let testbed = try CalendarTestbed.empty(zone: "Asia/Tokyo")
        try testbed.event(.days("2027-02-02", "2027-02-03"))
        #expect(
            try busy(testbed)[path: "calendars.primary.busy"] == [
                ["start": "2027-02-01T15:00:00Z", "end": "2027-02-02T15:00:00Z"]
            ])
        try testbed.event(
            .berlin("2026-02-01T20:00:00", "2026-02-01T21:00:00", ["recurrence": ["RRULE:FREQ=DAILY"], "id": "dailo1"]))
        try testbed.json(
            "PATCH", "\(CalendarTestbed.events)/dailo1_20270201T190000Z", body: ["transparency": "transparent"])
        #expect(try busy(testbed)[path: "calendars.primary.busy"]?.array?.count == 2)
    }

    @Test func `colleagues show when, strangers are not found`() throws {
        let testbed = try CalendarTestbed()
        let answer = try busy(
            testbed, ["maya.chen@northwind.example", "x@y.example"], from: "2027-01-16T00:00:00+01:00",
            to: "2027-01-17T00:00:00+01:00", zone: "Europe/Berlin")
        let calendars = try #require(answer["calendars"])
        #expect(
            calendars["maya.chen@northwind.example"]?["busy"] == [
                ["start": "2027-01-16T09:00:00+01:00", "end": "2027-01-16T11:00:00+01:00"],
                ["start": "2027-01-16T14:00:00+01:00", "end": "2027-01-16T14:45:00+01:00"],
            ])
        #expect(calendars["x@y.example"]?["errors"] == [["domain": "global", "reason": "notFound"]])
    }

    @Test func `too many calendars and empty spans are refused`() throws {
        let testbed = try CalendarTestbed.empty()
        let many = try busy(testbed, (0...50).map { "c\($0)@x.example" })
        #expect(many["calendars"]?["c1@x.example"]?["errors"]?.array?.first?["reason"] == "tooManyCalendarsRequested")
        #expect(try busy(testbed, from: "2027-02-03T00:00:00Z").refusal == "400 timeRangeEmpty")
        #expect(try busy(testbed, from: "2027-02-01").refusal == "400 badRequest")
        #expect(try testbed.json("POST", "freeBusy", body: [:]).refusal == "400 required")
    }
}
