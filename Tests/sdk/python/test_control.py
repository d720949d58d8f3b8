"""The control routes that tests of consents and of time need, and who may not use them."""

import datetime
import json

import pytest
import requests

from consents import Control, auth, link_for, press, status_of
from pages import Page

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def control(emulator, client):
    client.actions.list_connected_accounts()
    return Control(emulator, client)


def moment(text):
    return datetime.datetime.fromisoformat(text)


class TestClock:
    def test_it_shows_the_time(self, control):
        now = moment(control.ok("GET", "clock")["now"])
        assert abs(now - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=10)

    @pytest.mark.parametrize("text, delta", [("90m", 1.5 * HOUR), ("2d", 48 * HOUR), ("-1h30m", -1.5 * HOUR)])
    def test_advance(self, control, text, delta):
        before = moment(control.ok("GET", "clock")["now"])
        assert abs(moment(control.clock(advance=text)) - before - delta) < datetime.timedelta(seconds=10)

    def test_set_and_go_on(self, control):
        assert control.clock(set="2031-01-01T00:00:00Z").startswith("2031-01-01T00:00:0")
        assert control.clock(set="2031-01-01T02:00:00.5+02:00").startswith("2031-01-01T00:00:0")

    def test_freeze_and_resume(self, control):
        frozen = control.clock(freeze=True)
        assert control.ok("GET", "clock")["now"] == frozen
        assert moment(control.clock(advance="1h")) - moment(frozen) == HOUR
        control.clock(resume=True)
        assert moment(control.ok("GET", "clock")["now"]) > moment(frozen) + HOUR

    def test_it_is_one_environments_own(self, control, emulator):
        other = emulator.client()
        other.actions.list_connected_accounts()
        control.clock(advance="1h")
        now = moment(Control(emulator, other).ok("GET", "clock")["now"])
        assert abs(now - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=10)

    def test_links_end_by_it(self, control, client):
        link = link_for(client)
        control.clock(advance="11m")
        assert Page.open(link).status == 410
        assert status_of(client) == "PENDING_AUTH"

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"advance": "90"},
            {"advance": 90},
            {"set": "yesterday"},
            {"set": None},
            {"freeze": False},
            {"resume": "yes"},
            {"freeze": True, "advance": "1h"},
            {"forward": "1h"},
            [],
            "x",
            {"set": "9999-12-31T23:59:59Z", "x": 1},
        ],
    )
    def test_what_makes_no_sense_is_refused_and_changes_nothing(self, control, body):
        before = moment(control.ok("GET", "clock")["now"])
        answer = control.request("POST", "clock", json=body)
        assert answer.status_code == 400 and answer.json()["message"]
        assert moment(control.ok("GET", "clock")["now"]) - before < datetime.timedelta(seconds=10)

    def test_far_away_times_are_refused(self, control):
        control.clock(set="9999-01-01T00:00:00Z")
        assert control.request("POST", "clock", json={"advance": "400d"}).status_code == 400
        control.clock(set="2030-01-01T00:00:00Z")


class TestGrants:
    def test_a_revoked_grant_is_not_renewed(self, control, client):
        press(Page.open(link_for(client)), "Approve")
        token = auth(client).authorization_details["oauth_token"]["access_token"]
        answer = control.revoke()
        assert answer["revoked"] is True and answer["status"] == "ACTIVE"
        assert auth(client).authorization_details["oauth_token"]["access_token"] == token
        control.clock(advance="56m")
        assert auth(client).status == "EXPIRED"

    def test_it_can_be_given_back(self, control, client):
        press(Page.open(link_for(client)), "Approve")
        control.revoke()
        assert control.revoke(revoked=False)["revoked"] is False
        control.clock(advance="56m")
        assert auth(client).status == "ACTIVE"

    def test_a_new_consent_is_a_new_grant(self, control, client):
        press(Page.open(link_for(client)), "Approve")
        control.revoke()
        press(Page.open(link_for(client)), "Approve")
        control.clock(advance="56m")
        assert auth(client).status == "ACTIVE"

    def test_by_id(self, control, client):
        press(Page.open(link_for(client)), "Approve")
        account = auth(client).id
        assert control.revoke(id=account)["connected_account_id"] == account

    @pytest.mark.parametrize(
        "body, status",
        [
            ({"connector": "gmail", "identifier": "nobody", "revoked": True}, 404),
            ({"connector": "gmail", "identifier": "ada", "revoked": True}, 400),
            ({"connector": "gmail", "identifier": "ada"}, 400),
            ({"connector": "gmail", "revoked": True}, 400),
            ({"connector": 1, "identifier": "ada", "revoked": True}, 400),
            ({"revoked": "yes", "id": "ca_1"}, 400),
        ],
    )
    def test_what_cannot_be_revoked(self, control, client, body, status):
        client.actions.create_connected_account("gmail", "ada")
        assert control.request("POST", "grants", json=body).status_code == status


class TestConsents:
    def test_open_links_are_listed_until_they_are_used(self, control, client):
        link = link_for(client)
        [row] = control.consents()["magic_links"]
        assert row["link"] == link and row["connector"] == "gmail" and row["identifier"] == "ada"
        assert row["connected_account_id"].startswith("ca_") and moment(row["expires_at"])
        press(Page.open(link), "Approve")
        assert control.consents() == {"magic_links": [], "auth_requests": []}
        link_for(client)
        control.clock(advance="11m")
        assert control.consents()["magic_links"] == []

    def test_an_instant_consent_is_verified_through_the_list(self, start):
        server = start("--consent", "instant", "--verify-mode", "b2b")
        client = server.client()
        link_for(client)
        assert status_of(client) == "PENDING_VERIFICATION"
        [request] = Control(server, client).consents()["auth_requests"]
        assert request["identifier"] == "ada" and request["connector"] == "gmail"
        client.actions.verify_connected_account_user(request["auth_request_id"], "ada")
        assert status_of(client) == "ACTIVE"
        assert Control(server, client).consents()["auth_requests"] == []


class TestWhoMayNot:
    ROUTES = [("GET", "clock"), ("POST", "clock"), ("POST", "grants"), ("GET", "consents")]

    @pytest.mark.parametrize("method, path", ROUTES)
    @pytest.mark.parametrize(
        "headers",
        [
            {"host": "evil.example"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
        ],
    )
    def test_other_sites(self, control, method, path, headers):
        answer = control.request(method, path, headers=headers, **({"json": {}} if method == "POST" else {}))
        assert answer.status_code == 403

    @pytest.mark.parametrize("method, path", ROUTES)
    def test_nobodys_environment(self, emulator, method, path):
        body = {"json": {}} if method == "POST" else {}
        url = f"{emulator.url}/_emulator/{path}"
        assert requests.request(method, url, params={"client_id": "nobody"}, timeout=20, **body).status_code == 404

    def test_the_default_environment_when_none_is_named(self, emulator):
        url = f"{emulator.url}/_emulator/consents"
        unnamed = requests.get(url, timeout=20).json()
        assert unnamed == requests.get(url, params={"client_id": emulator.client_id}, timeout=20).json()

    @pytest.mark.parametrize("path", ["clock", "grants"])
    @pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
    def test_what_a_form_on_another_page_could_send(self, control, path, kind):
        body = json.dumps({"advance": "1h"}).encode()
        answer = control.request("POST", path, data=body, headers={"content-type": kind} if kind else {})
        assert answer.status_code == 415

    def test_a_network(self, start):
        server = start("--host", "0.0.0.0")
        client = server.client()
        client.actions.list_connected_accounts()
        answer = Control(server, client).request("POST", "clock", json={"advance": "1h"})
        assert answer.status_code == 403 and "localhost" in answer.text
