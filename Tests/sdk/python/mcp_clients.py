"""MCP as its official Python client speaks it, in every revision, and by hand where that client would not."""

import contextlib
import ssl
import time
from unittest import mock

import httpx2
import requests
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from scalekit.actions.models.mcp_config import McpConfigConnectionToolMapping

HANDSHAKES = ["2025-03-26", "2025-06-18", "2025-11-25"]
STATELESS = "2026-07-28"
REVISIONS = [*HANDSHAKES, STATELESS]

BOTH = "application/json, text/event-stream"
VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
ENVELOPE = {VERSION_KEY: STATELESS, "io.modelcontextprotocol/clientCapabilities": {}}


def connect(client, *connections, identifier="ada"):
    """Gives a user an active account at every one of the connections."""
    for connection in connections:
        client.actions.create_connected_account(
            connection,
            identifier,
            authorization_details={"oauth_token": {"access_token": f"token-of-{identifier}", "scopes": []}},
        )


def mapping(connection, *tools):
    return McpConfigConnectionToolMapping(connection_name=connection, tools=list(tools))


def config(client, name="mail", *mappings):
    """A config, of Gmail with all of its tools unless told otherwise."""
    return client.actions.mcp.create_config(
        name=name, description=f"About {name}", connection_tool_mappings=list(mappings) or [mapping("gmail")]
    ).config


def token(client, config, identifier="ada", **options):
    return client.actions.mcp.create_session_token(config.id, identifier, **options).token


def instance(client, config, identifier="ada"):
    return client.actions.mcp.ensure_instance(config_name=config.name, user_identifier=identifier).instance


def http_client(emulator, token=None, *, http2=False, **options):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return httpx2.AsyncClient(
        headers=headers, verify=ssl.create_default_context(cafile=emulator.ca_file), http2=http2, timeout=30, **options
    )


@contextlib.asynccontextmanager
async def session(emulator, url, token=None, revision=STATELESS, *, http=None, http2=False, **options):
    """The official client, connected. It offers its newest revision, or the older one that it is told to offer."""
    mode = STATELESS if revision == STATELESS else "legacy"
    async with http or http_client(emulator, token, http2=http2) as opened:
        offer = mock.patch("mcp.client.session.LATEST_HANDSHAKE_VERSION", revision)
        with offer if mode == "legacy" else contextlib.nullcontext():
            connected = await contextlib.AsyncExitStack().__aenter__()
            client = await connected.enter_async_context(
                Client(streamable_http_client(url, http_client=opened), mode=mode, **options)
            )
        async with connected:
            assert client.session.protocol_version == revision
            yield client


async def all_tools(client):
    """Every page of the list."""
    tools, cursor, pages = [], None, 0
    while cursor is not None or not pages:
        page = await client.list_tools(cursor=cursor)
        tools += page.tools
        cursor, pages = page.next_cursor, pages + 1
    return tools, pages


class Wire:
    """One server, spoken to with plain requests."""

    def __init__(self, emulator, url, token=None):
        self.url = url
        self.http = requests.Session()
        self.http.verify = emulator.ca_file
        self.http.headers.update({"accept": BOTH})
        if token:
            self.http.headers["authorization"] = f"Bearer {token}"

    def post(self, body, **headers):
        """A body as it is, or something to be written as JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, (bytes, str)):
            return self.http.post(self.url, data=body, headers={"content-type": "application/json"} | named, timeout=30)
        return self.http.post(self.url, json=body, headers=named, timeout=30)

    def rpc(self, method, params=None, number=1, **headers):
        return self.post({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}, **headers)

    def open(self, revision="2025-11-25"):
        """A session's id."""
        info = {"name": "test", "version": "1"}
        reply = self.rpc("initialize", {"protocolVersion": revision, "capabilities": {}, "clientInfo": info})
        assert reply.status_code == 200, reply.text
        return reply.headers["mcp-session-id"]

    def stateless(self, method, params=None, number=1, **headers):
        """A request of 2026-07-28, in which the headers and the body agree unless told otherwise."""
        params = {"_meta": ENVELOPE} | (params or {})
        named = {"mcp_protocol_version": STATELESS, "mcp_method": method} | headers
        if "name" in params:
            named.setdefault("mcp_name", params["name"])
        return self.rpc(method, params, number, **named)


def error_of(reply):
    """Status and code of a refusal."""
    return reply.status_code, reply.json()["error"]["code"]


def open_things(emulator):
    """What the server has open for MCP clients."""
    return requests.get(f"{emulator.clear_url}/_emulator/health", timeout=10).json()["mcp"]


def settles(emulator, expected, seconds=10):
    """Waits until as much is open as is expected."""
    deadline = time.monotonic() + seconds
    while (found := open_things(emulator)) != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == expected
