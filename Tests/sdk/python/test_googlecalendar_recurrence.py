"""Rules for repeating, compared with python-dateutil, which knows RFC 5545 independently of us."""

import datetime
import itertools
import warnings
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

TOKEN = {"oauth_token": {"access_token": "ya29.ada", "refresh_token": "1//ada", "scopes": ["calendar"]}}
EVENTS = "/calendar/v3/calendars/primary/events"
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MOST = 40
SPAN = datetime.timedelta(days=6 * 366)


def lists(items, most=3):
    return st.lists(items, min_size=1, max_size=most, unique=True)


def signed(most):
    return st.integers(1, most).flatmap(lambda number: st.sampled_from([number, -number]))


@st.composite
def rules(draw):
    """A rule, as text, that comes true again and again: dateutil would search up to the year 9999 for one that never
    does. `WKST` matters only to weeks that are skipped."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    is_long = frequency in ("MONTHLY", "YEARLY")
    parts = {"FREQ": frequency, "INTERVAL": draw(st.integers(1, 4))}
    kind = draw(st.sampled_from(["nothing", "weekdays", "days", "both", *(["ordinals", "positions"] * is_long)]))
    if frequency == "YEARLY" and kind == "nothing" and draw(st.booleans()):
        parts["BYYEARDAY"] = draw(lists(signed(365)))
    elif draw(st.booleans()) and (frequency, parts["INTERVAL"]) != ("MONTHLY", 4):
        parts["BYMONTH"] = draw(lists(st.integers(1, 12), most=8))
    if kind in ("weekdays", "both", "positions"):
        parts["BYDAY"] = draw(lists(st.sampled_from(DAYS)))
    if kind == "ordinals":
        parts["BYDAY"] = [f"{draw(signed(5))}{day}" for day in draw(lists(st.sampled_from(DAYS)))]
    if kind in ("days", "both") and frequency != "WEEKLY":
        parts["BYMONTHDAY"] = draw(lists(signed(28), most=6))
    if kind == "positions":
        parts["BYSETPOS"] = draw(lists(signed(4), most=2))
    if frequency == "WEEKLY":
        parts["WKST"] = draw(st.sampled_from(DAYS))
    if draw(st.booleans()):
        parts["COUNT"] = draw(st.integers(1, 12))
    return ";".join(f"{name}={text(value)}" for name, value in parts.items())


def text(value):
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def expected(rule, day):
    """The first days of a rule from a day on."""
    start = datetime.datetime.combine(day, datetime.time())
    with warnings.catch_warnings():
        # An end beside COUNT is no iCalendar, but it keeps rules that never come true from searching for ever.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = rrulestr(rule, dtstart=start).replace(until=start + SPAN - datetime.timedelta(seconds=1))
    return [date.date() for date in itertools.islice(found, MOST)]


@pytest.fixture(scope="module")
def calendar(instant_emulator):
    client = instant_emulator.client()
    client.actions.create_connected_account(
        connection_name="googlecalendar", identifier="ada@example.com", authorization_details=TOKEN
    )

    def request(method, path, body=None, **query):
        pairs = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items())
        reply = client.actions.request(
            connection_name="googlecalendar", identifier="ada@example.com", path=f"{path}?{pairs}", method=method,
            body=body,
        )  # fmt: skip
        assert reply.status_code < 300, (body, reply.text)
        return reply.json() if reply.content else None

    return request


def instances(calendar, body, day):
    """The starts of what a series does in the span."""
    series = calendar("POST", EVENTS, body)
    # Days begin before midnight in UTC, because the calendar is in Berlin.
    end = datetime.datetime.combine(day, datetime.time(), datetime.UTC) + SPAN - datetime.timedelta(hours=12)
    found = calendar(
        "GET", f"{EVENTS}/{series['id']}/instances", maxResults=MOST, timeMax=end.isoformat(), timeZone="UTC"
    )["items"]
    calendar("DELETE", f"{EVENTS}/{series['id']}")
    return [item["start"] for item in found]


@settings(
    max_examples=150, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(rule=rules(), day=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)))
def test_whole_days(calendar, rule, day):
    days = expected(rule, day)
    if not days:
        return
    # An event is among its own dates even when its rule does not mean its day; dateutil only has what the rule means.
    first = days[0]
    days = expected(rule, first)
    body = {
        "start": {"date": first.isoformat()},
        "end": {"date": (first + datetime.timedelta(days=1)).isoformat()},
        "recurrence": [f"RRULE:{rule}"],
    }
    assert [start["date"] for start in instances(calendar, body, first)] == [day.isoformat() for day in days], (
        rule,
        first,
    )


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
@pytest.mark.parametrize("clock", ["00:30", "02:30", "12:00", "23:45"])
def test_times_of_day_in_zones_with_daylight_saving(calendar, zone, clock):
    first = datetime.datetime.fromisoformat(f"2026-01-15T{clock}:00").replace(tzinfo=ZoneInfo(zone))
    body = {
        "start": {"dateTime": first.isoformat()[:19], "timeZone": zone},
        "end": {"dateTime": first.isoformat()[:19], "timeZone": zone},
        "recurrence": ["RRULE:FREQ=DAILY;INTERVAL=9;COUNT=40"],
    }
    dates = [first + datetime.timedelta(days=9 * number) for number in range(40)]
    assert [start["dateTime"] for start in instances(calendar, body, first.date())] == [
        date.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z") for date in dates
    ]
