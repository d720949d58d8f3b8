"""The way through the provider: its page, its answers, the callback. Every failure that the documentation names."""

import re
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
import requests

from consents import Control, Outside, auth, away, link_for, oauth_token, press, query_of, set_enabled, status_of, walk
from pages import Page

FAILURES = {
    "access_denied": 400,
    "invalid_request": 400,
    "unauthorized_client": 400,
    "invalid_scope": 400,
    "server_error": 400,
    "failed_to_exchange_token": 400,
    "session_timeout": 410,
    "invalid_state": 400,
}
# The person, or the way back, ended the flow; the others are the provider's own trouble and may be tried again.
FINAL = {"access_denied", "failed_to_exchange_token", "session_timeout"}


def callback_of(client, word="Approve", **typed):
    """The callback's URL, which the browser has not opened yet."""
    return press(Page.open(link_for(client)), word, stop="/callback", **typed)


def visit_of(link):
    """Where a link leads, which the browser has not opened yet."""
    return urljoin(link, requests.get(link, timeout=20, allow_redirects=False).headers["location"])


def get(url):
    return Page(requests.Session(), requests.get(url, timeout=20, allow_redirects=False))


class TestTheRedirect:
    def test_a_link_leads_to_the_providers_page(self, client, emulator):
        link = link_for(client)
        assert requests.get(link, timeout=20, allow_redirects=False).status_code == 302
        target = visit_of(link)
        assert target.startswith(f"{emulator.url}/provider/gmail/oauth/authorize?")
        query = query_of(target)
        assert query["response_type"] == "code" and query["client_id"] and query["state"]
        assert re.fullmatch(rf"{emulator.url}/sso/v1/oauth/conn_\d+/callback", query["redirect_uri"])
        assert "https://www.googleapis.com/auth/gmail.modify" in query["scope"].split()
        assert len(query["code_challenge"]) == 43 and query["code_challenge_method"] == "S256"

    def test_providers_without_pkce_get_no_challenge(self, client):
        query = query_of(visit_of(link_for(client, "slack")))
        assert "code_challenge" not in query

    @pytest.mark.parametrize("connector", ["trello", "advancedmd"])
    def test_the_other_redirecting_types_go_the_same_way(self, client, connector):
        assert press(Page.open(link_for(client, connector)), "Approve").status == 200
        assert status_of(client, connector) == "ACTIVE"

    def test_the_way_back_has_code_and_state(self, client, emulator):
        link = link_for(client)
        state = query_of(visit_of(link))["state"]
        callback = press(Page.open(link), "Approve", stop="/callback")
        assert query_of(callback).keys() == {"code", "state"} and query_of(callback)["state"] == state
        assert status_of(client) == "PENDING_AUTH"
        done = get(callback)
        assert done.status == 303 and done.response.headers["location"] == f"{emulator.url}/connect/success"
        assert status_of(client) == "ACTIVE"

    def test_the_head_starts_and_approves_nothing(self, client, auto_emulator):
        link = link_for(auto_emulator.client())
        assert requests.head(link, timeout=20, allow_redirects=True).status_code == 200
        callback = callback_of(client)
        assert requests.head(callback, timeout=20).status_code == 200
        assert status_of(client) == "PENDING_AUTH"
        assert walk(get(callback)).status == 200
        assert status_of(client) == "ACTIVE"


class TestThePage:
    def test_it_says_who_asks_which_provider_which_account_and_what_for(self, client):
        page = Page.open(link_for(client, identifier="ada@acme.example"))
        for words in ("Gmail", "ada@acme.example", "gmail", client.core_client.client_id, "Read, send and file mail"):
            assert words in page.text, words
        assert page.forms[0].fields["identity"] == "ada@acme.example"
        assert all(
            kind != "checkbox" or "checked" in page.forms[0].inputs[name] for name, kind in page.forms[0].kinds.items()
        )

    def test_another_identity(self, client):
        page = Page.open(link_for(client, identifier="ada@acme.example"))
        assert press(page, "Approve", identity="grace@acme.example").status == 200
        assert status_of(client, identifier="ada@acme.example") == "ACTIVE"

    def test_an_identifier_that_is_no_address_becomes_a_believable_one(self, client):
        assert Page.open(link_for(client, identifier="User 42")).forms[0].fields["identity"] == "user-42@example.com"

    def test_an_impossible_identity_is_asked_for_again(self, client):
        page = press(Page.open(link_for(client)), "Approve", identity="x" * 201)
        assert page.status == 400 and page.forms[0].inputs["identity"]["aria-invalid"] == "true"
        assert press(page, "Approve", identity="ada@example.com").status == 200

    def test_fewer_scopes(self, client):
        page = Page.open(link_for(client))
        assert press(page, "Approve", untick=["scope.https://www.googleapis.com/auth/gmail.modify"]).status == 200
        assert set(oauth_token(client)["scopes"]) == {"openid", "https://www.googleapis.com/auth/userinfo.email"}

    def test_no_scope_at_all_is_no_consent(self, client):
        page = Page.open(link_for(client))
        boxes = [name for name, kind in page.forms[0].kinds.items() if kind == "checkbox"]
        again = press(page, "Approve", untick=boxes)
        assert again.status == 400 and "at least one" in again.text.lower()
        assert status_of(client) == "PENDING_AUTH"

    def test_a_scope_that_was_not_asked_for_is_not_granted(self, client):
        page = Page.open(link_for(client))
        page.forms[0].fields["scope.https://mail.google.com/"] = "on"
        press(page, "Approve")
        assert "https://mail.google.com/" not in oauth_token(client)["scopes"]

    def test_an_account_field_is_asked_for_on_the_way(self, start, state_dir, tmp_path):
        seed = tmp_path / "seed.yaml"
        seed.write_text("connections: [{name: desk, provider: ZENDESK, type: OAUTH}]")
        client = start("--seed", seed).default_client()
        page = Page.open(link_for(client, "desk"))
        again = press(page, "Approve", identity="grace@example.com")
        assert again.status == 400 and again.forms[0].inputs["field.domain"]["aria-invalid"] == "true"
        assert again.forms[0].fields["identity"] == "grace@example.com"
        assert press(again, "Approve", **{"field.domain": "acme.zendesk.com"}).status == 200
        assert auth(client, "desk").api_config["domain"] == "acme.zendesk.com"

    def test_posting_the_decision_to_the_link_itself(self, client):
        for decision, status in (("deny", "PENDING_AUTH"), ("approve", "ACTIVE")):
            link = link_for(client)
            form = {"csrf_token": Page.open(link).forms[0].fields["csrf_token"], "decision": decision}
            answer = requests.post(link, data=form, timeout=20, allow_redirects=False)
            assert answer.status_code == 303 and "/callback?" in answer.headers["location"]
            requests.get(answer.headers["location"], timeout=20)
            assert status_of(client) == status


class TestFailures:
    @pytest.mark.parametrize("before", ["PENDING_AUTH", "ACTIVE"])
    @pytest.mark.parametrize("failure", FAILURES)
    def test_a_person_reaches_it(self, client, failure, before):
        if before == "ACTIVE":
            press(Page.open(link_for(client)), "Approve")
        earlier = auth(client).authorization_details if before == "ACTIVE" else None
        link = link_for(client)
        page = press(Page.open(link), "Fail", failure=failure)
        assert page.status == FAILURES[failure], page.text
        assert failure in page.text
        assert status_of(client) == before
        assert before != "ACTIVE" or auth(client).authorization_details == earlier
        assert requests.get(link, timeout=20).status_code == (410 if failure in FINAL else 200)

    @pytest.mark.parametrize("failure", sorted(FAILURES.keys() - FINAL))
    def test_what_is_not_final_can_be_tried_again(self, client, failure):
        link = link_for(client)
        press(Page.open(link), "Fail", failure=failure)
        assert press(Page.open(link), "Approve").status == 200
        assert status_of(client) == "ACTIVE"

    @pytest.mark.parametrize("error", ["access_denied", "invalid_request", "unauthorized_client", "server_error"])
    def test_a_test_reaches_it_with_one_request(self, client, error):
        callback = callback_of(client)
        url = callback.split("?")[0] + "?" + urlencode({"error": error, "state": query_of(callback)["state"]})
        page = get(url)
        assert page.status == 400 and error in page.text

    def test_an_error_nobody_documented_is_a_server_error(self, client):
        callback = callback_of(client)
        page = get(callback.split("?")[0] + "?" + urlencode({"error": "<b>x", "state": query_of(callback)["state"]}))
        assert page.status == 400 and "server_error" in page.text and "<b>x" not in page.response.text

    def test_a_scope_the_connection_does_not_have(self, client):
        visit = visit_of(link_for(client))
        page = Page.open(visit.replace("scope=openid", "scope=root%20openid"))
        assert page.status == 400 and "invalid_scope" in page.text

    @pytest.mark.parametrize(
        "name, value",
        [("response_type", "token"), ("response_type", ""), ("code_challenge", ""), ("code_challenge_method", "plain")],
    )
    def test_a_request_the_provider_does_not_understand(self, client, name, value):
        visit = visit_of(link_for(client))
        query = query_of(visit) | {name: value}
        page = Page.open(visit.split("?")[0] + "?" + urlencode(query))
        assert page.status == 400 and "invalid_request" in page.text

    def test_an_expired_code(self, client, emulator):
        link = link_for(client)
        callback = press(Page.open(link), "Approve", stop="/callback")
        Control(emulator, client).clock(advance="2m")
        page = get(callback)
        assert page.status == 400 and "failed_to_exchange_token" in page.text
        assert requests.get(link, timeout=20).status_code == 410

    def test_an_unknown_code(self, client):
        callback = callback_of(client)
        code = query_of(callback)["code"]
        page = get(callback.replace(code, code[:-1] + ("0" if code[-1] != "0" else "1")))
        assert page.status == 400 and "failed_to_exchange_token" in page.text
        assert get(callback).status == 400, "the link is used up"
        assert status_of(client) == "PENDING_AUTH"

    def test_a_code_of_another_sign_in(self, client):
        mine, other = callback_of(client), callback_of(client)
        page = get(mine.replace(query_of(mine)["code"], query_of(other)["code"]))
        assert page.status == 400 and "failed_to_exchange_token" in page.text

    def test_a_code_for_another_challenge(self, client):
        visit = visit_of(link_for(client))
        page = Page.open(visit.replace(query_of(visit)["code_challenge"], "A" * 43))
        done = press(page, "Approve")
        assert done.status == 400 and "failed_to_exchange_token" in done.text

    def test_a_session_that_timed_out(self, client, emulator):
        callback = callback_of(client)
        Control(emulator, client).clock(advance="11m")
        page = get(callback)
        assert page.status == 410 and "session_timeout" in page.text
        assert status_of(client) == "PENDING_AUTH"

    @pytest.mark.parametrize("state", [None, "", "nonsense", "0" * 40, "ü"])
    def test_a_wrong_state(self, client, state):
        callback = callback_of(client)
        query = {"code": query_of(callback)["code"]} | ({} if state is None else {"state": state})
        page = get(callback.split("?")[0] + "?" + urlencode(query))
        assert page.status == 400 and "invalid_state" in page.text
        assert walk(get(callback)).status == 200, "nothing was used up"

    def test_a_callback_of_another_connection(self, client):
        callback = callback_of(client)
        other = press(Page.open(link_for(client, "slack")), "Approve", stop="/callback")
        page = get(other.split("?")[0] + "?" + urlsplit(callback).query)
        assert page.status == 400 and "invalid_state" in page.text

    def test_neither_code_nor_error(self, client):
        callback = callback_of(client)
        page = get(callback.split("?")[0] + "?state=" + query_of(callback)["state"])
        assert page.status == 400 and "invalid_request" in page.text

    def test_a_disabled_connection(self, client):
        callback = callback_of(client)
        set_enabled(client, urlsplit(callback).path.split("/")[4], False)
        page = get(callback)
        assert page.status == 400 and "disabled" in page.text
        set_enabled(client, urlsplit(callback).path.split("/")[4], True)
        assert walk(get(callback)).status == 200, "nothing was used up"


class TestTwice:
    def test_a_second_tab_cannot_approve(self, client):
        link = link_for(client)
        first, second = Page.open(link), Page.open(link)
        press(first, "Approve")
        token = oauth_token(client)["access_token"]
        for word in ("Approve", "Deny", "Fail"):
            assert press(second, word).status == 410
        assert oauth_token(client)["access_token"] == token

    def test_two_codes_of_one_link_connect_once(self, client):
        link = link_for(client)
        tabs = [press(Page.open(link), "Approve", stop="/callback") for _ in range(2)]
        assert walk(get(tabs[0])).status == 200
        token = oauth_token(client)["access_token"]
        assert get(tabs[1]).status == 410
        assert oauth_token(client)["access_token"] == token

    def test_reloading_the_callback_says_so_and_does_nothing(self, client):
        callback = callback_of(client)
        walk(get(callback))
        token = oauth_token(client)["access_token"]
        for _ in range(2):
            again = get(callback)
            assert again.status == 200 and "already connected" in again.text.lower()
        assert oauth_token(client)["access_token"] == token

    def test_reloading_a_denial_says_the_same(self, client):
        callback = callback_of(client, "Deny")
        for _ in range(2):
            page = get(callback)
            assert page.status == 400 and "access_denied" in page.text

    def test_the_way_back_to_the_providers_page_is_closed(self, client):
        link = link_for(client)
        page = Page.open(link)
        press(page, "Approve")
        assert Page.open(page.url).status == 410


class TestSafety:
    def test_every_form_has_a_token_of_its_link(self, client):
        mine, other = Page.open(link_for(client)), Page.open(link_for(client))
        for token in ("", "x", other.forms[0].fields["csrf_token"]):
            mine.forms[0].fields["csrf_token"] = token
            assert mine.press("Approve", follow=False).status == 403
        del mine.forms[0].fields["csrf_token"]
        assert mine.press("Approve", follow=False).status == 403
        assert status_of(client) == "PENDING_AUTH"

    @pytest.mark.parametrize(
        "headers",
        [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "http://localhost"}],
    )
    def test_other_sites_cannot_decide(self, client, headers):
        for connector in ("gmail", "freshdesk"):
            page = Page.open(link_for(client, connector))
            word = "Approve" if connector == "gmail" else "Connect"
            assert page.press(word, follow=False, headers=headers).status == 403
            assert status_of(client, connector) == "PENDING_AUTH"

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "https://evil.example/sso/v1/oauth"])
    def test_the_provider_sends_nobody_elsewhere(self, client, target):
        visit = visit_of(link_for(client))
        url = visit.split("?")[0] + "?" + urlencode(query_of(visit) | {"redirect_uri": target})
        page = get(url)
        assert page.status == 400 and "invalid_request" in page.text

    def test_the_right_path_on_another_host_is_elsewhere_too(self, client):
        visit = visit_of(link_for(client))
        query = query_of(visit)
        query["redirect_uri"] = "https://evil.example" + urlsplit(query["redirect_uri"]).path
        page = get(visit.split("?")[0] + "?" + urlencode(query))
        assert page.status == 400 and "invalid_request" in page.text

    def test_an_unknown_client_is_told_at_the_provider(self, client):
        visit = visit_of(link_for(client))
        page = get(visit.split("?")[0] + "?" + urlencode(query_of(visit) | {"client_id": "somebody"}))
        assert page.status == 400 and "unauthorized_client" in page.text

    @pytest.mark.parametrize("connector", ["gmail", "freshdesk"])
    def test_headers(self, client, connector):
        headers = Page.open(link_for(client, connector)).response.headers
        policy = headers["content-security-policy"]
        for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
            assert rule in policy
        assert "script" not in policy and "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"

    def test_the_policy_lets_the_form_end_at_the_verify_url_only(self, client):
        page = Page.open(link_for(client, user_verify_url="https://app.example:8000/verify?x=1"))
        policy = page.response.headers["content-security-policy"]
        action = next(rule for rule in policy.split("; ") if rule.startswith("form-action"))
        assert "https://app.example:8000" in action and "verify" not in action

    @pytest.mark.parametrize(
        "url", ["https://a.example;script-src *", "https://a.example *", "https://[::1];sandbox *"]
    )
    def test_a_verify_url_writes_nothing_into_the_policy(self, client, url):
        policy = Page.open(link_for(client, user_verify_url=url)).response.headers["content-security-policy"]
        assert "script-src" not in policy and "sandbox" not in policy and "*" not in policy

    def test_the_sign_in_goes_on_only_inside(self, emulator):
        page = Page.open(f"{emulator.url}/dashboard/sign-in?next=https://evil.example&continue=//evil.example")
        try:
            done = press(page, "Sign in", email="admin@example.com")
        except Outside as left:
            raise AssertionError(f"led to {left.url}") from left
        assert done.url.startswith(emulator.url + "/dashboard")


class TestVerifyRedirect:
    def test_parameters_are_merged_into_the_query(self, b2b_emulator):
        client = b2b_emulator.client()
        link = link_for(client, user_verify_url="https://app.example/verify?tenant=7#top", state="s 1")
        url = away(Page.open(link), "Approve", identity="grace@example.com")
        assert url.startswith("https://app.example/verify?tenant=7&auth_request_id=") and url.endswith("#top")
        assert query_of(url)["state"] == "s 1"

    def test_replaying_the_callback_makes_no_second_request(self, b2b_emulator):
        client = b2b_emulator.client()
        callback = press(
            Page.open(link_for(client, user_verify_url="https://app.example/v")), "Approve", stop="/callback"
        )
        first = get(callback).response.headers["location"]
        again = get(callback)
        assert again.status == 200 and "already given" in again.text.lower()
        client.actions.verify_connected_account_user(query_of(first)["auth_request_id"], "ada")
        assert status_of(client) == "ACTIVE"
