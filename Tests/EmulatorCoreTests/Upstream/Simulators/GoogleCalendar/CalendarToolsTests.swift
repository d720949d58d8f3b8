import Testing

@testable import EmulatorCore

struct CalendarToolsTests {
    /// Runs every tool of the connector once and notes which ones ran.
    @Test func `every tool of the connector is played`() throws {
        let run = try CalendarToolRun()
        try run.events()
        try run.series()
        try run.calendars()
        try run.list()
        try run.sharing()
        try run.rest()
        #expect(run.names == Set(run.testbed.world.catalogue.tools.names(ofProvider: "GOOGLECALENDAR")))
    }

    @Test func `a failure of Google is a tool error`() throws {
        let testbed = try CalendarTestbed()
        let error = #expect(throws: EmulatorError.self) { try testbed.tool("get_event_by_id", ["event_id": "nothere"]) }
        #expect(error?.errorCode == "TOOL_ERROR")
        #expect(error?.toolError?.message == "Not Found")
    }

    @Test func `a tool needs no time zone, a request of one's own does`() throws {
        let testbed = try CalendarTestbed.empty()
        let made = try testbed.tool(
            "create_event",
            ["summary": "x", "start_datetime": "2027-02-01T10:00:00", "recurrence": ["RRULE:FREQ=DAILY;COUNT=2"]])
        #expect(made["start"] == ["dateTime": "2027-02-01T10:00:00+01:00", "timeZone": "Europe/Berlin"])
        #expect(made[path: "end.dateTime"] == "2027-02-01T10:30:00+01:00")
        let body: JSONValue = [
            "start": ["dateTime": "2027-02-01T10:00:00"], "end": ["dateTime": "2027-02-01T11:00:00"],
        ]
        #expect(try testbed.event(body).refusal == "400 required")
    }

    @Test func `a tool makes a whole day of a time, and a time of a whole day`() throws {
        let testbed = try CalendarTestbed.empty()
        let made = try testbed.tool("create_event", ["summary": "One", "start_datetime": "2027-02-01T10:00:00Z"])
        let params: [String: JSONValue] = ["calendar_id": "primary", "event_id": try #require(made["id"])]
        let day = try testbed.tool(
            "update_event",
            params.merging(["start_datetime": "2027-02-02", "end_datetime": "2027-02-03"]) { $1 })
        #expect(day["start"] == ["date": "2027-02-02"])
        let time = try testbed.tool(
            "update_event",
            params.merging(["start_datetime": "2027-02-03T09:00:00", "end_datetime": "2027-02-03T10:00:00"]) { $1 })
        #expect(time.starts == "2027-02-03T09:00:00+01:00")
    }

    @Test func `what a tool writes a request reads, and the other way round`() throws {
        let testbed = try CalendarTestbed.empty()
        let made = try testbed.tool("create_event", ["summary": "One", "start_datetime": "2027-02-01T10:00:00Z"])
        let id = try #require(made["id"])
        #expect(try testbed.items().map { $0["id"] } == [id])
        try testbed.json("PATCH", "\(CalendarTestbed.events)/\(id.shown)", body: ["summary": "Two"])
        #expect(try testbed.tool("get_event_by_id", ["event_id": id]).summary == "Two")
    }
}

/// What the tools are called with, group by group.
private final class CalendarToolRun {
    let testbed: CalendarTestbed
    private(set) var names: Set<String> = []

    init() throws { testbed = try CalendarTestbed() }

    @discardableResult
    private func call(_ name: String, _ params: [String: JSONValue] = [:]) throws -> JSONValue {
        names.insert("googlecalendar_\(name)")
        return try testbed.tool(name, params)
    }

    func events() throws {
        let made = try call(
            "create_event",
            [
                "summary": "Harbour visit", "start_datetime": "2027-02-01T10:00:00", "timezone": "Europe/Stockholm",
                "event_duration_hour": 1, "attendees_emails": ["tom@x.example"], "create_meeting_room": true,
                "send_updates": true, "location": "Port",
            ])
        let id = try #require(made["id"])
        #expect(made["hangoutLink"] != nil)
        #expect(made[path: "end.dateTime"] == "2027-02-01T11:30:00+01:00")
        let changed = try call(
            "update_event",
            [
                "calendar_id": "primary", "event_id": id, "start_datetime": "2027-02-02T10:00:00",
                "end_datetime": "2027-02-02T12:00:00", "visibility": "private",
            ])
        #expect(changed.starts == "2027-02-02T10:00:00+01:00" && changed["location"] == "Port")
        #expect(try call("get_event_by_id", ["event_id": id, "show_deleted": true])["visibility"] == "private")
        let found = try call("search_events", ["calendar_id": "primary", "query": "harb visit"])
        #expect(found["items"]?.array?.map { $0["id"] } == [id])
        let window: [String: JSONValue] = [
            "time_min": "2027-02-02T00:00:00Z", "time_max": "2027-02-02T10:30:00Z", "single_events": true,
            "order_by": "startTime",
        ]
        #expect(
            try call("list_events", window)["items"]?.array?.map(\.summary) == ["Product stand-up", "Harbour visit"])
        let quick = try call("quick_add_event", ["calendar_id": "primary", "text": "Lunch on Friday at noon"])
        #expect(quick.starts == "2027-01-22T12:00:00+01:00")
        let imported = try call(
            "import_event",
            [
                "calendar_id": "primary", "ical_uid": "hearing@port.example", "summary": "Hearing",
                "start_datetime": "2027-02-03T09:00:00+01:00", "end_datetime": "2027-02-03T10:00:00+01:00",
            ])
        #expect(imported["iCalUID"] == "hearing@port.example")
        let team = try #require(testbed.tool("create_calendar", ["summary": "Team"])["id"])
        let moved = try call("move_event", ["calendar_id": "primary", "event_id": id, "destination_calendar_id": team])
        #expect(moved[path: "organizer.email"] == team)
        #expect(try call("delete_event", ["calendar_id": team, "event_id": id]) == [:])
        #expect(throws: EmulatorError.self) { try testbed.tool("delete_event", ["calendar_id": team, "event_id": id]) }
    }

    func series() throws {
        let dates = try call(
            "list_event_instances",
            [
                "calendar_id": "primary", "event_id": "standup0product", "max_results": 2,
                "time_min": "2027-01-15T00:00:00Z",
            ])
        #expect(dates["items"]?.array?.count == 2 && dates["nextPageToken"] != nil)
        let busy = try call(
            "query_freebusy",
            [
                "calendar_ids": ["primary", "tomas.rivera@northwind.example"], "time_min": "2027-01-18T08:00:00Z",
                "time_max": "2027-01-18T12:00:00Z",
            ])
        #expect(
            busy[path: "calendars.primary.busy"] == [["start": "2027-01-18T08:30:00Z", "end": "2027-01-18T08:45:00Z"]])
    }

    func calendars() throws {
        let made = try call("create_calendar", ["summary": "Visits", "timezone": "Europe/Stockholm"])
        let id = try #require(made["id"])
        #expect(try call("get_calendar", ["calendar_id": id])["timeZone"] == "Europe/Stockholm")
        #expect(try call("update_calendar", ["calendar_id": id, "location": "Malmö"])["location"] == "Malmö")
        #expect(
            try call("transfer_calendar_ownership", ["calendar_id": id, "new_data_owner": "tom@x.example"]) == [:])
        #expect(try call("delete_calendar", ["calendar_id": id]) == [:])
        #expect(try call("clear_calendar", ["calendar_id": "primary"]) == [:])
        #expect(try testbed.items().isEmpty)
    }

    func list() throws {
        #expect(try call("list_calendars", ["min_access_role": "owner"])["items"]?.array?.count == 3)
        let id: JSONValue = "maya.chen@northwind.example"
        #expect(
            try call("add_calendar_to_list", ["calendar_id": id, "selected": true])["accessRole"] == "freeBusyReader")
        let entry = try call(
            "update_calendar_list_entry", ["calendar_id": id, "summary_override": "Maya", "color_id": "2"])
        #expect(entry["summaryOverride"] == "Maya" && entry["selected"] == true)
        #expect(try call("get_calendar_list_entry", ["calendar_id": id])["colorId"] == "2")
        #expect(try call("remove_calendar_from_list", ["calendar_id": id]) == [:])
    }

    func sharing() throws {
        let rule = try call(
            "insert_acl_rule",
            ["calendar_id": "primary", "role": "reader", "scope_type": "user", "scope_value": "tom@x.example"])
        let params: [String: JSONValue] = ["calendar_id": "primary", "rule_id": try #require(rule["id"])]
        #expect(try call("update_acl_rule", params.merging(["role": "writer"]) { $1 })["role"] == "writer")
        #expect(try call("get_acl_rule", params)["role"] == "writer")
        #expect(try call("list_acl_rules", ["calendar_id": "primary"])["items"]?.array?.count == 2)
        #expect(try call("delete_acl_rule", params) == [:])
    }

    func rest() throws {
        #expect(try call("get_colors")["kind"] == "calendar#colors")
        #expect(try call("list_settings", ["max_results": 3])["items"]?.array?.count == 3)
        #expect(try call("get_setting", ["setting": "weekStart"])["value"] == "1")
    }
}
