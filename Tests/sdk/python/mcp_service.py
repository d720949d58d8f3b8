"""Shorthands for McpService, through the official SDK and over REST."""

import requests
from scalekit.actions.types import McpConfigConnectionToolMapping
from scalekit.v1.mcp import mcp_pb2 as pb

CONFIGS = "/api/v1/mcp/configs"
INSTANCES = "/api/v1/mcp/instances"


def mapping(connection, *tools):
    return McpConfigConnectionToolMapping(connection_name=connection, tools=list(tools))


def config(client, name="daily", mappings=None, **named):
    mappings = mappings or [mapping("gmail", "gmail_fetch_mails", "gmail_send_message"), mapping("slack")]
    return client.actions.mcp.create_config(name, connection_tool_mappings=mappings, **named).config


def rpc(client, method, **fields):
    """Operations the SDK has stubs for but no method."""
    request = getattr(pb, f"{method}Request")(**fields)
    return client.core_client.grpc_exec(getattr(client.mcp.mcp_service, method).with_call, request)[0]


def connect(client, identifier, *connections):
    """Active accounts, as if the user had consented."""
    token = {"access_token": f"token-{identifier}", "refresh_token": f"refresh-{identifier}"}
    for connection in connections:
        client.actions.create_connected_account(
            connection, identifier, authorization_details={"oauth_token": token}
        )


class Rest:
    """The same environment as a client's, over REST."""

    def __init__(self, emulator, client):
        self.base = emulator.url
        self.session = requests.Session()
        self.session.headers["authorization"] = f"Bearer {client.get_client_access_token()}"

    def __call__(self, method, path, body=None, **options):
        if body is not None:
            options["json"] = body
        return self.session.request(method, self.base + path, timeout=20, **options)

    def ok(self, method, path, body=None, status=200, **options):
        answer = self(method, path, body, **options)
        assert answer.status_code == status, answer.text
        return answer.json()

    def refused(self, status, method, path, body=None, **options):
        answer = self(method, path, body, **options)
        assert answer.status_code == status, answer.text
        return answer.json()
