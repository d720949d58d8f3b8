import Testing

@testable import EmulatorCore

/// What tools of the catalogue send where placing parameters is not enough.
@Suite struct RequestBuilderTests {
    private func sent(_ name: String, _ params: [String: JSONValue]) throws -> UpstreamRequest {
        let tool = try #require(try Catalogue.embedded().tools.tool(named: name))
        return try #require(tool.sends(params))
    }

    private func body(_ name: String, _ params: [String: JSONValue]) throws -> JSONValue {
        guard case .json(let body) = try sent(name, params).body else { return .null }
        return body
    }

    @Test func `Google Calendar: an event with guests, a length and a Meet link`() throws {
        let request = try sent(
            "googlecalendar_create_event",
            [
                "calendar_id": "primary", "summary": "Lunch", "start_datetime": "2026-09-22T23:30:00+02:00",
                "event_duration_hour": 1, "event_duration_minutes": 15, "timezone": "Europe/Stockholm",
                "attendees_emails": ["a@x.test", "b@x.test"], "create_meeting_room": true, "send_updates": true,
            ])
        #expect(request.path == "/calendar/v3/calendars/primary/events")
        #expect(request.query == [.init("conferenceDataVersion", "1"), .init("sendUpdates", "all")])
        let body = JSONValue.object(request.members)
        #expect(body["start"] == ["dateTime": "2026-09-22T23:30:00+02:00", "timeZone": "Europe/Stockholm"])
        #expect(body["end"] == ["dateTime": "2026-09-23T00:45:00+02:00", "timeZone": "Europe/Stockholm"])
        #expect(body["attendees"] == [["email": "a@x.test"], ["email": "b@x.test"]])
        #expect(body[path: "conferenceData.createRequest.conferenceSolutionKey.type"] == "hangoutsMeet")
        #expect(body[path: "conferenceData.createRequest.requestId"]?.string?.count == 20)
    }

    @Test(arguments: [
        ("2026-09-22T10:00:00", "2026-09-22T10:30:00"), ("2026-12-31T23:45:00Z", "2027-01-01T00:15:00Z"),
        ("2026-09-22T10:00:00.000-05:00", "2026-09-22T10:30:00.000-05:00"), ("soon", "soon"),
    ])
    func `Google Calendar: the end follows from the start`(start: String, end: String) throws {
        let body = try body(
            "googlecalendar_create_event",
            ["summary": "x", "start_datetime": .string(start), "event_duration_minutes": 30])
        #expect(body[path: "end.dateTime"] == .string(end))
    }

    @Test func `Google Calendar: whole days, and only what changes`() throws {
        let body = try body(
            "googlecalendar_update_event",
            ["calendar_id": "primary", "event_id": "e", "start_datetime": "2026-09-22", "end_datetime": "2026-09-23"])
        #expect(body == ["start": ["date": "2026-09-22"], "end": ["date": "2026-09-23"]])
    }

    @Test func `Google Drive: conditions become a query`() throws {
        #expect(
            try sent("googledrive_search_content", ["search_term": "it's", "mime_type": "text/plain"]).query("q")
                == #"fullText contains 'it\'s' and mimeType = 'text/plain' and trashed = false"#)
        #expect(
            try sent("googledrive_list_folder_contents", ["folder_id": "root"]).query("q")
                == "'root' in parents and trashed = false")
        #expect(
            try sent("googledocs_list_documents", ["query": "name contains 'plan'"]).query("q")
                == "mimeType = 'application/vnd.google-apps.document' and (name contains 'plan') and trashed = false")
    }

    @Test func `Google Docs and Sheets: one request in a batch`() throws {
        #expect(
            try body("googledocs_insert_text", ["document_id": "d", "text": "Hi"])
                == ["requests": [["insertText": ["text": "Hi", "endOfSegmentLocation": [:]]]]])
        #expect(
            try body("googledocs_insert_text", ["document_id": "d", "text": "Hi", "index": 1])
                == ["requests": [["insertText": ["text": "Hi", "location": ["index": 1]]]]])
        #expect(
            try body("googlesheets_delete_sheet", ["spreadsheet_id": "s", "sheet_id": 7])
                == ["requests": [["deleteSheet": ["sheetId": 7]]]])
    }

    @Test func `Microsoft Graph: recipients, attendees, a page of HTML`() throws {
        #expect(
            try body("outlook_create_draft_message", ["to_recipients": "a@x.test, b@x.test", "subject": "Hi"])
                == [
                    "subject": "Hi",
                    "toRecipients": [
                        ["emailAddress": ["address": "a@x.test"]], ["emailAddress": ["address": "b@x.test"]],
                    ],
                ])
        let event = try body(
            "outlook_create_calendar_event",
            [
                "subject": "Lunch", "attendees_required": "a@x.test", "attendees_resource": "room@x.test",
                "recurrence_days_of_week": "monday,friday",
            ])
        #expect(
            event["attendees"] == [
                ["type": "required", "emailAddress": ["address": "a@x.test"]],
                ["type": "resource", "emailAddress": ["address": "room@x.test"]],
            ])
        #expect(event[path: "recurrence.pattern.daysOfWeek"] == ["monday", "friday"])
        #expect(
            try sent("onenote_create_page", ["section_id": "s", "html_content": "<html>"]).body
                == .bytes(Array("<html>".utf8), contentType: "text/html"))
        #expect(
            try body("onenote_update_page_content", ["page_id": "p", "target": "body", "action": "append"])
                == [["target": "body", "action": "append"]])
        #expect(
            try body("onedrive_create_folder", ["parent_id": "root", "name": "n", "conflict_behavior": "fail"])
                == ["name": "n", "folder": [:], "@microsoft.graph.conflictBehavior": "fail"])
    }

    @Test func `QuickBooks: condition and page`() throws {
        #expect(
            try sent(
                "quickbooks_customers_list",
                ["where_clause": "Active = true", "start_position": 1, "max_results": 10]
            ).query("query") == "select * from Customer where Active = true startposition 1 maxresults 10")
    }

    @Test func `PagerDuty: references carry their type`() throws {
        #expect(
            try body("pagerduty_incident_update", ["id": "Q", "from_email": "a@x.test", "assignee_id": "U"])
                == [
                    "incident": [
                        "type": "incident_reference",
                        "assignments": [["assignee": ["id": "U", "type": "user_reference"]]],
                    ]
                ])
    }

    @Test func `SendGrid: recipients and bodies`() throws {
        #expect(
            try body(
                "sendgrid_send_mail",
                [
                    "from": ["email": "a@x.test"], "to": [["email": "b@x.test"]], "html_content": "<p>",
                    "text_content": "p",
                ])
                == [
                    "from": ["email": "a@x.test"], "personalizations": [["to": [["email": "b@x.test"]]]],
                    "content": [
                        ["type": "text/plain", "value": "p"], ["type": "text/html", "value": "<p>"],
                    ],
                ])
    }

    @Test func `Notion: a comment's text is the body's`() throws {
        #expect(
            try body("notion_comment_create", ["comment": ["rich_text": []], "discussion_id": "d"])
                == ["rich_text": [], "discussion_id": "d"])
    }

    @Test func `GitHub: a branch is a reference, Bitbucket: no path is the root`() throws {
        #expect(
            try body("github_branch_create", ["owner": "o", "repo": "r", "branch_name": "fix", "sha": "s"])
                == ["ref": "refs/heads/fix", "sha": "s"])
        #expect(
            try sent(
                "bitbucket_src_get", ["workspace": "w", "repo_slug": "r", "commit": "main", "path": ""]
            ).path == "/repositories/w/r/src/main/")
    }
}
