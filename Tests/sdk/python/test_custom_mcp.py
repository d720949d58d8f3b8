"""Custom providers that are MCP servers: their tools are read there, and run there."""

import json

import mcp_upstream
import pytest
from control import stub
from scalekit.actions.models.custom_provider import AuthField, AuthPattern
from scalekit.actions.models.requests.create_custom_provider_request import CreateCustomProviderRequest
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitException,
    ScalekitNotFoundException,
    ScalekitToolException,
    ScalekitToolUnauthorizedException,
)
from scalekit.v1.agentkit_logs import agentkit_logs_pb2 as logs
from scalekit.v1.agentkit_logs import agentkit_logs_pb2_grpc as logs_grpc
from scalekit.v1.connections import connections_pb2 as pb
from scalekit.v1.tools.tools_pb2 import Filter, RefreshToolsRequest

TOOLS = ["add", "fail", "sleep", "whoami", "write_note"]


@pytest.fixture(params=["stateless", "json", "session"])
def any_server(request, tmp_path):
    server = mcp_upstream.MCPUpstream(
        tmp_path / "mcp.log", stateless=request.param != "session", as_json=request.param == "json"
    )
    yield server
    server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = mcp_upstream.MCPUpstream(tmp_path_factory.mktemp("mcp") / "mcp.log")
    yield server
    server.stop()


def connect(client, url, name="Notes"):
    """A connection to a custom MCP provider; its name."""
    pattern = AuthPattern(
        type="BEARER",
        display_name="Token",
        is_mcp=True,
        fields=[AuthField(field_name="token", label="Token", input_type="password", required=True)],
    )
    made = client.actions.providers.create_custom_provider(
        # Past the model's own check, which knows https only.
        CreateCustomProviderRequest.model_construct(display_name=name, proxy_url=url, auth_patterns=[pattern])
    )
    assert made.provider.is_custom and made.provider.is_custom_mcp
    return made.provider.identifier, connection(client, made.provider.identifier)


def connection(client, identifier, kind=pb.BEARER):
    """The name of a new connection to a provider."""
    fields = pb.CreateConnection(provider_key=identifier, type=kind)
    return client.connection.create_environment_connection(fields, pb.Flags(is_app=True))[0].connection.key_id


def account(client, connector, identifier="ada"):
    token = {"static_auth": {"token": f"t-{identifier}"}}
    return client.actions.create_connected_account(connector, identifier, token).connected_account


def names(client, connector=None, identifier="ada"):
    found = client.tools.list_scoped_tools(identifier=identifier, page_size=100)[0].tools
    prefix = f"c-{connector}_"
    return sorted(tool.tool.definition["name"].removeprefix(prefix) for tool in found)


def run(client, connector, tool, identifier="ada", **params):
    return client.actions.execute_tool(
        tool_name=f"c-{connector}_{tool}", identifier=identifier, connector=connector, tool_input=params
    )


def refresh(client, **fields):
    stub = client.tools.tool_service.RefreshTools
    return client.core_client.grpc_exec(stub.with_call, RefreshToolsRequest(**fields))[0]


class TestReading:
    def test_tools_are_read_when_an_account_is_made(self, client, any_server):
        _, connector = connect(client, any_server.url)
        account(client, connector)
        assert names(client, connector) == TOOLS
        definitions = {tool.tool.definition["name"]: tool.tool.definition for tool in listed(client)}
        add = definitions[f"c-{connector}_add"]
        assert add["description"] == "Add two numbers." and list(add["input_schema"]["required"]) == ["a", "b"]
        assert add["annotations"]["read_only_hint"] is True
        assert definitions[f"c-{connector}_write_note"]["annotations"]["destructive_hint"] is False
        assert definitions[f"c-{connector}_write_note"]["display_name"] == "Write a note"

    def test_they_are_listed_like_all_others(self, client, server):
        identifier, connector = connect(client, server.url)
        account(client, connector)
        found = client.tools.list_tools(filter=Filter(provider=identifier))[0]
        assert sorted(found.tool_names) == [f"c-{connector}_{name}" for name in TOOLS]

    def test_an_account_that_is_authorized_later(self, client, server):
        _, connector = connect(client, server.url)
        client.actions.create_connected_account(connector, "ada")
        assert names(client, connector) == []
        client.actions.update_connected_account(connector, "ada", {"static_auth": {"token": "t-ada"}})
        assert names(client, connector) == TOOLS

    def test_each_connection_has_its_own(self, client, server):
        identifier, first = connect(client, server.url)
        second = connection(client, identifier)
        account(client, first), account(client, second, "bob")
        assert names(client, first) == TOOLS == names(client, second, "bob")
        with pytest.raises(ScalekitNotFoundException):
            run(client, first, "add", identifier="bob", a=1, b=2)

    def test_refreshing_finds_what_changed(self, client, any_server):
        _, connector = connect(client, any_server.url)
        made = account(client, connector)
        before = {tool.definition["name"]: tool.id for tool in refresh(client, connected_account_id=made.id).tools}
        any_server.control(add="shout", remove="fail")
        after = refresh(client, connector=connector, identifier="ada")
        found = {tool.definition["name"]: tool.id for tool in after.tools}
        wanted = [f"c-{connector}_{name}" for name in ("add", "shout", "sleep", "whoami", "write_note")]
        assert sorted(found) == wanted and after.total_size == 5
        assert found[wanted[0]] == before[wanted[0]]
        assert names(client, connector) == ["add", "shout", "sleep", "whoami", "write_note"]
        assert run(client, connector, "shout", word="hi").data["content"][0]["text"] == "HI"

    def test_what_cannot_be_refreshed(self, client):
        account_of_gmail = client.actions.create_connected_account("gmail", "ada").connected_account
        with pytest.raises(ScalekitBadRequestException):
            refresh(client, connected_account_id=account_of_gmail.id)
        with pytest.raises(ScalekitBadRequestException):
            refresh(client)
        with pytest.raises(ScalekitNotFoundException):
            refresh(client, connected_account_id="ca_1")

    def test_a_server_that_is_not_there(self, client, tmp_path):
        gone = mcp_upstream.MCPUpstream(tmp_path / "mcp.log")
        gone.stop()
        _, connector = connect(client, gone.url)
        made = account(client, connector)
        assert made.status == "ACTIVE" and names(client, connector) == []
        with pytest.raises(ScalekitException) as caught:
            refresh(client, connected_account_id=made.id)
        assert "cannot be reached" in str(caught.value)

    def test_a_credential_that_the_server_refuses(self, client, server):
        _, connector = connect(client, server.url)
        made = client.actions.create_connected_account(
            connector, "ada", {"static_auth": {"token": "wrong"}}
        ).connected_account
        with pytest.raises(ScalekitToolUnauthorizedException):
            refresh(client, connected_account_id=made.id)

    def test_a_host_that_may_not_be_connected_to(self, client):
        _, connector = connect(client, "https://mcp.acme.example/mcp")
        made = account(client, connector)
        with pytest.raises(ScalekitException) as caught:
            refresh(client, connected_account_id=made.id)
        assert "--allow-upstream mcp.acme.example" in str(caught.value)


class TestRunning:
    def test_a_tool_runs_there(self, client, any_server):
        _, connector = connect(client, any_server.url)
        account(client, connector)
        answer = run(client, connector, "add", a=2, b=3)
        assert answer.data["structuredContent"] == {"result": 5} and answer.data["content"][0]["text"] == "5"
        written = run(client, connector, "write_note", title="milk").data["content"][0]["text"]
        assert json.loads(written)["title"] == "milk"

    def test_each_user_with_their_own_credential(self, client, server):
        _, connector = connect(client, server.url)
        for identifier in ("ada", "bob"):
            account(client, connector, identifier)
        for identifier in ("ada", "bob"):
            text = run(client, connector, "whoami", identifier=identifier).data["content"][0]["text"]
            assert text == identifier

    def test_a_failure_of_the_tool_is_a_tool_error(self, client, server):
        _, connector = connect(client, server.url)
        account(client, connector)
        with pytest.raises(ScalekitToolException) as caught:
            run(client, connector, "fail", reason="out of ink")
        assert "out of ink" in caught.value.tool_error_message and caught.value.execution_id

    def test_bad_parameters_do_not_leave(self, client, server):
        _, connector = connect(client, server.url)
        account(client, connector)
        with pytest.raises(ScalekitBadRequestException) as caught:
            run(client, connector, "add", a="two", b=3)
        assert "params.a" in str(caught.value)

    def test_one_that_takes_too_long(self, start, server):
        client = start("--upstream-timeout", "1").client()
        _, connector = connect(client, server.url)
        account(client, connector)
        with pytest.raises(ScalekitToolException) as caught:
            run(client, connector, "sleep", seconds=20)
        assert caught.value.tool_error_code == "UPSTREAM_TIMEOUT"
        assert run(client, connector, "add", a=1, b=1).data["content"][0]["text"] == "2"

    def test_a_stub_stands_in(self, client, emulator, server):
        _, connector = connect(client, server.url)
        account(client, connector)
        stub(emulator, client, {"tool": f"c-{connector}_add", "answer": {"data": {"sum": 42}}})
        assert run(client, connector, "add", a=1, b=1).data == {"sum": 42}

    def test_it_is_in_the_log(self, client, server):
        _, connector = connect(client, server.url)
        account(client, connector)
        done = run(client, connector, "add", a=1, b=1)
        request = logs.GetToolCallLogRequest(execution_id=done.execution_id)
        # The SDK has no method for the log.
        service = logs_grpc.AgentkitLogsServiceStub(client.core_client.grpc_secure_channel)
        entry = client.core_client.grpc_exec(service.GetToolCallLog.with_call, request)[0]
        assert entry.tool_name == f"c-{connector}_add" and entry.status == "success"


def listed(client, identifier="ada"):
    return client.tools.list_scoped_tools(identifier=identifier, page_size=100)[0].tools
