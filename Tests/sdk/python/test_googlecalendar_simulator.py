"""Google Calendar behind tools and proxied requests: what one writes the other reads, in Google's own shapes."""

import textwrap
from urllib.parse import quote

import pytest
from control import control
from scalekit.common.exceptions import ScalekitToolException

import emulator as program

TOKEN = {"oauth_token": {"access_token": "ya29.ada", "refresh_token": "1//ada", "scopes": ["calendar"]}}
EVENTS = "/calendar/v3/calendars/primary/events"
# A Thursday, noon in Berlin.
NOW = "2026-09-17T10:00:00Z"

SEED = textwrap.dedent(
    """
    connected_accounts:
      - connection: googlecalendar
        identifier: ada@example.com
        credentials: {oauth_token: {access_token: ya29.ada, refresh_token: 1//ada}}
        provider_data:
          display_name: Ada Lovelace
          time_zone: Europe/London
          calendars:
            - primary: true
              events:
                - {summary: Analytical engine, start: "+1d 14:00", duration: 90m, attendees: [charles@engines.example]}
            - {id: charles@engines.example, owner: charles@engines.example, role: freeBusyReader,
               events: [{summary: Difference engine, start: "+1d 13:00", duration: 2h}]}
    """
)


class Calendar:
    """One account, called through tools and through the proxy."""

    def __init__(self, client, identifier="ada@example.com"):
        self.client, self.identifier = client, identifier

    def tool(self, name, **params):
        done = self.client.actions.execute_tool(
            tool_name=f"googlecalendar_{name}", tool_input=params, identifier=self.identifier
        )
        return done.data

    def request(self, method, path, body=None, headers=None, **query):
        pairs = [f"{name}={quote(str(value), safe='')}" for name, value in query.items()]
        return self.client.actions.request(
            connection_name="googlecalendar",
            identifier=self.identifier,
            path=path + ("?" + "&".join(pairs) if pairs else ""),
            method=method,
            body=body,
            headers=headers,
        )

    def items(self, path=EVENTS, **query):
        reply = self.request("GET", path, **query)
        assert reply.status_code == 200, reply.text
        return reply.json()["items"]


@pytest.fixture
def ada(client, emulator):
    control(emulator, client, "POST", "clock", {"set": NOW})
    control(emulator, client, "POST", "clock", {"freeze": True})
    for identifier in ("ada@example.com", "ben@example.com"):
        client.actions.create_connected_account(
            connection_name="googlecalendar", identifier=identifier, authorization_details=TOKEN
        )
    return Calendar(client)


def reason(reply):
    error = reply.json()["error"]
    assert error["code"] == reply.status_code and error["message"] == error["errors"][0]["message"]
    return error["errors"][0]["reason"]


def timed(start, end, zone="Europe/Berlin", **members):
    return {
        "summary": "Lunch",
        "start": {"dateTime": start, "timeZone": zone},
        "end": {"dateTime": end, "timeZone": zone},
    } | members


class TestTools:
    def test_what_a_tool_writes_a_request_reads(self, ada):
        made = ada.tool(
            "create_event", summary="Lunch", start_datetime="2026-09-21T12:00:00", event_duration_hour=1,
            event_duration_minutes=0, attendees_emails=["tom@x.example"], create_meeting_room=True,
        )  # fmt: skip
        assert made["start"] == {"dateTime": "2026-09-21T12:00:00+02:00", "timeZone": "Europe/Berlin"}
        event = ada.request("GET", f"{EVENTS}/{made['id']}").json()
        assert event["hangoutLink"].startswith("https://meet.google.com/")
        assert event["attendees"] == [{"email": "tom@x.example", "responseStatus": "needsAction"}]
        ada.request("PATCH", f"{EVENTS}/{made['id']}", {"location": "Room Fjord"})
        assert ada.tool("get_event_by_id", event_id=made["id"])["location"] == "Room Fjord"
        assert [item["id"] for item in ada.tool("search_events", calendar_id="primary", query="lunch")["items"]] == [
            made["id"]
        ]
        ada.tool("delete_event", event_id=made["id"])
        assert ada.request("DELETE", f"{EVENTS}/{made['id']}").status_code == 410

    def test_a_refusal_is_a_tool_exception(self, ada):
        with pytest.raises(ScalekitToolException) as caught:
            ada.tool("get_event_by_id", event_id="nothere")
        assert caught.value.tool_error_message == "Not Found"

    def test_finding_time_with_colleagues(self, ada):
        busy = ada.tool(
            "query_freebusy", calendar_ids=["primary", "maya.chen@northwind.example"],
            time_min="2026-09-18T00:00:00+02:00", time_max="2026-09-19T00:00:00+02:00", timezone="Europe/Berlin",
        )["calendars"]  # fmt: skip
        assert busy["maya.chen@northwind.example"]["busy"] == [
            {"start": "2026-09-18T08:00:00+02:00", "end": "2026-09-18T11:00:00+02:00"},
            {"start": "2026-09-18T14:00:00+02:00", "end": "2026-09-18T14:45:00+02:00"},
        ]

    def test_answering_an_invitation(self, ada):
        event = ada.tool("get_event_by_id", event_id="supplier0meeting")
        for attendee in event["attendees"]:
            if attendee.get("self"):
                attendee["responseStatus"] = "declined"
        reply = ada.request("PATCH", f"{EVENTS}/supplier0meeting", {"attendees": event["attendees"]})
        assert reply.status_code == 200
        assert reason(ada.request("PATCH", f"{EVENTS}/supplier0meeting", {"summary": "Mine"})) == (
            "forbiddenForNonOrganizer"
        )
        span = {"timeMin": "2026-09-18T12:00:00Z", "timeMax": "2026-09-18T12:45:00Z", "items": [{"id": "primary"}]}
        assert ada.request("POST", "/calendar/v3/freeBusy", span).json()["calendars"]["primary"]["busy"] == []


class TestRequests:
    def test_series_and_their_instances(self, ada):
        body = timed("2026-10-19T09:00:00", "2026-10-19T09:30:00", recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
        series = ada.request("POST", EVENTS, body).json()
        dates = ada.items(f"{EVENTS}/{series['id']}/instances")
        # Summer time ends on 25 October.
        assert [date["start"]["dateTime"] for date in dates] == [
            "2026-10-19T09:00:00+02:00", "2026-10-26T09:00:00+01:00", "2026-11-02T09:00:00+01:00",
        ]  # fmt: skip
        assert dates[1]["id"] == f"{series['id']}_20261026T080000Z"
        assert ada.request("DELETE", f"{EVENTS}/{dates[1]['id']}").status_code == 204
        assert len(ada.items(f"{EVENTS}/{series['id']}/instances")) == 2

    def test_pages_and_what_changed_since(self, ada):
        seen, token = [], None
        while True:
            page = ada.request("GET", EVENTS, maxResults=4, **({"pageToken": token} if token else {})).json()
            seen += [item["id"] for item in page["items"]]
            token = page.get("nextPageToken")
            if not token:
                break
        assert len(seen) == len(set(seen)) > 8
        ada.request("POST", EVENTS, timed("2026-09-21T12:00:00", "2026-09-21T13:00:00"))
        changed = ada.request("GET", EVENTS, syncToken=page["nextSyncToken"]).json()
        assert [item["summary"] for item in changed["items"]] == ["Lunch"]

    def test_etags(self, ada):
        event = ada.request("POST", EVENTS, timed("2026-09-21T12:00:00", "2026-09-21T13:00:00"))
        path, etag = f"{EVENTS}/{event.json()['id']}", event.json()["etag"]
        assert event.headers["etag"] == etag
        assert ada.request("GET", path, headers={"If-None-Match": etag}).status_code == 304
        assert ada.request("PATCH", path, {"summary": "A"}, headers={"If-Match": etag}).status_code == 200
        late = ada.request("PATCH", path, {"summary": "B"}, headers={"If-Match": etag})
        assert late.status_code == 412 and reason(late) == "conditionNotMet"

    def test_refusals_are_google_s(self, ada):
        missing = ada.request("GET", "/calendar/v3/calendars/nobody@x.example/events")
        assert missing.status_code == 404 and reason(missing) == "notFound"
        empty = ada.request("POST", EVENTS, timed("2026-09-21T12:00:00", "2026-09-21T11:00:00"))
        assert empty.status_code == 400 and reason(empty) == "timeRangeEmpty"
        ada.request("POST", EVENTS, timed("2026-09-21T12:00:00", "2026-09-21T13:00:00", id="lunch"))
        twice = ada.request("POST", EVENTS, timed("2026-09-21T12:00:00", "2026-09-21T13:00:00", id="lunch"))
        assert twice.status_code == 409 and reason(twice) == "duplicate"
        watch = ada.request("POST", f"{EVENTS}/watch", {"id": "c", "type": "web_hook", "address": "https://x.example"})
        assert watch.status_code == 501

    def test_two_accounts_share_nothing(self, ada):
        ben = Calendar(ada.client, "ben@example.com")
        event = ada.tool("create_event", summary="Secret", start_datetime="2026-09-21T12:00:00Z")
        assert ben.request("GET", f"{EVENTS}/{event['id']}").status_code == 404
        assert ben.request("GET", "/calendar/v3/calendars/ada@example.com").status_code == 404


def test_a_seed_replaces_the_data(start, tmp_path):
    file = tmp_path / "seed.yaml"
    file.write_text(SEED, encoding="utf-8")
    ada = Calendar(start("--seed", file).default_client())
    events = ada.items(singleEvents="true", orderBy="startTime")
    assert [event["summary"] for event in events] == ["Analytical engine"]
    assert events[0]["creator"] == {"email": "ada@example.com", "displayName": "Ada Lovelace", "self": True}
    lists = ada.tool("list_calendars")["items"]
    assert [item["accessRole"] for item in lists] == ["owner", "freeBusyReader"]
    masked = ada.items("/calendar/v3/calendars/charles@engines.example/events")
    assert masked[0]["visibility"] == "private" and "summary" not in masked[0]


def test_a_mistake_in_a_seed_is_named(tmp_path, state_dir):
    file = tmp_path / "seed.yaml"
    file.write_text(SEED.replace("duration: 90m", "duration: long"), encoding="utf-8")
    done = program.run("serve", "--port", "0", "--state-dir", state_dir, "--seed", file)
    assert done.returncode != 0
    assert "googlecalendar.calendars[0].events[0].duration" in done.stderr
