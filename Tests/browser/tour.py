"""Every page that people see, and the way to it. The accessibility check and the pictures go the same way."""

from urllib.parse import urlencode

import application as applications
import requests
from consents import Control, link_for

PEM = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"
FAILURES = (
    "access_denied",
    "invalid_request",
    "unauthorized_client",
    "invalid_scope",
    "server_error",
    "failed_to_exchange_token",
    "session_timeout",
    "invalid_state",
)

STOPS = {}


def connection_that_requires(client, scope):
    """A new connection to GitHub whose users cannot untick this scope; returns its name."""
    from scalekit.v1.connections import connections_pb2 as pb

    new = pb.CreateConnection(provider_key="GITHUB", type=pb.OAUTH)
    connection = client.connection.create_environment_connection(new, pb.Flags(is_app=True))[0].connection
    config = pb.OAuthConnectionConfig(scopes=["repo", "read:user"], required_scopes=[scope])
    change = pb.UpdateConnection(provider_key="GITHUB", type=pb.OAUTH, oauth_config=config)
    client.connection.update_environment_connection(connection.id, change)
    return connection.key_id


def stop(name):
    def named(way):
        STOPS[name] = way
        return way

    return named


class Tour:
    """A browser, and the servers whose pages it looks at."""

    def __init__(self, browser, manual, b2b, platform):
        self.browser = browser
        self.manual = manual
        self.b2b = b2b
        self.platform = platform

    def go(self, name):
        self.browser.forget()
        STOPS[name](self)

    def link(self, connector="gmail", server=None, client=None, identifier="ada@example.com", **named):
        """Opens a new link."""
        client = client or (server or self.manual).client()
        link = link_for(client, connector, identifier, **named)
        self.browser.open(link)
        return client, link


@stop("landing")
def _(tour):
    tour.browser.open(tour.manual.url)


@stop("authorize")
def _(tour):
    tour.link()


@stop("authorize-short")
def _(tour):
    tour.link("notion", identifier="user_8271")


@stop("authorize-required")
def _(tour):
    client = tour.manual.client()
    tour.link(connection_that_requires(client, "read:user"), client=client)


@stop("authorize-with-field")
def _(tour):
    tour.link("desk", client=tour.manual.default_client())


@stop("authorize-mistakes")
def _(tour):
    tour.link("desk", client=tour.manual.default_client())
    for box in tour.browser.all("input[type=checkbox]:checked"):
        box.click()
    tour.browser.fill("Zendesk domain", " ")
    tour.browser.script("document.getElementById('identity').maxLength = 300")
    tour.browser.fill("Continue as", "x" * 201)
    tour.browser.press("Approve")


@stop("authorize-failures")
def _(tour):
    tour.link()
    tour.browser.find("summary").click()


@stop("form-api-key")
def _(tour):
    tour.link("exa")


@stop("form-basic")
def _(tour):
    tour.link("freshdesk")


@stop("form-bearer")
def _(tour):
    tour.link("stripe")


@stop("form-key-pair")
def _(tour):
    tour.link("snowflakekeyauth")


@stop("form-choice")
def _(tour):
    tour.link("redshift")


@stop("form-no-auth")
def _(tour):
    tour.link("openmeteo")


@stop("form-shared")
def _(tour):
    tour.link("shared", client=tour.manual.default_client())


@stop("form-mistakes")
def _(tour):
    tour.link("zendesk")
    tour.browser.fill("Agent's address", "ada@example.com")
    tour.browser.fill("API token", " ")
    tour.browser.fill("Zendesk domain", " ")
    tour.browser.press("Connect")


@stop("connected")
def _(tour):
    tour.link()
    tour.browser.press("Approve")


@stop("form-denied")
def _(tour):
    tour.link("exa")
    tour.browser.press("Deny")


def _failing(failure):
    def way(tour):
        tour.link()
        fail(tour.browser, failure)

    return way


def fail(browser, failure):
    """As a person who wants to see what happens."""
    browser.find("summary").click()
    browser.field("Failure").send_keys(failure)
    browser.press("Fail")


for _failure in FAILURES:
    STOPS[f"failed-{_failure.replace('_', '-')}"] = _failing(_failure)


@stop("used")
def _(tour):
    _, link = tour.link("exa")
    tour.browser.press("Deny")
    tour.browser.open(link)


@stop("expired")
def _(tour):
    client, link = tour.link("exa")
    Control(tour.manual, client).clock(advance="11m")
    tour.browser.open(link)


@stop("unknown")
def _(tour):
    _, link = tour.link("exa")
    tour.browser.open(link[:-4] + "AAAA")


@stop("already-connected")
def _(tour):
    callback = _callback(tour, tour.manual)
    tour.browser.open(callback)
    tour.browser.open(callback)


@stop("already-given")
def _(tour):
    app = applications.Application(tour.b2b.client())
    try:
        tour.browser.open(f"{app.url}/login/ada")
        callback = _callback(tour, tour.b2b, client=app.client, user_verify_url=f"{app.url}/verify")
        tour.browser.open(callback)
        tour.browser.open(callback)
    finally:
        app.close()


@stop("not-verifiable")
def _(tour):
    tour.link(server=tour.b2b)
    tour.browser.press("Approve")


@stop("refused")
def _(tour):
    tour.link("exa")
    tour.browser.script("document.querySelector('[name=csrf_token]').value = 'x'")
    tour.browser.fill("API key", "k")
    tour.browser.press("Connect")


@stop("sign-in")
def _(tour):
    tour.browser.open(f"{tour.platform.url}/dashboard/sign-in")


@stop("sign-in-to-go-on")
def _(tour):
    tour.link(server=tour.platform)
    tour.browser.press("Approve")


@stop("sign-in-mistake")
def _(tour):
    tour.browser.open(f"{tour.platform.url}/dashboard/sign-in")
    # A form may be posted by a browser that does not check addresses.
    tour.browser.script("document.querySelector('form').noValidate = true")
    tour.browser.fill("E-mail address", "ada")
    tour.browser.press("Sign in")


@stop("sign-in-stranger")
def _(tour):
    tour.link(server=tour.platform)
    tour.browser.press("Approve")
    tour.browser.fill("E-mail address", "stranger@example.com")
    tour.browser.press("Sign in")


@stop("dashboard")
def _(tour):
    tour.browser.open(f"{tour.platform.url}/dashboard/sign-in")
    tour.browser.fill("E-mail address", "ada@example.com")
    tour.browser.press("Sign in")


def _callback(tour, server, client=None, **named):
    """Approves without following the way back, and returns the callback's address."""
    from consents import press
    from pages import Page

    client = client or server.client()
    return press(Page.open(link_for(client, identifier="ada", **named)), "Approve", stop="/callback")


def _mcp(tour, name="Editor"):
    """A program that registered itself sends the browser here, for a server with many tools."""
    from scalekit.actions.models.mcp_config import McpConfigConnectionToolMapping

    client = tour.manual.client()
    client.actions.create_connected_account("gmail", "ada@example.com")
    gmail = McpConfigConnectionToolMapping(connection_name="gmail", tools=[])
    url = client.actions.mcp.create_config(name="mail", connection_tool_mappings=[gmail]).config.mcp_server_url
    redirect = "http://localhost:1/callback"
    metadata = {"client_name": name, "redirect_uris": [redirect], "token_endpoint_auth_method": "none"}
    made = requests.post(f"{url}/oauth/register", json=metadata, verify=tour.manual.ca_file, timeout=10).json()
    query = {
        "response_type": "code",
        "client_id": made["client_id"],
        "redirect_uri": redirect,
        "code_challenge": "x" * 43,
        "code_challenge_method": "S256",
    }
    tour.browser.open(f"{url}/oauth/authorize?{urlencode(query)}")
    return url


@stop("mcp-authorize")
def _(tour):
    _mcp(tour)


@stop("mcp-authorize-all-tools")
def _(tour):
    _mcp(tour, "An editor with a name that is rather long for a heading of a page")
    tour.browser.find("summary").click()


@stop("mcp-authorize-mistake")
def _(tour):
    _mcp(tour)
    tour.browser.script("document.querySelector('form').noValidate = true")
    tour.browser.fill("Who are you?", " ")
    tour.browser.press("Approve")


@stop("mcp-unknown-program")
def _(tour):
    tour.browser.open(_mcp(tour) + "/oauth/authorize?client_id=nobody")
