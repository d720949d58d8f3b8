import Testing

@testable import EmulatorCore

/// Calendars, the list of them, and who has access.
struct CalendarCalendarsTests {
    let testbed: CalendarTestbed

    init() throws { testbed = try CalendarTestbed() }

    private func roles(_ query: [(String, String)] = []) throws -> [String] {
        try testbed.items(query, path: "users/me/calendarList").map {
            "\($0["accessRole"]?.string ?? "deleted") \($0.summary)"
        }
    }

    @Test func `the list says what the account may do`() throws {
        #expect(try roles() == ["owner ada@northwind.example", "owner Winter launch", "reader Holidays in Germany"])
        #expect(try roles([("minAccessRole", "owner")]).count == 2)
        let primary = try testbed.json("GET", "users/me/calendarList/primary")
        #expect(primary["primary"] == true && primary["id"] == "ada@northwind.example")
        #expect(primary["defaultReminders"] == [["method": "popup", "minutes": 10]])
        #expect(primary["backgroundColor"] == "#9fe1e7")
    }

    @Test func `a calendar is made, changed and deleted`() throws {
        let made = try testbed.json("POST", "calendars", body: ["summary": "Office", "timeZone": "Asia/Tokyo"])
        let id = try #require(made["id"]?.string)
        #expect(id.wholeMatch(of: /c_[0-9a-f]{64}@group\.calendar\.google\.com/) != nil)
        #expect(try roles().contains("owner Office"))
        let patched = try testbed.json("PATCH", "calendars/\(id)", body: ["description": "Who is in"])
        #expect(patched["timeZone"] == "Asia/Tokyo" && patched["description"] == "Who is in")
        #expect(try testbed.json("PUT", "calendars/\(id)", body: ["summary": "Desk"])["description"] == nil)
        let event = try testbed.json("POST", "calendars/\(id)/events", body: .days("2027-02-01", "2027-02-02"))
        #expect(event["organizer"] == ["email": .string(id), "displayName": "Desk", "self": true])
        #expect(event["creator"] == ["email": "ada@northwind.example"])
        try testbed.proxy("DELETE", "calendars/\(id)").expect(204)
        #expect(try testbed.json("GET", "calendars/\(id)").refusal == "404 notFound")
        #expect(try roles([("showDeleted", "true")]).last == "deleted -")
        #expect(try testbed.json("POST", "calendars", body: ["timeZone": "UTC"]).refusal == "400 required")
        #expect(
            try testbed.json("POST", "calendars", body: ["summary": "x", "timeZone": "Mars/Base"]).refusal
                == "400 invalid")
    }

    @Test func `the primary calendar is cleared, not deleted`() throws {
        #expect(try testbed.proxy("DELETE", "calendars/primary").status == 400)
        try testbed.proxy("POST", "calendars/primary/clear").expect(204)
        #expect(try testbed.items([("singleEvents", "true")]).isEmpty)
        #expect(try testbed.items([("showDeleted", "true")]).allSatisfy { $0["status"] == "cancelled" })
        let other = try testbed.items(path: "users/me/calendarList")[1]["id"]?.string ?? ""
        #expect(try testbed.json("POST", "calendars/\(other)/clear").refusal == "400 invalid")
    }

    @Test func `calendars of others are read, and no more`() throws {
        let holidays = "calendars/en.german%23holiday@group.v.calendar.google.com"
        let days = try testbed.items(
            [("singleEvents", "true"), ("timeMin", "2027-12-01T00:00:00Z"), ("timeMax", "2028-01-02T00:00:00Z")],
            path: "\(holidays)/events")
        #expect(days.map(\.summary) == ["Christmas", "New Year's Day"])
        let body = JSONValue.days("2027-02-01", "2027-02-02")
        #expect(try testbed.json("POST", "\(holidays)/events", body: body).refusal == "403 requiredAccessLevel")
        #expect(try testbed.json("PATCH", holidays, body: ["summary": "x"]).refusal == "403 forbidden")
        #expect(try testbed.json("GET", "\(holidays)/acl").refusal == "403 forbidden")
    }

    @Test func `private events of others show only when they are`() throws {
        let window = [
            ("timeMin", "2027-01-16T13:00:00Z"), ("timeMax", "2027-01-16T23:00:00Z"), ("singleEvents", "true"),
        ]
        let readable = try testbed.items(window, path: "calendars/tomas.rivera@northwind.example/events")
        #expect(readable.map { $0["visibility"] } == ["private"])
        #expect(readable.first?["summary"] == nil && readable.first?["start"] != nil)
        let masked = try testbed.items(window, path: "calendars/maya.chen@northwind.example/events")
        #expect(masked.map { $0["summary"] } == [nil])
    }

    @Test func `the list takes calendars in and lets them go`() throws {
        let path = "users/me/calendarList/tomas.rivera@northwind.example"
        #expect(try testbed.json("GET", path).refusal == "404 notFound")
        let sync = try #require(testbed.json("GET", "users/me/calendarList")["nextSyncToken"]?.string)
        let added = try testbed.json(
            "POST", "users/me/calendarList", body: ["id": "tomas.rivera@northwind.example", "colorId": "3"])
        #expect(added["accessRole"] == "reader" && added["backgroundColor"] == "#f83a22")
        let changed = try testbed.json("PATCH", path, body: ["summaryOverride": "Tomás", "hidden": true])
        #expect(changed["summaryOverride"] == "Tomás" && changed["colorId"] == "3")
        #expect(try roles().count == 3)
        #expect(try roles([("showHidden", "true")]).count == 4)
        #expect(try roles([("syncToken", sync)]) == ["reader Tomás Rivera"])
        try testbed.proxy("DELETE", path).expect(204)
        #expect(try roles([("showHidden", "true")]).count == 3)
        #expect(try roles([("syncToken", sync)]) == ["deleted -"])
        #expect(try testbed.proxy("DELETE", "users/me/calendarList/primary").status == 403)
        #expect(
            try testbed.json("POST", "users/me/calendarList", body: ["id": "x@y.example"]).refusal == "404 notFound")
        #expect(
            try testbed.json("PATCH", "users/me/calendarList/primary", body: ["colorId": "99"]).refusal == "400 invalid"
        )
        let colored = try testbed.json(
            "PATCH", "users/me/calendarList/primary", query: [("colorRgbFormat", "true")],
            body: ["backgroundColor": "#112233", "foregroundColor": "#ffffff"])
        #expect(colored["backgroundColor"] == "#112233")
    }

    @Test func `rules of access come, change and go`() throws {
        let acl = "calendars/primary/acl"
        let scope: JSONValue = ["type": "user", "value": "tom@x.example"]
        let rule = try testbed.json("POST", acl, body: ["role": "reader", "scope": scope])
        #expect(rule["id"] == "user:tom@x.example" && rule["kind"] == "calendar#aclRule")
        #expect(rule["etag"]?.string?.count == 22)
        #expect(try testbed.json("PUT", "\(acl)/user:tom@x.example", body: ["role": "writer"])["role"] == "writer")
        #expect(try testbed.json("POST", acl, body: ["role": "owner", "scope": scope])["role"] == "owner")
        #expect(try testbed.items(path: acl).count == 2)
        try testbed.proxy("DELETE", "\(acl)/user:tom@x.example").expect(204)
        #expect(try testbed.json("GET", "\(acl)/user:tom@x.example").refusal == "404 notFound")
        #expect(try testbed.items([("showDeleted", "true")], path: acl).last?["role"] == "none")
        let own = "\(acl)/user:ada@northwind.example"
        #expect(try testbed.json("PUT", own, body: ["role": "reader"]).refusal == "403 cannotChangeOwnAcl")
        for wrong: JSONValue in [
            ["scope": scope], ["role": "king", "scope": scope], ["role": "reader"],
            ["role": "reader", "scope": ["type": "user", "value": "tom"]],
            ["role": "reader", "scope": ["type": "domain"]],
        ] { #expect(try testbed.json("POST", acl, body: wrong).refusal.hasPrefix("400")) }
    }

    @Test func `a calendar gets another owner`() throws {
        let id = try #require(testbed.json("POST", "calendars", body: ["summary": "Team"])["id"]?.string)
        let path = "calendars/\(id)/transferOwnership"
        #expect(try testbed.proxy("POST", path, query: [("newDataOwner", "nobody")]).status == 400)
        try testbed.proxy("POST", path, query: [("newDataOwner", "tom@x.example")]).expect(200)
        #expect(try testbed.json("GET", "calendars/\(id)")["dataOwner"] == "tom@x.example")
        #expect(try testbed.json("GET", "calendars/\(id)/acl/user:tom@x.example")["role"] == "owner")
        #expect(try testbed.proxy("POST", path, query: [("newDataOwner", "eve@x.example")]).status == 403)
    }

    @Test func `settings and colours are read`() throws {
        #expect(try testbed.json("GET", "users/me/settings/timezone")["value"] == "Europe/Berlin")
        #expect(try testbed.json("GET", "users/me/settings/nothing").refusal == "404 notFound")
        let settings = try testbed.json("GET", "users/me/settings", query: [("maxResults", "5")])
        #expect(settings["items"]?.array?.count == 5 && settings["nextPageToken"] != nil)
        let colors = try testbed.json("GET", "colors")
        #expect(colors["calendar"]?.object?.count == 24 && colors["event"]?.object?.count == 11)
    }

    @Test func `push channels are not played`() throws {
        let error = #expect(throws: EmulatorError.self) {
            try testbed.proxy("POST", "calendars/primary/events/watch", body: ["id": "c"])
        }
        #expect(error?.errorCode == "UPSTREAM_NOT_EMULATED")
    }
}
