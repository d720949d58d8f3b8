"""Calls through MCP servers in the journal, and faults that meet them."""

import pytest
import requests
from control import control
from mcp_clients import STATELESS, Wire, config, connect, token
from test_journal import entries, verify

SEND = {"to": "bob@example.com", "subject": "Lunch?", "body": "At noon."}


@pytest.fixture
def wire(emulator, client):
    connect(client, "gmail")
    mail = config(client)
    return Wire(emulator, mail.mcp_server_url, token(client, mail))


def call(wire, name="gmail_send_message", arguments=SEND):
    return wire.stateless("tools/call", {"name": name, "arguments": arguments})


def fault(emulator, client, **effect):
    control(emulator, client, "PUT", "faults", {"faults": [{"door": "mcp", "times": 1, **effect}]})


def test_a_tool_reads_the_same_as_over_grpc(emulator, client, wire):
    control(emulator, client, "POST", "clock", {"freeze": True})
    control(emulator, client, "DELETE", "journal")
    assert call(wire).status_code == 200
    client.actions.execute_tool(
        tool_name="gmail_send_message", tool_input=SEND, identifier="ada", connection_name="gmail")
    over_mcp, over_grpc = entries(emulator, client)
    assert over_mcp["door"] == "mcp" and over_mcp["result"]["id"]
    same = ("operation", "identifier", "connection", "connected_account_id", "tool", "parameters", "code", "caller")
    assert {name: over_mcp[name] for name in same} == {name: over_grpc[name] for name in same}
    assert verify(
        emulator, client, {"called": {"tool": "gmail_send_message", "identifier": "ada"}, "times": {"exactly": 2}})["passed"]


def test_listing_and_what_is_unknown_are_in_it_too(emulator, client, wire):
    assert wire.stateless("tools/list").status_code == 200
    call(wire, "gmail_fly", {})
    call(wire, arguments={"to": 1})
    listed, unknown, wrong = entries(emulator, client, door="mcp")
    assert (listed["operation"], listed["identifier"], listed["code"]) == ("tools/list", "ada", "OK")
    assert (unknown["tool"], unknown["code"]) == ("gmail_fly", "NOT_FOUND")
    assert (wrong["tool"], wrong["code"]) == ("gmail_send_message", "INVALID_ARGUMENT")


def test_a_tool_error_is_a_result_for_the_agent(emulator, client, wire):
    fault(emulator, client, tool="gmail_*", tool_error={"code": "RATE_LIMITED", "message": "Slow down"})
    result = call(wire).json()["result"]
    assert result["isError"] and "Slow down" in result["content"][0]["text"]
    assert not call(wire).json()["result"]["isError"]


@pytest.mark.parametrize("effect", [{"reset": True}, {"lose_reply": True}, {"truncate": True}])
def test_connections_break(emulator, client, wire, effect):
    fault(emulator, client, **effect)
    with pytest.raises(requests.ConnectionError):
        call(wire)
    assert call(wire).status_code == 200
    assert [entry["attempt"] for entry in entries(emulator, client, door="mcp")] == [1, 2]


def test_too_many_requests(emulator, client, wire):
    control(emulator, client, "PUT", "rate_limits", {"rate_limits": [{"requests": 1, "per": "1m", "tool": "gmail_*"}]})
    assert call(wire).status_code == 200
    refused = call(wire)
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) <= 60
    assert "too many requests" in refused.json()["error"]["message"]
