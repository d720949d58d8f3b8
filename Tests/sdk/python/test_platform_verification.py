"""`platform` verification: only people who are signed in to the dashboard connect accounts."""

import pytest
import requests

from consents import Control, link_for, oauth_token, press, status_of, walk
from pages import Page

ADMIN = "admin@example.com"


@pytest.fixture
def server(platform_emulator):
    return platform_emulator


@pytest.fixture
def client(server):
    return server.client()


def consented(client, **typed):
    """The sign-in page that a consent leads to."""
    page = press(Page.open(link_for(client)), "Approve", **typed)
    assert page.status == 200 and "/dashboard/sign-in?state=" in page.url
    return page


class TestSignIn:
    def test_a_consent_waits_for_it_and_goes_on_afterwards(self, client):
        page = consented(client)
        assert status_of(client) == "PENDING_AUTH"
        done = press(page, "Sign in", email=ADMIN)
        assert done.url.endswith("/connect/success") and done.status == 200
        assert status_of(client) == "ACTIVE"

    def test_somebody_who_is_signed_in_already_is_not_asked(self, client):
        page = consented(client)
        press(page, "Sign in", email=ADMIN)
        again = press(Page.open(link_for(client, "slack"), session=page.session), "Approve")
        assert again.url.endswith("/connect/success")
        assert status_of(client, "slack") == "ACTIVE"

    def test_addresses_are_the_same_in_any_case(self, client):
        assert press(consented(client), "Sign in", email="Admin@Example.com").url.endswith("/connect/success")

    def test_a_long_sign_in_outlives_the_code_but_not_the_link(self, client, server):
        page = consented(client)
        Control(server, client).clock(advance="5m")
        assert press(page, "Sign in", email=ADMIN).url.endswith("/connect/success")
        late = consented(client)
        Control(server, client).clock(advance="11m")
        token = oauth_token(client)["access_token"]
        over = press(late, "Sign in", email=ADMIN)
        assert over.status == 410 and "session_timeout" in over.text
        assert oauth_token(client)["access_token"] == token

    def test_what_was_chosen_before_is_kept(self, client):
        untick = ["scope.https://www.googleapis.com/auth/gmail.modify"]
        page = press(Page.open(link_for(client)), "Approve", untick=untick, identity="grace@example.com")
        press(page, "Sign in", email=ADMIN)
        assert untick[0].removeprefix("scope.") not in oauth_token(client)["scopes"]

    @pytest.mark.parametrize("email", ["", "nobody", "x" * 250 + "@example.com"])
    def test_what_is_no_address_is_asked_for_again(self, client, email):
        page = press(consented(client), "Sign in", email=email)
        assert page.status == 400 and page.forms[0].inputs["email"]["aria-invalid"] == "true"
        assert press(page, "Sign in", email=ADMIN).url.endswith("/connect/success")

    def test_curl_alone_cannot_approve_in_auto_mode(self, start):
        server = start("--verify-mode", "platform", "--consent", "auto")
        client = server.client()
        answer = requests.get(link_for(client), timeout=20)
        assert answer.status_code == 200 and "/dashboard/sign-in" in answer.url
        assert status_of(client) == "PENDING_AUTH"

    def test_forms_ask_for_no_sign_in(self, client):
        done = press(Page.open(link_for(client, "exa")), "Connect", **{"field.api_key": "k"})
        assert done.url.endswith("/connect/success")
        assert status_of(client, "exa") == "ACTIVE"


class TestStrangers:
    def test_they_are_refused_and_nothing_is_used_up(self, client):
        page = consented(client)
        refused = press(page, "Sign in", email="stranger@example.com")
        assert refused.status == 403
        assert "stranger@example.com" in refused.text and "access_denied" in refused.text
        assert "set-cookie" not in refused.response.headers
        assert status_of(client) == "PENDING_AUTH"
        assert press(refused, "Sign in", email=ADMIN).url.endswith("/connect/success")
        assert status_of(client) == "ACTIVE"

    def test_somebody_who_was_let_in_elsewhere_is_a_stranger_here(self, client, server):
        page = consented(client)
        press(page, "Sign in", email=ADMIN)
        other = server.client()
        again = press(Page.open(link_for(other), session=page.session), "Approve")
        assert "/dashboard/sign-in" in again.url
        assert status_of(other) == "PENDING_AUTH"

    def test_an_environment_names_its_own_people(self, start, tmp_path):
        seed = tmp_path / "seed.yaml"
        seed.write_text("settings: {verify: platform, dashboard_users: [grace@acme.example]}")
        client = start("--seed", seed).default_client()
        page = consented(client)
        assert press(page, "Sign in", email=ADMIN).status == 403
        assert press(page, "Sign in", email="grace@acme.example").url.endswith("/connect/success")


class TestTheCookie:
    def signed_in(self, server, url=None):
        page = Page.open(f"{url or server.url}/dashboard/sign-in")
        answer = page.press("Sign in", follow=False, email=ADMIN)
        return page.session, answer.response.headers["set-cookie"]

    def test_attributes(self, server):
        _, cookie = self.signed_in(server)
        parts = [part.strip() for part in cookie.split(";")]
        assert {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} <= set(parts)
        _, clear = self.signed_in(server, server.clear_url)
        assert "Secure" not in clear and "HttpOnly" in clear

    def test_a_forged_one_is_nobodys(self, server):
        session, cookie = self.signed_in(server)
        assert "signed in" in Page.open(f"{server.url}/dashboard", session=session).text
        name, value = cookie.split(";")[0].split("=", 1)
        changed = value[:-2] + ("00" if value[-2:] != "00" else "11")
        for forged in (changed, "x", "", "." * 9, value.split(".")[0] + "."):
            answer = requests.get(
                f"{server.url}/dashboard", headers={"cookie": f"{name}={forged}"}, timeout=20, allow_redirects=False
            )
            assert answer.status_code == 303 and "sign-in" in answer.headers["location"]

    def test_signing_out(self, client, server):
        session, _ = self.signed_in(server)
        out = press(Page.open(f"{server.url}/dashboard", session=session), "Sign out")
        assert "/dashboard/sign-in" in out.url
        assert "sign-in" in Page.open(f"{server.url}/dashboard", session=session).url

    def test_forms_have_tokens_and_other_sites_cannot_post_them(self, server):
        page = Page.open(f"{server.url}/dashboard/sign-in")
        assert page.press("Sign in", follow=False, headers={"origin": "https://evil.example"}).status == 403
        page.forms[0].fields["csrf_token"] = "x"
        assert page.press("Sign in", follow=False, email=ADMIN).status == 403

    def test_an_unknown_environment(self, server):
        for query in ("environment=00000000", "client_id=nobody", "state=00000000x"):
            assert requests.get(f"{server.url}/dashboard/sign-in?{query}", timeout=20).status_code == 400


class TestInstant:
    def test_there_is_nobody_to_sign_in(self, start):
        client = start("--verify-mode", "platform", "--consent", "instant").client()
        link_for(client)
        assert status_of(client) == "ACTIVE"


def test_a_replayed_callback_connects_once(client):
    callback = press(Page.open(link_for(client)), "Approve", stop="/callback")
    session = requests.Session()
    page = walk(Page(session, session.get(callback, timeout=20, allow_redirects=False)))
    press(page, "Sign in", email=ADMIN)
    token = oauth_token(client)["access_token"]
    again = Page(session, session.get(callback, timeout=20))
    assert again.status == 200 and "already connected" in again.text.lower()
    assert oauth_token(client)["access_token"] == token
