"""The authorization of MCP servers, for clients that bring no token: the official client's against ours, and by hand."""

import asyncio
import base64
import hashlib
import time
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2
import pytest
import requests
from control import control
from mcp import Client
from mcp.client.auth import OAuthClientProvider, OAuthFlowError
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata
from mcp_clients import Wire, config, connect, http_client, mapping, token
from pages import Page

REDIRECT = "http://localhost:1234/callback"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def mail(client):
    connect(client, "gmail")
    return config(client)


class Storage:
    """Where the official client keeps what it got."""

    tokens = None
    info = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.info

    async def set_client_info(self, info):
        self.info = info


class Person:
    """Opens the page, fills it in, presses a button."""

    def __init__(self, emulator, **answers):
        self.emulator = emulator
        self.answers = {"identifier": "ada", "access": "full", "decision": "approve"} | answers
        self.result = None
        self.page = None

    async def redirect(self, url):
        async with http_client(self.emulator) as http:
            reply = await http.get(url)
            if reply.status_code == 200:
                self.page = Page(None, reply)
                form = self.page.forms[0]
                reply = await http.post(urljoin(url, form.action), data=form.fields | self.answers)
            self.result = httpx2.QueryParams(urlsplit(reply.headers["location"]).query)

    async def callback(self):
        return AuthorizationCodeResult(
            code=self.result.get("code", ""), state=self.result.get("state"), iss=self.result.get("iss")
        )


def provider(url, person, storage):
    metadata = OAuthClientMetadata(redirect_uris=[REDIRECT], client_name="Agent of a test")
    return OAuthClientProvider(url, metadata, storage, person.redirect, person.callback)


def through_oauth(emulator, url, person, body, storage=None, mode="auto"):
    async def run():
        auth = provider(url, person, storage or Storage())
        async with http_client(emulator, auth=auth) as http:
            async with Client(streamable_http_client(url, http_client=http), mode=mode) as opened:
                return await body(opened, auth)

    return asyncio.run(run())


@pytest.mark.parametrize("mode", ["auto", "legacy", "2026-07-28"])
class TestTheOfficialClient:
    def test_it_finds_registers_asks_and_is_let_in(self, emulator, mail, mode):
        person = Person(emulator)

        async def call(session, auth):
            return await session.call_tool("gmail_fetch_mails", {})

        assert through_oauth(emulator, mail.mcp_server_url, person, call, mode=mode).is_error is False
        text = person.page.text
        assert "Agent of a test" in text and "mail" in text and "gmail_send_message" in text

    def test_it_refreshes(self, emulator, mail, mode):
        storage = Storage()

        async def call(session, auth):
            await session.call_tool("gmail_fetch_mails", {})
            first = storage.tokens
            auth.context.token_expiry_time = time.time() - 1
            result = await session.call_tool("gmail_fetch_mails", {})
            return first, storage.tokens, result

        first, second, result = through_oauth(emulator, mail.mcp_server_url, Person(emulator), call, storage, mode)
        assert result.is_error is False
        assert first.access_token != second.access_token and first.refresh_token != second.refresh_token

    def test_a_connections_server(self, emulator, mode):
        client = emulator.default_client()
        ada = f"ada-{mode}"
        connect(client, "gmail", identifier=ada)
        url = f"{emulator.url}/mcp/v3/connections/gmail"

        async def call(session, auth):
            return await session.call_tool("gmail_fetch_mails", {})

        assert through_oauth(emulator, url, Person(emulator, identifier=ada), call, mode=mode).is_error is False

    def test_only_looking(self, emulator, mail, mode):
        async def look(session, auth):
            return (await session.list_tools()).tools

        tools = through_oauth(emulator, mail.mcp_server_url, Person(emulator, access="read_only"), look, mode=mode)
        assert tools and all(tool.annotations.read_only_hint for tool in tools)

    def test_a_person_who_says_no(self, emulator, mail, mode):
        person = Person(emulator, decision="deny")

        async def look(session, auth):
            return await session.list_tools()

        with pytest.raises(BaseException) as caught:
            through_oauth(emulator, mail.mcp_server_url, person, look, mode=mode)
        assert caught.group_contains(OAuthFlowError) or isinstance(caught.value, OAuthFlowError)
        assert person.result["error"] == "access_denied" and person.result["state"]


def test_somebody_new_gets_a_link_in_the_session(emulator, mail):
    async def call(session, auth):
        return await session.call_tool("gmail_fetch_mails", {})

    result = through_oauth(emulator, mail.mcp_server_url, Person(emulator, identifier="newcomer"), call)
    assert result.is_error is True and "/magicLink/" in result.content[0].text


def test_nobody_is_asked_where_consent_is_automatic(auto_emulator):
    client = auto_emulator.client()
    connect(client, "gmail")
    made = config(client)
    person = Person(auto_emulator)

    async def call(session, auth):
        return await session.call_tool("gmail_fetch_mails", {})

    assert through_oauth(auto_emulator, made.mcp_server_url, person, call).is_error is False
    assert person.page is None


class Authorization:
    """One server's authorization, by hand."""

    def __init__(self, emulator, url):
        self.http = requests.Session()
        self.http.verify = emulator.ca_file
        self.url = url
        path = url.removeprefix(emulator.url)
        self.resource = self.http.get(f"{emulator.url}/.well-known/oauth-protected-resource{path}", timeout=10)
        self.server = self.http.get(f"{emulator.url}/.well-known/oauth-authorization-server{path}", timeout=10)

    def register(self, **metadata):
        body = {"redirect_uris": [REDIRECT], "token_endpoint_auth_method": "none"} | metadata
        return self.http.post(self.server.json()["registration_endpoint"], json=body, timeout=10)

    def registered(self, **metadata):
        reply = self.register(grant_types=["authorization_code", "refresh_token"], **metadata)
        assert reply.status_code == 201, reply.text
        return reply.json()

    def ask(self, client, **changes):
        parameters = {
            "response_type": "code",
            "client_id": client["client_id"],
            "redirect_uri": REDIRECT,
            "state": "st/ate?",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "resource": self.url,
        } | changes
        given = {name: value for name, value in parameters.items() if value is not None}
        url = f"{self.server.json()['authorization_endpoint']}?{urlencode(given)}"
        return self.http.get(url, allow_redirects=False, timeout=10)

    def decide(self, asked, **answers):
        form = Page(None, asked).forms[0]
        fields = form.fields | {"identifier": "ada", "access": "full", "decision": "approve"} | answers
        return self.http.post(urljoin(self.url, form.action), data=fields, allow_redirects=False, timeout=10)

    def code(self, client, **changes):
        reply = self.decide(self.ask(client, **changes))
        assert reply.status_code == 303, reply.text
        return answer_of(reply)["code"]

    def token(self, client, **changes):
        form = {
            "grant_type": "authorization_code",
            "client_id": client["client_id"],
            "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER,
            "resource": self.url,
        } | changes
        given = {name: value for name, value in form.items() if value is not None}
        return self.http.post(self.server.json()["token_endpoint"], data=given, timeout=10)

    def refresh(self, client, refresh_token, **changes):
        changes = {"grant_type": "refresh_token", "refresh_token": refresh_token, "code_verifier": None} | changes
        return self.token(client, redirect_uri=None, **changes)


def answer_of(reply):
    return dict(httpx2.QueryParams(urlsplit(reply.headers["location"]).query))


@pytest.fixture
def authorization(emulator, mail):
    return Authorization(emulator, mail.mcp_server_url)


class TestDocuments:
    def test_the_resource_names_its_authorization_server(self, authorization):
        document = authorization.resource.json()
        assert document["resource"] == authorization.url
        assert document["authorization_servers"] == [authorization.server.json()["issuer"]]

    def test_the_server_says_what_it_can(self, authorization):
        document = authorization.server.json()
        assert document["code_challenge_methods_supported"] == ["S256"]
        assert document["response_types_supported"] == ["code"]
        assert {"authorization_code", "refresh_token"} == set(document["grant_types_supported"])

    def test_servers_that_are_not_there_have_none(self, emulator, authorization):
        for path in ("servers/00000000-0000-4000-8000-000000000000", "connections/nothing", "instances/x", "x/y"):
            for kind in ("oauth-protected-resource", "oauth-authorization-server"):
                url = f"{emulator.url}/.well-known/{kind}/mcp/v3/{path}"
                assert authorization.http.get(url, timeout=10).status_code == 404


class TestRegistration:
    def test_what_is_registered_comes_back(self, authorization):
        made = authorization.registered(client_name="Editor")
        assert made["client_name"] == "Editor" and made["redirect_uris"] == [REDIRECT]
        assert "client_secret" not in made

    @pytest.mark.parametrize("method", ["client_secret_post", "client_secret_basic"])
    def test_a_client_may_have_a_secret(self, authorization, method):
        made = authorization.registered(token_endpoint_auth_method=method)
        code = authorization.code(made)
        assert authorization.token(made, code=code).status_code == 401
        if method == "client_secret_post":
            reply = authorization.token(made, code=code, client_secret=made["client_secret"])
        else:
            authorization.http.auth = (made["client_id"], made["client_secret"])
            reply = authorization.token(made, code=code)
        assert reply.status_code == 200, reply.text

    @pytest.mark.parametrize(
        "metadata, error",
        [
            ({"redirect_uris": []}, "invalid_redirect_uri"),
            ({"redirect_uris": "x"}, "invalid_redirect_uri"),
            ({"redirect_uris": ["http://evil.example/"]}, "invalid_redirect_uri"),
            ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
            ({"redirect_uris": ["https://a.example/#x"]}, "invalid_redirect_uri"),
            ({"grant_types": ["implicit"]}, "invalid_client_metadata"),
            ({"token_endpoint_auth_method": "private_key_jwt"}, "invalid_client_metadata"),
            ({"response_types": ["token"]}, "invalid_client_metadata"),
        ],
    )
    def test_bad_metadata(self, authorization, metadata, error):
        reply = authorization.register(**metadata)
        assert (reply.status_code, reply.json()["error"]) == (400, error)

    def test_bad_bytes(self, authorization):
        endpoint = authorization.server.json()["registration_endpoint"]
        for body in (b"", b"{", b"[]", b"7"):
            assert authorization.http.post(endpoint, data=body, timeout=10).status_code == 400


class TestAuthorize:
    def test_the_page_is_safe_and_asks_who_one_is(self, authorization):
        reply = authorization.ask(authorization.registered(client_name='<b>"x"'))
        assert reply.status_code == 200
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "form-action 'self' http://localhost:1234" in policy
        assert reply.headers["x-frame-options"] == "DENY"
        assert "<b>" not in reply.text and 'value="ada"' in reply.text

    @pytest.mark.parametrize("redirect", ["https://evil.example/", REDIRECT + "/more", REDIRECT + "?x=1", "", "//evil"])
    def test_nobody_is_sent_to_an_address_that_was_not_registered(self, authorization, redirect):
        reply = authorization.ask(authorization.registered(), redirect_uri=redirect)
        assert reply.status_code == 400 and "location" not in reply.headers

    def test_an_unknown_client(self, authorization):
        reply = authorization.ask({"client_id": "mcpc_nobody"})
        assert reply.status_code == 400 and "location" not in reply.headers

    def test_a_port_of_the_machine_may_be_another_one(self, authorization):
        made = authorization.registered(redirect_uris=["http://127.0.0.1/callback"])
        elsewhere = "http://127.0.0.1:40404/callback"
        code = authorization.code(made, redirect_uri=elsewhere)
        assert authorization.token(made, code=code, redirect_uri=elsewhere).status_code == 200

    @pytest.mark.parametrize(
        "changes, error",
        [
            ({"response_type": "token"}, "unsupported_response_type"),
            ({"code_challenge": None}, "invalid_request"),
            ({"code_challenge": "short"}, "invalid_request"),
            ({"code_challenge_method": "plain"}, "invalid_request"),
            ({"code_challenge_method": None}, "invalid_request"),
            ({"resource": "https://other.example/mcp"}, "invalid_target"),
        ],
    )
    def test_what_the_client_is_told(self, authorization, changes, error):
        reply = authorization.ask(authorization.registered(), **changes)
        answer = answer_of(reply)
        assert reply.headers["location"].startswith(REDIRECT + "?")
        assert (answer["error"], answer["state"], answer["iss"]) == (error, "st/ate?", authorization.url)

    def test_the_resource_may_be_left_out(self, authorization):
        made = authorization.registered()
        assert authorization.token(made, code=authorization.code(made, resource=None), resource=None).ok

    def test_a_form_of_another_site_is_refused(self, authorization):
        asked = authorization.ask(authorization.registered())
        form = Page(None, asked).forms[0]
        url = urljoin(authorization.url, form.action)
        answers = form.fields | {"identifier": "ada", "decision": "approve"}
        for fields, headers in (
            (answers, {"origin": "https://evil.example"}),
            (answers, {"sec-fetch-site": "cross-site"}),
            (answers | {"csrf_token": "x"}, {}),
            (answers | {"redirect_uri": "https://evil.example"}, {}),
        ):
            reply = authorization.http.post(url, data=fields, headers=headers, allow_redirects=False, timeout=10)
            assert reply.status_code in (400, 403) and "location" not in reply.headers

    def test_somebody_has_to_be_named(self, authorization):
        reply = authorization.decide(authorization.ask(authorization.registered()), identifier="  ")
        assert reply.status_code == 400 and 'aria-invalid="true"' in reply.text


class TestTokens:
    @pytest.fixture
    def made(self, authorization):
        return authorization.registered()

    def test_a_token_is_a_session_token_of_this_server_only(self, emulator, client, authorization, made):
        answer = authorization.token(made, code=authorization.code(made)).json()
        assert answer["token_type"] == "Bearer" and answer["expires_in"] == 3600
        assert Wire(emulator, authorization.url, answer["access_token"]).stateless("tools/list").ok
        other = config(client, "other")
        assert Wire(emulator, other.mcp_server_url, answer["access_token"]).stateless("tools/list").status_code == 401

    @pytest.mark.parametrize(
        "changes, error",
        [
            ({"code": "x"}, "invalid_grant"),
            ({"code_verifier": "w" * 43}, "invalid_grant"),
            ({"code_verifier": None}, "invalid_request"),
            ({"redirect_uri": "http://localhost:1/other"}, "invalid_grant"),
            ({"resource": "https://other.example"}, "invalid_target"),
            ({"grant_type": "password"}, "unsupported_grant_type"),
            ({"grant_type": None}, "invalid_request"),
        ],
    )
    def test_what_does_not_fit(self, authorization, made, changes, error):
        reply = authorization.token(made, **{"code": authorization.code(made)} | changes)
        assert (reply.status_code, reply.json()["error"]) == (400, error)

    def test_a_code_is_good_once_and_for_its_client_only(self, authorization, made):
        code = authorization.code(made)
        assert authorization.token(authorization.registered(), code=code).json()["error"] == "invalid_grant"
        first = authorization.token(made, code=code)
        assert first.status_code == 200
        assert authorization.token(made, code=code).json()["error"] == "invalid_grant"
        assert authorization.refresh(made, first.json()["refresh_token"]).json()["error"] == "invalid_grant"

    def test_a_code_ends_by_the_environments_clock(self, emulator, client, authorization, made):
        code = authorization.code(made)
        control(emulator, client, "POST", "clock", {"advance": "61s"})
        assert authorization.token(made, code=code).json()["error"] == "invalid_grant"

    def test_refresh_tokens_rotate(self, authorization, made):
        first = authorization.token(made, code=authorization.code(made)).json()["refresh_token"]
        second = authorization.refresh(made, first).json()["refresh_token"]
        third = authorization.refresh(made, second).json()["refresh_token"]
        assert len({first, second, third}) == 3
        assert authorization.refresh(made, first).json()["error"] == "invalid_grant"
        assert authorization.refresh(made, third).json()["error"] == "invalid_grant"

    def test_another_servers_endpoint_knows_no_such_client_or_code(self, emulator, client, authorization, made):
        other = Authorization(emulator, config(client, "other", mapping("gmail")).mcp_server_url)
        assert other.token(made, code=authorization.code(made), resource=None).json()["error"] == "invalid_grant"
        stranger = emulator.client()
        foreign = Authorization(emulator, config(stranger).mcp_server_url)
        reply = foreign.token(made, code=authorization.code(made), resource=None)
        assert (reply.status_code, reply.json()["error"]) == (401, "invalid_client")

    def test_a_deleted_config_gives_no_tokens(self, client, authorization, mail, made):
        code = authorization.code(made)
        client.actions.mcp.delete_config(mail.id)
        assert authorization.token(made, code=code).status_code == 404


def test_tokens_of_both_ways_are_of_one_kind(emulator, client, mail):
    minted = token(client, mail)
    assert Wire(emulator, mail.mcp_server_url, minted).stateless("tools/list").ok
