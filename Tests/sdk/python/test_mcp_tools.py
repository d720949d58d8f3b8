"""MCP servers through the official client: what is listed and what running a tool gives, in every revision."""

import asyncio

import pytest
from control import stub
from mcp.shared.exceptions import MCPError
from mcp_clients import (
    HANDSHAKES,
    REVISIONS,
    STATELESS,
    all_tools,
    config,
    connect,
    instance,
    mapping,
    session,
    token,
)
from scalekit.v1.agentkit_logs import agentkit_logs_pb2 as logs
from scalekit.v1.agentkit_logs import agentkit_logs_pb2_grpc as logs_grpc

SEND = {"to": "bob@example.com", "subject": "Lunch?", "body": "At noon."}


@pytest.fixture
def mail(client):
    """Gmail for ada, behind a config."""
    connect(client, "gmail")
    return config(client)


@pytest.fixture
def in_session(emulator, client, mail):
    """Runs something in a session of ada's."""

    def run(revision, body, *, of=mail, access=None, **options):
        minted = token(client, of, access_level=access) if access else token(client, of)

        async def inside():
            async with session(emulator, of.mcp_server_url, minted, revision, **options) as opened:
                return await body(opened)

        return asyncio.run(inside())

    return run


@pytest.mark.parametrize("revision", REVISIONS)
class TestEveryRevision:
    def test_tools_are_listed_as_the_revision_writes_them(self, in_session, revision):
        tools, _ = in_session(revision, all_tools)
        tool = next(tool for tool in tools if tool.name == "gmail_fetch_mails")
        assert tool.description and tool.input_schema["type"] == "object"
        assert tool.annotations.read_only_hint is True
        assert (tool.output_schema is not None) == (revision >= "2025-06-18")
        assert (tool.title is not None) == (revision >= "2025-06-18")
        assert (tool.annotations.title is not None) == (revision < "2025-06-18")

    def test_a_tool_works_in_the_same_world_as_everything_else(self, client, in_session, revision):
        async def send(session):
            return await session.call_tool("gmail_send_message", SEND)

        sent = in_session(revision, send)
        assert sent.is_error is False
        assert sent.content[0].type == "text" and sent.content[0].text
        assert (sent.structured_content is not None) == (revision >= "2025-06-18")
        mails = client.actions.execute_tool(
            tool_name="gmail_fetch_mails", tool_input={"query": "in:sent subject:lunch"}, identifier="ada"
        )
        assert mails.data["messages"][0]["snippet"] == "At noon."

    def test_what_is_unknown_is_an_error_of_the_protocol(self, in_session, revision):
        async def call(session):
            with pytest.raises(MCPError) as caught:
                await session.call_tool("gmail_fly", {})
            return caught.value

        error = in_session(revision, call)
        assert error.code == -32602 and "gmail_fly" in error.message

    def test_what_the_provider_refuses_is_a_result(self, emulator, client, in_session, revision):
        stub(
            emulator,
            client,
            {"tool": "gmail_fetch_mails", "answer": {"status": 429, "error": {"message": "Slow down"}}},
        )

        async def call(session):
            return await session.call_tool("gmail_fetch_mails", {})

        result = in_session(revision, call)
        assert result.is_error is True and "Slow down" in result.content[0].text
        assert result.structured_content is None

    def test_bad_arguments_are_a_result_that_names_the_field(self, in_session, revision):
        async def call(session):
            return await session.call_tool("gmail_send_message", SEND | {"to": 7})

        result = in_session(revision, call)
        assert result.is_error is True and "params.to" in result.content[0].text

    def test_long_lists_come_in_pages(self, client, in_session, revision):
        connect(client, "slack", "github")
        whole = config(client, "whole", mapping("gmail"), mapping("slack"), mapping("github"))
        tools, pages = in_session(revision, all_tools, of=whole)
        names = [tool.name for tool in tools]
        assert pages > 1 and len(names) > 100 and len(set(names)) == len(names)

        async def nonsense(session):
            with pytest.raises(MCPError) as caught:
                await session.list_tools(cursor="nonsense")
            return caught.value.code

        assert in_session(revision, nonsense, of=whole) == -32602

    def test_read_only_hides_and_refuses(self, in_session, revision):
        async def look(session):
            tools, _ = await all_tools(session)
            with pytest.raises(MCPError) as caught:
                await session.call_tool("gmail_send_message", SEND)
            looked = await session.call_tool("gmail_fetch_mails", {})
            return tools, caught.value, looked

        tools, error, looked = in_session(revision, look, access="READ_ONLY")
        assert tools and all(tool.annotations.read_only_hint for tool in tools)
        assert error.code == -32602
        assert looked.is_error is False

    def test_only_the_tools_that_were_mapped(self, client, in_session, revision):
        few = config(client, "few", mapping("gmail", "gmail_fetch_mails"))

        async def look(session):
            tools, _ = await all_tools(session)
            with pytest.raises(MCPError):
                await session.call_tool("gmail_send_message", SEND)
            return [tool.name for tool in tools]

        assert in_session(revision, look, of=few) == ["gmail_fetch_mails"]

    def test_over_http_2(self, in_session, revision):
        tools, _ = in_session(revision, all_tools, http2=True)
        assert tools

    def test_in_clear_text(self, emulator, client, mail, revision):
        url = mail.mcp_server_url.replace("https://", "http://")

        async def run():
            async with session(emulator, url, token(client, mail), revision) as opened:
                return (await opened.call_tool("gmail_fetch_mails", {})).is_error

        assert asyncio.run(run()) is False

    def test_an_instance_needs_no_token(self, emulator, client, mail, revision):
        url = instance(client, mail).url

        async def run():
            async with session(emulator, url, revision=revision) as opened:
                return await opened.call_tool("gmail_send_message", SEND)

        assert asyncio.run(run()).is_error is False

    def test_a_connection_has_a_server_of_its_own(self, emulator, client, mail, revision):
        minted = client.actions.mcp.create_session_token(connection_name="gmail", identifier="ada").token

        async def run():
            async with session(emulator, f"{emulator.url}/mcp/v3/connections/gmail", minted, revision) as opened:
                tools, _ = await all_tools(opened)
                return tools, await opened.call_tool("gmail_fetch_mails", {})

        tools, result = asyncio.run(run())
        assert tools and all(tool.name.startswith("gmail_") for tool in tools)
        assert result.is_error is False

    def test_an_account_that_is_not_active_is_answered_with_a_link(self, emulator, client, in_session, revision):
        minted_before = config(client, "two", mapping("gmail"))

        async def call(session):
            client.actions.delete_connected_account("gmail", "ada")
            return await session.call_tool("gmail_fetch_mails", {})

        result = in_session(revision, call, of=minted_before)
        assert result.is_error is True
        assert f"{emulator.url}/magicLink/" in result.content[0].text


class TestGreeting:
    @pytest.mark.parametrize("revision", HANDSHAKES)
    def test_the_server_says_who_it_is(self, in_session, revision):
        async def look(session):
            return session.session.server_info, session.session.instructions, session.session.server_capabilities

        info, instructions, capabilities = in_session(revision, look)
        assert (info.name, instructions) == ("mail", "About mail")
        assert capabilities.tools.list_changed is True

    def test_a_client_that_probes_finds_the_newest_revision(self, emulator, client, mail):
        from mcp import Client
        from mcp.client.streamable_http import streamable_http_client
        from mcp_clients import http_client

        async def run():
            async with http_client(emulator, token(client, mail)) as http:
                async with Client(streamable_http_client(mail.mcp_server_url, http_client=http)) as opened:
                    return opened.session.protocol_version, opened.session.discover_result

        version, found = asyncio.run(run())
        assert version == STATELESS
        assert found.supported_versions == REVISIONS
        assert found.instructions == "About mail"

    @pytest.mark.parametrize("revision", HANDSHAKES)
    def test_ping(self, in_session, revision):
        async def ping(session):
            await session.send_ping()
            return True

        assert in_session(revision, ping)


def test_calls_are_in_the_log_as_mcp(client, in_session):
    async def call(session):
        await session.call_tool("gmail_fetch_mails", {})

    in_session(STATELESS, call)
    service = logs_grpc.AgentkitLogsServiceStub(client.core_client.grpc_secure_channel)
    listed = client.core_client.grpc_exec(service.ListToolCallLogs.with_call, logs.ListToolCallLogsRequest())[0]
    entry = next(iter(listed.tool_call_logs))
    assert (entry.tool_name, entry.identifier) == ("gmail_fetch_mails", "ada")
    assert entry.source == "MCP"


@pytest.mark.parametrize("revision", [HANDSHAKES[-1], STATELESS])
def test_a_slow_tool_is_waited_for(emulator, client, in_session, revision):
    stub(emulator, client, {"tool": "gmail_fetch_mails", "answer": {"data": {"messages": []}, "latency": "5500ms"}})

    async def call(session):
        return await session.call_tool("gmail_fetch_mails", {})

    result = in_session(revision, call)
    assert result.is_error is False
