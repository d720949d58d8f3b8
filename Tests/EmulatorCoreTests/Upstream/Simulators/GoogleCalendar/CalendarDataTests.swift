import Testing

@testable import EmulatorCore

struct CalendarDataTests {
    @Test func `a seed's events are the calendar`() throws {
        let testbed = try CalendarTestbed(data: [
            "display_name": "Ada Lovelace", "time_zone": "Europe/London",
            "calendars": [
                [
                    "primary": true, "summary": "Ada",
                    "events": [
                        ["summary": "Engine", "start": "+1d 14:00", "duration": "90m"],
                        ["summary": "Holiday", "start": "mon+1w", "end": "wed+1w"],
                        [
                            "summary": "Talk", "start": "mon-1w 10:00", "id": "talk1", "meet": true,
                            "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=4"],
                            "changes": [["on": "mon", "cancelled": true], ["on": "mon+1w", "start": "tue+1w 09:00"]],
                        ],
                    ],
                ]
            ],
        ])
        let items = try testbed.items([("singleEvents", "true"), ("orderBy", "startTime")])
        #expect(
            items.map { "\($0.summary) \($0.starts)" } == [
                "Talk 2027-01-04T10:00:00Z", "Engine 2027-01-16T14:00:00Z", "Holiday 2027-01-18",
                "Talk 2027-01-19T09:00:00Z", "Talk 2027-01-25T10:00:00Z",
            ])
        #expect(items[1]["creator"] == ["email": "ada@northwind.example", "displayName": "Ada Lovelace", "self": true])
        #expect(items[1][path: "end.dateTime"] == "2027-01-16T15:30:00Z")
        #expect(items[2]["end"] == ["date": "2027-01-20"])
        #expect(items[0]["hangoutLink"] != nil)
        #expect(try testbed.json("GET", "calendars/primary")["summary"] == "Ada")
    }

    @Test func `everybody has a calendar`() throws {
        let testbed = try CalendarTestbed(data: [:])
        #expect(try testbed.json("GET", "calendars/primary")["timeZone"] == "UTC")
        #expect(try testbed.items().isEmpty)
    }

    private static func event(_ event: JSONValue) -> JSONValue {
        ["calendars": [["primary": true, "events": [event]]]]
    }

    private static let mistakes: [(String, JSONValue)] = [
        ("googlecalendar.calenders", ["calenders": []]),
        ("googlecalendar.time_zone", ["time_zone": "Mars/Base"]),
        ("googlecalendar.settings.color", ["settings": ["color": "red"]]),
        ("googlecalendar.calendars[0].role", ["calendars": [["id": "x", "owner": "a@b.example", "role": "king"]]]),
        ("googlecalendar.calendars[0]", ["calendars": [["id": "x", "color": "99"]]]),
        ("googlecalendar.calendars[1].id", ["calendars": [["id": "x"], ["id": "x"]]]),
        ("googlecalendar.calendars[0].shared_with[0]", ["calendars": [["shared_with": [["role": "reader"]]]]]),
        ("googlecalendar.calendars[0].events[0]", event(["summary": "x"])),
        ("googlecalendar.calendars[0].events[0].start", event(["start": "someday"])),
        ("googlecalendar.calendars[0].events[0].duration", event(["start": "today 10:00", "duration": "long"])),
        ("googlecalendar.calendars[0].events[0].end", event(["start": "today", "end": "+1d", "duration": "1d"])),
        ("googlecalendar.calendars[0].events[0]", event(["start": "+1d", "end": "-1d"])),
        ("googlecalendar.calendars[0].events[0]", event(["start": "today 10:00", "recurrence": ["RRULE:FREQ=NEVER"]])),
        ("googlecalendar.calendars[0].events[0].attendees[0]", event(["start": "today", "attendees": ["bob"]])),
        (
            "googlecalendar.calendars[0].events[0].changes[0].on",
            event([
                "start": "mon 10:00", "recurrence": ["RRULE:FREQ=WEEKLY"],
                "changes": [["on": "tue", "cancelled": true]],
            ])
        ),
        ("googlecalendar", []),
    ]

    @Test(arguments: mistakes)
    func `mistakes in a seed's data are named`(_ path: String, _ data: JSONValue) throws {
        let testbed = try CalendarTestbed(data: data)
        let error = #expect(throws: EmulatorError.self) { try testbed.tool("get_colors") }
        #expect(error?.code == .invalidArgument)
        #expect(error?.violations.first?.field == path)
    }

    @Test func `the calendar that everybody starts with is about now`() throws {
        let testbed = try CalendarTestbed()
        let week = try testbed.items([
            ("singleEvents", "true"), ("orderBy", "startTime"), ("timeMin", "2027-01-15T08:00:00Z"),
            ("timeMax", "2027-01-18T23:00:00Z"),
        ])
        #expect(
            week.map(\.summary) == [
                "Product stand-up", "Climbing with Lena", "Supplier review", "Photo shoot briefing", "Product stand-up",
            ])
        #expect(week.allSatisfy { $0["status"] == "confirmed" })
    }
}
