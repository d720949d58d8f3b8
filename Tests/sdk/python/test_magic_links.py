"""Magic links as a person with a browser, a script with curl, and an application server meet them."""

import datetime
import http.server
import re
import subprocess
import threading
import urllib.parse

import pytest
import requests
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitForbiddenException,
    ScalekitNotFoundException,
)
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from pages import Page

STATIC_FIELDS = {"username": "ada", "password": "pa55 wörd"}


def link_for(client, connector="gmail", identifier="ada", **named):
    return client.actions.get_authorization_link(connection_name=connector, identifier=identifier, **named).link


def status_of(client, connector="gmail", identifier="ada"):
    return client.actions.get_connected_account(connector, identifier).connected_account.status


class TestTheLink:
    def test_it_is_an_https_url_with_an_expiry(self, client, emulator):
        answer = client.actions.get_authorization_link(connection_name="gmail", identifier="ada")
        assert re.fullmatch(
            rf"{emulator.url}/magicLink/[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}_o", answer.link
        )
        lifetime = answer.expiry - datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        assert datetime.timedelta(seconds=30) < lifetime <= datetime.timedelta(minutes=11)

    def test_it_creates_the_account_for_an_unknown_identifier(self, client):
        link_for(client, identifier="new")
        assert status_of(client, identifier="new") == "PENDING_AUTH"

    def test_by_id_alone(self, client):
        account = client.actions.create_connected_account("gmail", "ada").connected_account
        Page.open(link_for(client, None, None, connected_account_id=account.id)).press("Approve")
        assert status_of(client) == "ACTIVE"

    def test_every_link_is_another(self, client):
        assert link_for(client) != link_for(client)

    def test_asking_leaves_the_status_alone(self, client):
        tokens = {"oauth_token": {"access_token": "t", "refresh_token": "r"}}
        client.actions.create_connected_account("gmail", "ada", tokens)
        link_for(client)
        assert status_of(client) == "ACTIVE"

    def test_an_unknown_connection_is_not_found(self, client):
        with pytest.raises(ScalekitNotFoundException) as caught:
            link_for(client, "nowhere")
        assert caught.value.error_code == "RESOURCE_NOT_FOUND"

    def test_an_unknown_id_is_not_found(self, client):
        with pytest.raises(ScalekitNotFoundException):
            link_for(client, None, None, connected_account_id="ca_999999999999999999")

    @pytest.mark.parametrize(
        "arguments", [{}, {"connection_name": "gmail"}, {"identifier": "ada"}, {"connected_account_id": "nonsense"}]
    )
    def test_half_a_key_is_a_bad_request(self, client, arguments):
        with pytest.raises(ScalekitBadRequestException):
            client.actions.get_authorization_link(**arguments)

    @pytest.mark.parametrize(
        "field, value",
        [("state", "s" * 513), ("user_verify_url", "ftp://app.example"), ("user_verify_url", "https://" + "a" * 2050)],
    )
    def test_rules_name_their_field(self, client, field, value):
        with pytest.raises(ScalekitBadRequestException) as caught:
            link_for(client, **{field: value})
        assert field in caught.value.message


class TestManualConsent:
    def test_the_page_says_who_asks_for_what(self, client):
        page = Page.open(link_for(client, identifier="ada@acme.example"))
        assert page.status == 200
        assert "Gmail" in page.text and "ada@acme.example" in page.text
        page.button("Approve")
        page.button("Deny")
        assert page.response.headers["content-type"].lower().replace(" ", "") == "text/html;charset=utf-8"
        assert "no-store" in page.response.headers.get("cache-control", "")

    def test_a_hostile_identifier_stays_text(self, client):
        identifier = "<script>alert(1)</script>\"'&"
        page = Page.open(link_for(client, identifier=identifier))
        assert "<script>alert(1)" not in page.response.text
        assert identifier in page.text
        page.press("Approve")
        assert status_of(client, identifier=identifier) == "ACTIVE"

    def test_looking_changes_nothing(self, client):
        link = link_for(client)
        for _ in range(3):
            assert Page.open(link).status == 200
        assert requests.head(link, timeout=20).status_code == 200
        assert status_of(client) == "PENDING_AUTH"

    def test_approval_activates_with_tokens_that_look_real(self, client):
        done = Page.open(link_for(client)).press("Approve")
        assert done.status == 200
        account = client.connected_accounts.get_connected_account_by_identifier("gmail", "ada")[0].connected_account
        assert account.status == pb.ACTIVE
        token = account.authorization_details.oauth_token
        assert token.access_token.startswith("ya29.") and len(token.access_token) > 40
        assert token.refresh_token.startswith("1//")
        assert any("googleapis.com/auth" in scope for scope in token.scopes)
        lifetime = account.token_expires_at.seconds - datetime.datetime.now().timestamp()
        assert 3000 < lifetime < 3700

    def test_two_accounts_get_two_tokens(self, client):
        for identifier in ("ada", "grace"):
            Page.open(link_for(client, identifier=identifier)).press("Approve")
        tokens = {
            client.actions.get_connected_account("gmail", identifier).connected_account.authorization_details[
                "oauth_token"
            ]["access_token"]
            for identifier in ("ada", "grace")
        }
        assert len(tokens) == 2

    def test_reauthorization_gives_new_tokens(self, client):
        Page.open(link_for(client)).press("Approve")
        first = client.actions.get_connected_account("gmail", "ada").connected_account.authorization_details
        Page.open(link_for(client)).press("Approve")
        second = client.actions.get_connected_account("gmail", "ada").connected_account.authorization_details
        assert first["oauth_token"]["access_token"] != second["oauth_token"]["access_token"]

    def test_denial_ends_on_a_page_that_says_so(self, client):
        link = link_for(client)
        done = Page.open(link).press("Deny")
        assert "denied" in done.text.lower() or "access_denied" in done.text
        assert status_of(client) == "PENDING_AUTH"
        assert Page.open(link).status == 410

    def test_a_used_link_is_gone(self, client):
        link = link_for(client)
        page = Page.open(link)
        page.press("Approve")
        assert Page.open(link).status == 410
        assert page.press("Approve").status == 410
        assert page.press("Deny").status == 410
        assert status_of(client) == "ACTIVE"

    def test_an_unknown_link_is_not_found(self, client, emulator):
        link = link_for(client)
        unknown = link[:-10] + ("0000000_o" if not link.endswith("0000000_o") else "1111111_o").rjust(10, "0")
        for url in (
            unknown,
            f"{emulator.url}/magicLink/nonsense",
            f"{emulator.url}/magicLink/%00_o",
            f"{emulator.url}/magicLink/00000000-0000-4000-8000-000000000000_o",
        ):
            assert Page.open(url).status == 404, url

    def test_a_link_of_a_deleted_account_is_gone(self, client):
        link = link_for(client)
        client.actions.delete_connected_account("gmail", "ada")
        assert Page.open(link).status in (404, 410)

    def test_it_works_over_clear_text_too(self, client, emulator):
        link = link_for(client).replace(emulator.url, emulator.clear_url)
        assert Page.open(link).press("Approve").status == 200
        assert status_of(client) == "ACTIVE"

    def test_other_hosts_are_refused(self, client):
        """A page that answers to any name can be reached by a hostile site through DNS rebinding."""
        link = link_for(client)
        answer = requests.get(link, headers={"host": "evil.example"}, timeout=20)
        assert 400 <= answer.status_code < 500
        assert status_of(client) == "PENDING_AUTH"


class TestStaticCredentials:
    def test_the_page_asks_for_them(self, client):
        page = Page.open(link_for(client, "freshdesk"))
        fields = page.forms[0].fields
        assert {"username", "password"} <= set(fields) or len(fields) >= 2
        assert "password" in page.forms[0].kinds.values()

    def test_typing_them_activates_the_account(self, client):
        page = Page.open(link_for(client, "freshdesk"))
        typed = {name: f"typed {name} ü" for name, kind in page.forms[0].kinds.items() if kind != "hidden"}
        word = next(b["text"] for f in page.forms for b in f.buttons if "deny" not in b["text"].lower())
        assert page.press(word, **typed).status == 200
        account = client.actions.get_connected_account("freshdesk", "ada").connected_account
        assert account.status == "ACTIVE"
        kept = account.authorization_details["static_auth"] | (account.api_config or {})
        assert set(typed.values()) <= set(map(str, kept.values()))

    def test_leaving_a_required_one_empty_asks_again(self, client):
        page = Page.open(link_for(client, "freshdesk"))
        word = next(b["text"] for f in page.forms for b in f.buttons if "deny" not in b["text"].lower())
        again = page.press(word)
        assert again.status in (400, 422)
        assert status_of(client, "freshdesk") == "PENDING_AUTH"


class TestAutoConsent:
    def test_opening_approves(self, auto_emulator):
        client = auto_emulator.client()
        assert Page.open(link_for(client)).status == 200
        assert status_of(client) == "ACTIVE"

    def test_curl_following_redirects_approves(self, auto_emulator):
        client = auto_emulator.client()
        link = link_for(client)
        finished = subprocess.run(
            [
                "curl",
                "-sS",
                "-L",
                "--max-time",
                "20",
                "--cacert",
                auto_emulator.ca_file,
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                link,
            ],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (finished.returncode, finished.stdout) == (0, "200"), finished.stderr
        assert status_of(client) == "ACTIVE"
        assert requests.get(link, timeout=20).status_code == 410

    def test_asking_for_the_link_does_not_approve(self, auto_emulator):
        client = auto_emulator.client()
        link_for(client)
        assert status_of(client) == "PENDING_AUTH"

    def test_static_credentials_are_made_up(self, auto_emulator):
        client = auto_emulator.client()
        assert requests.get(link_for(client, "freshdesk"), timeout=20).status_code == 200
        account = client.actions.get_connected_account("freshdesk", "ada").connected_account
        assert account.status == "ACTIVE"
        assert account.authorization_details["static_auth"]


class TestInstantConsent:
    def test_creating_the_link_approves(self, instant_emulator):
        client = instant_emulator.client()
        link = link_for(client)
        account = client.actions.get_connected_account("gmail", "ada").connected_account
        assert account.status == "ACTIVE"
        assert account.authorization_details["oauth_token"]["access_token"]
        assert requests.get(link, timeout=20).status_code in (200, 410)

    def test_creating_the_account_does_not(self, instant_emulator):
        client = instant_emulator.client()
        account = client.actions.create_connected_account("gmail", "ada").connected_account
        assert account.status == "PENDING_AUTH"


class Application:
    """The application's own server: remembers what the browser brought to its verify route."""

    def __init__(self):
        outer = self
        self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.requests.append(urllib.parse.urlsplit(self.path))
                self.send_response(200)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def last_query(self):
        return dict(urllib.parse.parse_qsl(self.requests[-1].query, keep_blank_values=True, strict_parsing=True))


@pytest.fixture
def application():
    application = Application()
    yield application
    application.server.shutdown()
    application.server.server_close()


class TestVerification:
    @pytest.fixture
    def client(self, b2b_emulator):
        return b2b_emulator.client()

    def consent(self, client, application, path="/verify", **named):
        link = link_for(client, user_verify_url=application.url + path, **named)
        page = Page.open(link).press("Approve")
        assert page.response.text == "ok", "the browser should have ended at the application"
        return application.last_query()

    def test_the_whole_story(self, client, application):
        query = self.consent(client, application, state="s+t a/te&=ü")
        assert query["state"] == "s+t a/te&=ü"
        assert set(query) == {"state", "auth_request_id"}
        assert status_of(client) == "PENDING_VERIFICATION"
        answer = client.actions.verify_connected_account_user(query["auth_request_id"], "ada")
        assert answer.post_user_verify_redirect_url.startswith("http")
        assert requests.get(answer.post_user_verify_redirect_url, timeout=20).status_code == 200
        account = client.actions.get_connected_account("gmail", "ada").connected_account
        assert account.status == "ACTIVE"
        assert account.authorization_details["oauth_token"]["access_token"]

    def test_tokens_are_held_back_until_then(self, client, application):
        self.consent(client, application)
        account = client.actions.get_connected_account("gmail", "ada").connected_account
        assert not (account.authorization_details or {}).get("oauth_token", {}).get("access_token")

    def test_without_state_there_is_none(self, client, application):
        assert set(self.consent(client, application)) == {"auth_request_id"}

    def test_a_query_of_the_application_stays(self, client, application):
        query = self.consent(client, application, path="/verify?tenant=7&x=%26", state="s")
        assert query["tenant"] == "7" and query["x"] == "&" and query["state"] == "s" and query["auth_request_id"]

    def test_another_user_is_forbidden_and_may_correct_himself(self, client, application):
        request_id = self.consent(client, application)["auth_request_id"]
        with pytest.raises(ScalekitForbiddenException) as caught:
            client.actions.verify_connected_account_user(request_id, "grace")
        assert caught.value.error_code == "PERMISSION_DENIED"
        assert status_of(client) == "PENDING_VERIFICATION"
        client.actions.verify_connected_account_user(request_id, "ada")
        assert status_of(client) == "ACTIVE"

    def test_once_is_enough(self, client, application):
        request_id = self.consent(client, application)["auth_request_id"]
        client.actions.verify_connected_account_user(request_id, "ada")
        with pytest.raises(ScalekitNotFoundException) as caught:
            client.actions.verify_connected_account_user(request_id, "ada")
        assert "auth request not found or no longer valid" in caught.value.message.lower()

    @pytest.mark.parametrize("unknown", ["QVNDSUFyY2hhYml0dGVyXzE2ODQ5NzIwNzI0NTY=", "x", "ü", "a" * 1000])
    def test_an_unknown_request_is_not_found(self, client, unknown):
        with pytest.raises(ScalekitNotFoundException) as caught:
            client.actions.verify_connected_account_user(unknown, "ada")
        assert "auth request not found or no longer valid" in caught.value.message.lower()

    @pytest.mark.parametrize(
        "request_id, identifier, field",
        [
            ("", "ada", "auth_request_id"),
            ("x", "", "identifier"),
            ("x" * 1001, "ada", "auth_request_id"),
            ("x", "i" * 201, "identifier"),
        ],
    )
    def test_rules_name_their_field(self, client, request_id, identifier, field):
        with pytest.raises(ScalekitBadRequestException) as caught:
            client.connected_accounts.verify_connected_account_user(request_id, identifier)
        assert field in caught.value.message

    def test_another_environment_cannot_verify(self, client, application, b2b_emulator):
        request_id = self.consent(client, application)["auth_request_id"]
        with pytest.raises(ScalekitNotFoundException):
            b2b_emulator.client().actions.verify_connected_account_user(request_id, "ada")
        assert status_of(client) == "PENDING_VERIFICATION"

    def test_a_link_without_a_verify_url_fails_with_the_documented_text(self, client):
        page = Page.open(link_for(client)).press("Approve")
        assert page.status >= 400
        assert "user_verify_url not configured" in page.text
        assert status_of(client) == "PENDING_AUTH"

    def test_static_credentials_need_no_verification(self, client):
        page = Page.open(link_for(client, "freshdesk"))
        typed = {name: "x" for name, kind in page.forms[0].kinds.items() if kind != "hidden"}
        word = next(b["text"] for f in page.forms for b in f.buttons if "deny" not in b["text"].lower())
        page.press(word, **typed)
        assert status_of(client, "freshdesk") == "ACTIVE"
