import Testing

@testable import EmulatorCore

struct CalendarEventTests {
    let testbed: CalendarTestbed

    init() throws { testbed = try .empty() }

    private func path(_ event: JSONValue) -> String { "\(CalendarTestbed.events)/\(event["id"]?.string ?? "")" }

    @Test func `a new event has everything that Google's have`() throws {
        let event = try testbed.event(
            .berlin(
                "2027-02-01T10:00:00", "2027-02-01T11:00:00",
                ["attendees": [["email": "bob@x.example"], ["email": "ADA@northwind.example"]], "location": "Room 1"]))
        #expect(event["kind"] == "calendar#event")
        #expect(event["status"] == "confirmed")
        #expect(event["start"] == ["dateTime": "2027-02-01T10:00:00+01:00", "timeZone": "Europe/Berlin"])
        #expect(event["created"] == "2027-01-15T08:00:00.000Z")
        #expect(event["sequence"] == 0)
        #expect(event["reminders"] == ["useDefault": true])
        #expect(event["organizer"] == ["email": "ada@northwind.example", "self": true])
        #expect(event["creator"] == ["email": "ada@northwind.example", "self": true])
        #expect(event["attendees"]?.array?[0] == ["email": "bob@x.example", "responseStatus": "needsAction"])
        #expect(event[path: "attendees.1.self"] == true)
        #expect(event[path: "attendees.1.organizer"] == true)
        let id = try #require(event["id"]?.string)
        #expect(id.wholeMatch(of: /[a-v0-9]{26}/) != nil)
        #expect(event["iCalUID"]?.string == "\(id)@google.com")
        #expect(event["htmlLink"]?.string?.hasPrefix("https://www.google.com/calendar/event?eid=") == true)
        #expect(event["transparency"] == nil && event["visibility"] == nil && event["guestsCanModify"] == nil)
        #expect(try testbed.json("GET", path(event)) == event)
    }

    @Test func `an id can be chosen once`() throws {
        let body = JSONValue.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["id": "chosen01"])
        #expect(try testbed.event(body)["id"] == "chosen01")
        #expect(try testbed.event(body).refusal == "409 duplicate")
        #expect(try testbed.event(body.patched(with: ["id": "xyz"])).refusal == "400 invalid")
        try testbed.proxy("DELETE", "\(CalendarTestbed.events)/chosen01").expect(204)
        #expect(try testbed.event(body).refusal == "409 duplicate")
    }

    private static let refused: [(JSONValue, String)] = [
        (["summary": "x"], "400 required"),
        (["start": ["date": "2027-02-01"]], "400 required"),
        (.days("2027-02-01", "2027-01-31"), "400 timeRangeEmpty"),
        (.days("2027-02-30", "2027-03-31"), "400 invalid"),
        (.berlin("2027-02-01T11:00:00", "2027-02-01T10:00:00"), "400 timeRangeEmpty"),
        (.berlin("soon", "later"), "400 invalid"),
        (.berlin("2027-02-01T25:00:00", "2027-02-01T26:00:00"), "400 invalid"),
        (["start": ["date": "2027-02-01"], "end": ["dateTime": "2027-02-01T10:00:00Z"]], "400 invalid"),
        (["start": ["dateTime": "2027-02-01T10:00:00"], "end": ["dateTime": "2027-02-01T11:00:00"]], "400 required"),
        (.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["attendees": [["email": "bob"]]]), "400 invalid"),
        (.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["attendees": "bob"]), "400 invalid"),
        (.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["colorId": "12"]), "400 invalid"),
        (.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["recurrence": ["RRULE:FREQ=SOON"]]), "400 invalid"),
        (
            .berlin(
                "2027-02-01T10:00:00", "2027-02-01T11:00:00",
                ["reminders": ["useDefault": true, "overrides": [["method": "popup", "minutes": 5]]]]),
            "400 cannotUseDefaultRemindersAndSpecifyOverride"
        ),
        (
            [
                "start": ["dateTime": "2027-02-01T10:00:00+01:00"], "end": ["dateTime": "2027-02-01T11:00:00+01:00"],
                "recurrence": ["RRULE:FREQ=DAILY"],
            ], "400 required"
        ),
    ]

    @Test(arguments: refused) func `an event that cannot be is refused`(_ body: JSONValue, _ refusal: String) throws {
        #expect(try testbed.event(body).refusal == refusal)
        #expect(try testbed.items().isEmpty)
    }

    @Test func `a failure looks like Google's`() throws {
        let response = try testbed.proxy("GET", "\(CalendarTestbed.events)/nothere")
        #expect(response.status == 404)
        #expect(
            response.json == [
                "error": [
                    "errors": [["domain": "global", "reason": "notFound", "message": "Not Found"]], "code": 404,
                    "message": "Not Found",
                ]
            ])
        #expect(try testbed.json("GET", "calendars/nobody@x.example/events").refusal == "404 notFound")
    }

    @Test func `a patch changes what it names, an update everything`() throws {
        let event = try testbed.event(
            .berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["description": "Long", "location": "Here"]))
        let patched = try testbed.json("PATCH", path(event), body: ["summary": "New", "location": .null])
        #expect(patched.summary == "New")
        #expect(patched["description"] == "Long")
        #expect(patched["location"] == nil)
        #expect(patched["start"] == event["start"])
        #expect(patched["sequence"] == 0)
        #expect(patched["etag"] != event["etag"])
        let updated = try testbed.json(
            "PUT", path(event), body: .berlin("2027-02-01T12:00:00", "2027-02-01T13:00:00"))
        #expect(updated["description"] == nil)
        #expect(updated["sequence"] == 1)
        #expect(updated["created"] == event["created"])
        #expect(try testbed.json("PUT", path(event), body: ["summary": "x"]).refusal == "400 required")
        let old = JSONValue.berlin("2027-02-01T12:00:00", "2027-02-01T13:00:00", ["sequence": 0])
        #expect(try testbed.json("PUT", path(event), body: old).refusal == "400 invalid")
    }

    @Test func `a time becomes a day only when the time is taken away`() throws {
        let event = try testbed.event(.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00"))
        let wrong: JSONValue = ["start": ["date": "2027-02-01"], "end": ["date": "2027-02-02"]]
        #expect(try testbed.json("PATCH", path(event), body: wrong).refusal == "400 invalid")
        let nothing: JSONValue = ["dateTime": .null, "timeZone": .null]
        let right: JSONValue = [
            "start": nothing.patched(with: ["date": "2027-02-01"]).keeping(nothing),
            "end": nothing.patched(with: ["date": "2027-02-02"]).keeping(nothing),
        ]
        let changed = try testbed.json("PATCH", path(event), body: right)
        #expect(changed["start"] == ["date": "2027-02-01"])
    }

    @Test func `a deleted event is there, cancelled, and can come back`() throws {
        let event = try testbed.event(.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00"))
        try testbed.proxy("DELETE", path(event)).expect(204)
        #expect(try testbed.json("GET", path(event))["status"] == "cancelled")
        #expect(try testbed.proxy("DELETE", path(event)).status == 410)
        #expect(try testbed.json("PATCH", path(event), body: ["summary": "x"]).refusal == "410 deleted")
        #expect(try testbed.items().isEmpty)
        #expect(try testbed.items([("showDeleted", "true")]).count == 1)
        let back = try testbed.json("PATCH", path(event), body: ["status": "confirmed"])
        #expect(back["status"] == "confirmed")
        #expect(try testbed.items().count == 1)
    }

    @Test func `etags guard against changes that nobody saw`() throws {
        let event = try testbed.event(.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00"))
        let etag = try #require(event["etag"]?.string)
        #expect(try testbed.proxy("GET", path(event), headers: [("If-None-Match", etag)]).status == 304)
        let body: JSONValue = ["summary": "Mine"]
        let first = try testbed.proxy("PATCH", path(event), body: body, headers: [("If-Match", etag)])
        #expect(first.status == 200)
        let second = try testbed.proxy("PATCH", path(event), body: body, headers: [("If-Match", etag)])
        #expect(second.status == 412)
        #expect(second.json.refusal == "412 conditionNotMet")
        #expect(try testbed.proxy("DELETE", path(event), headers: [("If-Match", etag)]).status == 412)
        #expect(try testbed.proxy("GET", path(event), headers: [("If-None-Match", etag)]).status == 200)
        try testbed.proxy("DELETE", path(event), headers: [("If-Match", "*")]).expect(204)
    }

    @Test func `a conference is made once for a request`() throws {
        let request: JSONValue = [
            "createRequest": ["requestId": "r1", "conferenceSolutionKey": ["type": "hangoutsMeet"]]
        ]
        let body = JSONValue.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00", ["conferenceData": request])
        #expect(try testbed.event(body)["conferenceData"] == nil)
        let event = try testbed.event(body, [("conferenceDataVersion", "1")])
        let link = try #require(event["hangoutLink"]?.string)
        #expect(link.wholeMatch(of: /https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}/) != nil)
        #expect(event[path: "conferenceData.createRequest.status.statusCode"] == "success")
        #expect(event[path: "conferenceData.entryPoints.0.uri"]?.string == link)
        let known = [("conferenceDataVersion", "1")]
        let again = try testbed.json("PATCH", path(event), query: known, body: ["conferenceData": request])
        #expect(again["hangoutLink"]?.string == link)
        #expect(try testbed.json("PATCH", path(event), body: ["conferenceData": .null])["hangoutLink"]?.string == link)
        let gone = try testbed.json("PATCH", path(event), query: known, body: ["conferenceData": .null])
        #expect(gone["hangoutLink"] == nil && gone["conferenceData"] == nil)
        let other: JSONValue = ["createRequest": ["requestId": "r2", "conferenceSolutionKey": ["type": "phone"]]]
        #expect(
            try testbed.event(body.patched(with: ["conferenceData": other]), known).refusal == "400 invalid")
    }

    @Test func `guests answer, and change nothing else`() throws {
        let testbed = try CalendarTestbed()
        let path = "\(CalendarTestbed.events)/supplier0meeting"
        let event = try testbed.json("GET", path)
        #expect(event["organizer"] == ["email": "maya.chen@northwind.example", "displayName": "Maya Chen"])
        let attendees = (event["attendees"]?.array ?? []).map { attendee in
            attendee["self"] == true ? attendee.patched(with: ["responseStatus": "accepted"]) : attendee
        }
        let answered = try testbed.json(
            "PATCH", path, body: ["attendees": .array(attendees), "reminders": ["useDefault": false]])
        #expect(answered[path: "attendees.1.responseStatus"] == "accepted")
        #expect(answered["reminders"] == ["useDefault": false])
        #expect(try testbed.json("PATCH", path, body: ["summary": "Mine"]).refusal == "403 forbiddenForNonOrganizer")
        let without = JSONValue.array(Array(attendees.dropFirst()))
        #expect(
            try testbed.json("PATCH", path, body: ["attendees": without]).refusal == "403 forbiddenForNonOrganizer")
    }

    @Test func `moving changes the organizer`() throws {
        let calendar = try testbed.json("POST", "calendars", body: ["summary": "Team"])
        let id = try #require(calendar["id"]?.string)
        let event = try testbed.event(.berlin("2027-02-01T10:00:00", "2027-02-01T11:00:00"))
        let moved = try testbed.json("POST", path(event) + "/move", query: [("destination", id)])
        #expect(moved["organizer"] == ["email": .string(id), "displayName": "Team", "self": true])
        #expect(moved["id"] == event["id"])
        #expect(try testbed.items(path: "calendars/\(id)/events").count == 1)
        #expect(try testbed.items().isEmpty)
        #expect(try testbed.json("POST", path(event) + "/move", query: [("destination", id)]).refusal == "410 deleted")
        #expect(try testbed.json("POST", path(event) + "/move").refusal == "400 required")
    }

    @Test func `an import that comes again takes the place of the first`() throws {
        let body = JSONValue.berlin(
            "2027-02-01T10:00:00", "2027-02-01T11:00:00",
            ["iCalUID": "hearing@port.example", "organizer": ["email": "clerk@port.example"]])
        let first = try testbed.json("POST", "\(CalendarTestbed.events)/import", body: body)
        #expect(first["id"]?.string?.wholeMatch(of: /_[a-v0-9]+/) != nil)
        #expect(first["organizer"] == ["email": "clerk@port.example"])
        let second = try testbed.json(
            "POST", "\(CalendarTestbed.events)/import", body: body.patched(with: ["summary": "Later"]))
        #expect(second["id"] == first["id"])
        #expect(try testbed.items().map(\.summary) == ["Later"])
        #expect(try testbed.items([("iCalUID", "hearing@port.example")]).count == 1)
        #expect(try testbed.items([("iCalUID", "other")]).isEmpty)
        let own = JSONValue.days("2027-02-01", "2027-02-02", ["id": "chosen01", "iCalUID": "mine"])
        try testbed.event(own)
        let clash = own.patched(with: ["iCalUID": "chosen01@google.com"])
        #expect(try testbed.json("POST", "\(CalendarTestbed.events)/import", body: clash).refusal == "409 duplicate")
    }

    @Test func `two accounts share nothing`() throws {
        let testbed = try CalendarTestbed.empty(accounts: [CalendarTestbed.ada, CalendarTestbed.ben])
        let event = try testbed.event(
            .days("2027-02-01", "2027-02-02", ["attendees": [["email": "ben@northwind.example"]]]))
        #expect(try testbed.proxy("GET", path(event), as: CalendarTestbed.ben).status == 404)
        let list = try testbed.json("GET", CalendarTestbed.events, as: CalendarTestbed.ben)
        #expect(list["items"] == [] && list["summary"] == "ben@northwind.example")
        #expect(try testbed.proxy("GET", "calendars/\(CalendarTestbed.ada)", as: CalendarTestbed.ben).status == 404)
    }
}

extension UpstreamResponse {
    func expect(_ status: Int) { #expect(self.status == status) }
}

extension JSONValue {
    /// With the nulls of another value, which a patch would not keep.
    fileprivate func keeping(_ nulls: JSONValue) -> JSONValue {
        .object((object ?? [:]).merging((nulls.object ?? [:]).filter { $0.value.isNull }) { $1 })
    }
}
