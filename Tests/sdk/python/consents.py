"""What the tests of consents share: links, statuses, walks through the emulator's pages, and its control routes."""

from urllib.parse import parse_qsl, urljoin, urlsplit

import requests
from scalekit.common.exceptions import ScalekitNotFoundException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb
from scalekit.v1.connections import connections_pb2

from accounts import rpc
from pages import Page

VERIFY_URL = "https://app.example/verify?tenant=7"


def link_for(client, connector="gmail", identifier="ada", **named):
    return client.actions.get_authorization_link(connection_name=connector, identifier=identifier, **named).link


def auth(client, connector="gmail", identifier="ada"):
    """The account with its credentials, as an application asks for them; counts as a use."""
    return client.actions.get_connected_account(connector, identifier).connected_account


def details(client, connector="gmail", identifier="ada"):
    """The account as it stands, without touching its tokens; None when there is none."""
    request = pb.GetConnectedAccountByIdentifierRequest(connector=connector, identifier=identifier)
    try:
        return rpc(client, "GetConnectedAccountDetails", request).connected_account
    except ScalekitNotFoundException:
        return None


def status_of(client, connector="gmail", identifier="ada"):
    account = details(client, connector, identifier)
    return account and pb.ConnectorStatus.Name(account.status)


def oauth_token(client, connector="gmail", identifier="ada"):
    return (auth(client, connector, identifier).authorization_details or {}).get("oauth_token", {})


def query_of(url):
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def set_enabled(client, connection_id, enabled):
    """Switches a connection on or off."""
    stub = client.connection.connection_service
    method = stub.EnableEnvironmentConnection if enabled else stub.DisableEnvironmentConnection
    request = connections_pb2.ToggleEnvironmentConnectionRequest(connection_id=connection_id)
    client.core_client.grpc_exec(method.with_call, request)


class Outside(Exception):
    """The browser was sent away from the emulator."""

    def __init__(self, url):
        super().__init__(url)
        self.url = url


def walk(page, stop=None):
    """Follows redirects as long as they stay on the emulator, up to a path that contains `stop`."""
    origin = urlsplit(page.url)[:2]
    while page.response.is_redirect:
        target = urljoin(page.url, page.response.headers["location"])
        if urlsplit(target)[:2] != origin:
            raise Outside(target)
        if stop and stop in urlsplit(target).path:
            return target
        page = Page(page.session, page.session.get(target, timeout=20, allow_redirects=False))
    return page


def press(page, word, stop=None, **typed):
    """Presses a button and follows where it leads, within the emulator."""
    return walk(page.press(word, follow=False, **typed), stop)


def away(page, word, **typed):
    """Presses a button that leads away, and returns where to."""
    try:
        here = press(page, word, **typed)
    except Outside as left:
        return left.url
    raise AssertionError(f"still here: {here.status} {here.text}")


class Control:
    """The routes under /_emulator for one client's environment."""

    def __init__(self, emulator, client):
        self.emulator = emulator
        self.client_id = client.core_client.client_id

    def request(self, method, path, **options):
        url = f"{self.emulator.url}/_emulator/{path}"
        return requests.request(method, url, params={"client_id": self.client_id}, timeout=20, **options)

    def ok(self, method, path, **options):
        answer = self.request(method, path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def clock(self, **change):
        return self.ok("POST", "clock", json=change)["now"]

    def revoke(self, revoked=True, **account):
        account = account or {"connector": "gmail", "identifier": "ada"}
        return self.ok("POST", "grants", json=account | {"revoked": revoked})

    def consents(self):
        return self.ok("GET", "consents")
